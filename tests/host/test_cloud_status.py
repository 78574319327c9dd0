"""Statuses: what is kept, what is an event, what is wrong, and how fast a command was answered."""

import json

import pytest

from cloud_board import HUB, device, states
from host_tools.cloud.home import Command, Home
from host_tools.cloud.problems import TEXTS
from host_tools.cloud.status import apply_status

BOUNDS = {"min": "100", "max": "900", "step": "1"}
LAMP = device(
    "lamp",
    "light",
    ["on_off", "light_brightness", "light_mode", "light_colour"],
    model={"allowed_values": {"light_brightness": {"type": "INTEGER", "integer_values": BOUNDS}}},
)
DEVICES = [
    HUB,
    LAMP,
    device("curtain", "curtain", ["open_set", "open_state", "open_percentage"]),
    device("button", "scenario_button", ["button_event"]),
    device("pir", "sensor_pir", ["pir"]),
    device("air", "sensor_air", ["tvoc_float", "temperature"]),
    device("child", "relay", ["on_off"], parent_id="root"),
]


@pytest.fixture
def home():
    home = Home()
    home.apply_config(json.dumps({"devices": DEVICES}).encode(), 0)
    assert all(device.is_accepted for device in home.devices.values())
    return home


def say(home, now=1.0, **devices):
    return apply_status(home, json.dumps({"devices": devices}).encode(), now)


def one(key, value):
    return {"states": [{"key": key, "value": value}]}


def test_states_are_kept_with_their_times(home):
    say(home, 10, lamp=states(online=True, on_off=True))
    say(home, 20, lamp=states(online=True, on_off=True))
    say(home, 30, lamp=states(online=True, on_off=False))

    state = home.devices["lamp"].states["on_off"]
    assert (state.value, state.time, state.changed) == (False, 30, 30)
    online = home.devices["lamp"].states["online"]
    assert (online.value, online.time, online.changed) == (True, 30, 10)
    assert home.devices["lamp"].problems == []


@pytest.mark.parametrize(
    ("name", "key", "wire", "value"),
    [
        # c2c/value, 2025-10-28: text; JanchEwgen/MQTT-SberGate has always sent numbers
        ("lamp", "light_brightness", {"type": "INTEGER", "integer_value": "500"}, 500),
        ("lamp", "light_brightness", {"type": "INTEGER", "integer_value": 500}, 500),
        ("air", "temperature", {"type": "INTEGER", "integer_value": "-35"}, -35),
        # c2c/value says a number, the example of c2c/tvoc_float has text
        ("air", "tvoc_float", {"type": "FLOAT", "float_value": 0.205}, 0.205),
        ("air", "tvoc_float", {"type": "FLOAT", "float_value": "0.205"}, 0.205),
        ("curtain", "open_state", {"type": "ENUM", "enum_value": "opening"}, "opening"),
        (
            "lamp",
            "light_colour",
            {"type": "COLOUR", "colour_value": {"h": 120, "s": 1000, "v": 800}},
            {"h": 120, "s": 1000, "v": 800},
        ),
    ],
)
def test_value_is_read_in_every_form_that_the_real_cloud_takes(home, name, key, wire, value):
    say(home, **{name: one(key, wire)})

    assert home.devices[name].value(key) == value
    assert home.devices[name].problems == []


def test_events_are_logged_and_are_no_state(home):
    outcome = say(home, 5, button=states(online=True, button_event="click"))
    say(home, 6, button=states(button_event="double_click"))
    say(home, 7, pir=states(pir="pir"))

    assert [(event.feature, event.value) for event in outcome.events] == [
        ("button_event", "click")
    ]
    assert [(event.time, event.value) for event in home.devices["button"].events] == [
        (5, "click"),
        (6, "double_click"),
    ]
    assert "button_event" not in home.devices["button"].states
    assert [event.value for event in home.devices["pir"].events] == ["pir"]


def test_hub_that_is_offline_takes_its_children_along(home):
    # c2c/hub, 2025-10-28
    say(home, root=states(online=True), child=states(online=True), lamp=states(online=True))
    assert home.is_online("child") is True

    say(home, root=states(online=False))

    assert home.is_online("child") is False
    assert home.is_online("lamp") is True
    assert home.is_online("air") is None


def bright(**value):
    return {"lamp": one("light_brightness", value)}


def coloured(**parts):
    return {"lamp": one("light_colour", {"type": "COLOUR", "colour_value": parts})}


# (problem, where, devices of the status)
ROWS = [
    ("states_missing", "lamp.states", {"lamp": {}}),
    ("states_missing", "lamp.states", {"lamp": None}),
    ("states_missing", "lamp.states", {"lamp": {"states": {"on_off": True}}}),
    ("states_empty", "lamp.states", {"lamp": {"states": []}}),
    ("state_form", "lamp.states[0]", {"lamp": {"states": [None]}}),
    ("state_form", "lamp.states[0]", {"lamp": {"states": [{"key": "on_off"}]}}),
    ("state_form", "lamp.states[0].value", {"lamp": one("on_off", True)}),
    ("state_undeclared", "lamp.states[0].key", {"lamp": states(temperature=215)}),
    ("state_undeclared", "lamp.states[0].key", {"lamp": states(sleep_timer=5)}),
    ("state_write_only", "curtain.states[0].key", {"curtain": states(open_set="open")}),
    ("state_repeated", "lamp.states[1].key",
     {"lamp": {"states": states(on_off=True)["states"] * 2}}),
    ("value_type", "lamp.states[0].value.type", {"lamp": states(on_off=1)}),
    ("value_field", "lamp.states[0].value.bool_value", {"lamp": one("on_off", {"type": "BOOL"})}),
    ("value_form", "lamp.states[0].value.bool_value",
     {"lamp": one("on_off", {"type": "BOOL", "bool_value": "true"})}),
    ("value_form", "lamp.states[0].value.integer_value",
     bright(type="INTEGER", integer_value="5.5")),
    ("value_form", "lamp.states[0].value.integer_value",
     bright(type="INTEGER", integer_value=True)),
    ("value_form", "air.states[0].value.float_value",
     {"air": one("tvoc_float", {"type": "FLOAT", "float_value": "nan"})}),
    ("value_range", "lamp.states[0].value.integer_value",
     bright(type="INTEGER", integer_value="1001")),
    # inside the function's 50..1000, outside the model's own 100..900
    ("value_range", "lamp.states[0].value.integer_value",
     bright(type="INTEGER", integer_value="950")),
    ("value_range", "air.states[0].value.integer_value", {"air": states(temperature=2001)}),
    ("value_word", "curtain.states[0].value.enum_value", {"curtain": states(open_state="closed")}),
    ("value_form", "curtain.states[0].value.enum_value",
     {"curtain": one("open_state", {"type": "ENUM", "enum_value": 1})}),
    ("value_range", "lamp.states[0].value.colour_value.v", coloured(h=0, s=0, v=50)),
    ("value_range", "lamp.states[0].value.colour_value.h", coloured(h=361, s=0, v=100)),
    ("value_field", "lamp.states[0].value.colour_value.s", coloured(h=0, v=100)),
    ("value_form", "lamp.states[0].value.colour_value.h", coloured(h="0", s=0, v=100)),
    ("value_form", "lamp.states[0].value.colour_value",
     {"lamp": one("light_colour", {"type": "COLOUR", "colour_value": "red"})}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "path", "devices"), ROWS)
def test_fault_of_a_status_is_named_at_the_device(home, code, path, devices):
    say(home, **devices)

    shown = home.devices[next(iter(devices))].problems

    assert (code, path) in [(problem.code, problem.path) for problem in shown]
    assert all(problem.drops is False for problem in shown)
    assert home.devices["root"].problems == []


WHOLE = [
    ("not_json", "", b"{"),
    ("not_object", "", b"[1]"),
    ("devices_missing", "devices", b"{}"),
    ("devices_not_map", "devices", b'{"devices":[]}'),
    ("empty_status", "devices", b'{"devices":{}}'),
    ("device_unknown", "devices.ghost", b'{"devices":{"ghost":{"states":[]}}}'),
]


@pytest.mark.parametrize(("code", "path", "body"), WHOLE)
def test_fault_of_the_whole_status_is_named(home, code, path, body):
    outcome = apply_status(home, body, 1)

    assert [(problem.code, problem.path) for problem in outcome.problems] == [(code, path)]


def test_event_in_the_answer_to_a_request_is_named(home):
    # TohaRG2/MQTT-SberGate 0.9.0: an old press that is reported again presses again
    home.devices["button"].asked = 1

    say(home, 2, button=states(online=True, button_event="click"))
    say(home, 3, button=states(online=True, button_event="click"))

    entries = home.devices["button"].status_problems
    assert [(key, entry[2]) for key, entry in entries.items()] == [
        (("event_in_answer", "button.button_event"), 1)
    ]


def test_same_problem_is_counted_not_repeated(home):
    for now in (1, 2, 3):
        say(home, now, lamp=states(temperature=215))

    ((_problem, time, count),) = home.devices["lamp"].status_problems.values()
    assert (time, count) == (3, 3)


def test_answer_is_timed_and_compared(home):
    home.devices["lamp"].command = Command({"on_off": True}, sent=1.0)

    say(home, 1.1, lamp=states(online=True))  # another report: no answer yet
    assert home.devices["lamp"].command.ack_ms is None

    outcome = say(home, 1.25, lamp=states(online=True, on_off=False))
    command = home.devices["lamp"].command
    assert outcome.answered == ["lamp"]
    assert (command.ack_ms, command.same) == (250, False)

    outcome = say(home, 2.0, lamp=states(online=True, on_off=True))
    assert outcome.answered == []
    assert (command.ack_ms, command.same, command.same_ms) == (250, True, 1000)


def test_write_only_command_is_answered_by_any_status_of_the_device(home):
    home.devices["curtain"].command = Command({"open_set": "open"}, sent=1.0)

    say(home, 1.5, lamp=states(online=True))
    assert home.devices["curtain"].command.ack_ms is None

    say(home, 1.5, curtain=states(online=True, open_state="opening"))
    assert home.devices["curtain"].command.ack_ms == 500


def test_every_problem_of_a_status_has_a_row():
    rows = {row[0] for row in ROWS} | {row[0] for row in WHOLE} | {"event_in_answer"}
    own = ("state", "value_", "empty_status", "device_unknown", "devices_not_map", "event_")
    expected = {code for code in TEXTS if code.startswith(own)}

    assert expected <= rows
