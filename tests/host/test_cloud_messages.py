"""What the cloud sends, byte by byte, against what was captured or documented elsewhere."""

import pytest

from host_tools.cloud import messages
from host_tools.cloud.catalogue import functions
from host_tools.cloud.values import BadValue, write


@pytest.mark.parametrize(
    ("feature", "value", "wire"),
    [
        # developers.sber.ru/docs/ru/smarthome/c2c/value, 2025-10-28: the table of types
        ("on_off", True, b'{"type":"BOOL","bool_value":true}'),
        ("temperature", 215, b'{"type":"INTEGER","integer_value":"215"}'),
        ("hvac_water_level", 1.5, b'{"type":"FLOAT","float_value":1.5}'),
        ("hvac_air_flow_power", "auto", b'{"type":"ENUM","enum_value":"auto"}'),
        (
            "light_colour",
            {"h": 120, "s": 1000, "v": 800},
            b'{"type":"COLOUR","colour_value":{"h":120,"s":1000,"v":800}}',
        ),
        # dzerik/sber-mqtt-bridge CHANGELOG 1.41.0 (2026-08-07) and the capture in
        # JanchEwgen/MQTT-SberGate sber-gate.py: "off" has no bool_value
        ("on_off", False, b'{"type":"BOOL"}'),
        # dzerik/sber-mqtt-bridge#44: colour temperature 0 has no integer_value
        ("light_colour_temp", 0, b'{"type":"INTEGER"}'),
        # ikstema/mqtt-sbergate devices/light.py: a colour_value that holds v only
        (
            "light_colour",
            (0, 0, 100),
            b'{"type":"COLOUR","colour_value":{"v":100}}',
        ),
        ("light_colour", (0, 0, 0), b'{"type":"COLOUR"}'),
    ],
)
def test_value_is_written_as_the_cloud_writes_it(feature, value, wire):
    assert messages.compact(write(functions()[feature], value)) == wire


def test_command_has_the_documented_shape():
    # developers.sber.ru/docs/ru/smarthome/reference/mqtt-d-commands, 2025-07-15
    body = messages.commands({"esp-3fa2-relay1": {"on_off": True}})

    assert body == (
        b'{"devices":{"esp-3fa2-relay1":{"states":[{"key":"on_off",'
        b'"value":{"type":"BOOL","bool_value":true}}]}}}'
    )


def test_command_keeps_the_order_of_functions_and_of_devices():
    body = messages.commands(
        {"b": {"light_mode": "colour", "light_colour": (1, 2, 100)}, "a": {"on_off": False}}
    )

    assert body == (
        b'{"devices":{"b":{"states":[{"key":"light_mode","value":{"type":"ENUM",'
        b'"enum_value":"colour"}},{"key":"light_colour","value":{"type":"COLOUR",'
        b'"colour_value":{"h":1,"s":2,"v":100}}}]},'
        b'"a":{"states":[{"key":"on_off","value":{"type":"BOOL"}}]}}}'
    )


def test_requests_have_the_documented_bodies():
    # reference/mqtt-d-status-request and mqtt-d-config-request, 2025-07-15
    assert messages.status_request(["a", "b"]) == b'{"devices":["a","b"]}'
    assert messages.config_request(empty=False) == b"{}"
    # ikstema/mqtt-sbergate: `[""]` stands for all; dzerik's tests: an empty payload
    assert messages.status_request([""]) == b'{"devices":[""]}'
    assert messages.status_request([]) == b'{"devices":[]}'
    assert messages.config_request(empty=True) == b""


def test_moving_and_renaming_are_compact_raw_utf8():
    # the capture in ikstema/mqtt-sbergate devices_db.py: compact JSON, Cyrillic not escaped
    assert messages.change_group("lamp", "Дом", "Кухня").decode() == (
        '{"device_id":"lamp","home":"Дом","room":"Кухня"}'
    )
    assert messages.rename("lamp", "Свет").decode() == '{"device_id":"lamp","new_name":"Свет"}'


def test_endpoint_has_the_documented_shape():
    # reference/mqtt__config, 2022-09-28; the value in use: JanchEwgen/MQTT-SberGate
    body = messages.endpoint("https://mqtt-partners.iot.sberdevices.ru")

    assert body == b'{"http_api_endpoint":"https://mqtt-partners.iot.sberdevices.ru"}'


@pytest.mark.parametrize(
    ("feature", "value"),
    [
        ("on_off", 1),
        ("light_brightness", True),
        ("light_brightness", "500"),
        ("light_brightness", 1.5),
        ("open_set", 1),
        ("light_colour", {"h": 1, "s": 2}),
        ("light_colour", "red"),
        ("light_colour", (1, 2, 3.5)),
        ("hvac_water_level", False),
    ],
)
def test_value_of_another_type_is_refused(feature, value):
    with pytest.raises(BadValue, match=feature):
        write(functions()[feature], value)


def test_unknown_function_is_refused():
    with pytest.raises(BadValue, match="sleep_timer"):
        messages.commands({"lamp": {"sleep_timer": 1}})
