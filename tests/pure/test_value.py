"""Values on the wire. Expected: structure "value", developers.sber.ru c2c/value (2025-10-28), and
captures of the cloud's own style: JanchEwgen/MQTT-SberGate sber-gate.py and issue 15 (off without
a
value), ikstema/mqtt-sbergate devices/light.py (colour_value that holds only v)."""

import json

from check import eq, raises
from sbernode.sber.value import BadValue, clamp, decode, encode


def test_defaults_left_out_by_the_cloud():
    eq(decode("on_off", {"type": "BOOL"}), False)
    eq(decode("open_percentage", {"type": "INTEGER"}), 0)
    eq(decode("tvoc_float", {"type": "FLOAT"}), 0.0)
    eq(decode("open_set", {"type": "ENUM"}), "")
    eq(decode("light_colour", {"type": "COLOUR"}), (0, 0, 0))
    eq(decode("light_colour", {"type": "COLOUR", "colour_value": {"v": 100}}), (0, 0, 100))


def test_integers_as_text_or_number():
    eq(decode("hvac_temp_set", {"type": "INTEGER", "integer_value": "22"}), 22)
    eq(decode("hvac_temp_set", {"type": "INTEGER", "integer_value": 22}), 22)
    eq(decode("temperature", {"type": "INTEGER", "integer_value": "-35"}), -35)
    eq(decode("light_brightness", {"type": "INTEGER", "integer_value": 100.0}), 100)
    colour = {"type": "COLOUR", "colour_value": {"h": "120", "s": 1000, "v": "800"}}
    eq(decode("light_colour", colour), (120, 1000, 800))


def test_floats_as_number_or_text():
    eq(decode("tvoc_float", {"type": "FLOAT", "float_value": 0.5}), 0.5)
    eq(decode("tvoc_float", {"type": "FLOAT", "float_value": "0.5"}), 0.5)


def test_values_that_cannot_be_are_refused():
    for name, wire in (
        ("no_such_function", {"type": "BOOL"}),
        ("on_off", None),
        ("on_off", []),
        ("on_off", {"type": "INTEGER", "integer_value": "1"}),
        ("on_off", {"type": "BOOL", "bool_value": "true"}),
        ("on_off", {"type": "BOOL", "bool_value": 1}),
        ("open_percentage", {"type": "INTEGER", "integer_value": "much"}),
        ("open_percentage", {"type": "INTEGER", "integer_value": 0.5}),
        ("open_percentage", {"type": "INTEGER", "integer_value": True}),
        ("open_percentage", {"type": "INTEGER", "integer_value": {}}),
        ("tvoc_float", {"type": "FLOAT", "float_value": "nan"}),
        ("tvoc_float", {"type": "FLOAT", "float_value": "inf"}),
        ("open_set", {"type": "ENUM", "enum_value": 1}),
        ("light_colour", {"type": "COLOUR", "colour_value": []}),
        ("light_colour", {"type": "COLOUR", "colour_value": {"h": "red"}}),
    ):
        raises(BadValue, decode, name, wire)


def test_a_number_of_a_thousand_digits_is_clamped_like_any_other():
    big = decode("open_percentage", {"type": "INTEGER", "integer_value": 10**1000})
    eq(clamp("open_percentage", big), 100)
    eq(clamp("open_percentage", decode("open_percentage", {"integer_value": -(10**40)})), 0)


def test_clamping_to_the_range_of_the_function():
    eq(clamp("light_brightness", 0), 50)
    eq(clamp("light_brightness", 2000), 1000)
    eq(clamp("light_colour", (400, -5, 0)), (360, 0, 100))
    eq(clamp("temperature", -9999), -400)
    eq(clamp("tvoc_float", 12.5), 9.999)
    eq(clamp("on_off", True), True)


def test_clamping_to_a_narrowed_range_and_its_step():
    eq(clamp("hvac_temp_set", 33, (25, 40, 5)), 35)
    eq(clamp("hvac_temp_set", 99, (25, 40, 5)), 40)
    eq(clamp("hvac_temp_set", 0, (25, 40, 5)), 25)


def test_an_enum_text_has_no_nearest_one():
    eq(clamp("open_set", "stop"), "stop")
    raises(BadValue, clamp, "open_set", "ajar")
    raises(BadValue, clamp, "open_set", "")
    raises(BadValue, clamp, "open_rate", "medium", ("auto", "low", "high"))


def test_what_we_write():
    eq(json.loads(encode(True)), {"type": "BOOL", "bool_value": True})
    eq(json.loads(encode(False)), {"type": "BOOL", "bool_value": False})
    eq(json.loads(encode(-35)), {"type": "INTEGER", "integer_value": "-35"})
    eq(json.loads(encode("click")), {"type": "ENUM", "enum_value": "click"})
    eq(json.loads(encode(1.5)), {"type": "FLOAT", "float_value": 1.5})
    colour = {"type": "COLOUR", "colour_value": {"h": 120, "s": 1000, "v": 800}}
    eq(json.loads(encode((120, 1000, 800))), colour)


def test_every_type_comes_back_as_it_was_written():
    for name, value in (
        ("on_off", True),
        ("on_off", False),
        ("temperature", -400),
        ("open_state", "opening"),
        ("light_colour", (0, 0, 100)),
        ("hcho_float", 1.25),
    ):
        eq(decode(name, json.loads(encode(value))), value)
