"""What people read about each rule of the checks that a rule between devices breaks.

Ranges and values come from the catalogue of the cloud's documentation
(developers.sber.ru/docs/ru/smarthome/c2c/functions).
"""

import copy
import json

import pytest

from check_codes import rules_of
from host_tools import boards, check, check_codes, check_words, words

DEVICES = [
    {"id": "leak", "kind": "sensor_water_leak", "name": "L", "pins": {"leak": 4}},
    {"id": "pump", "kind": "relay", "name": "P", "pins": {"out": 13}},
    {"id": "air", "kind": "sensor_temp", "name": "A", "pins": {"dht22": 26}},
    {"id": "drive", "kind": "curtain", "name": "D", "pins": {"open": 18, "close": 19}},
    {"id": "wall", "kind": "scenario_button", "name": "W", "pins": {"button": 21}},
    {
        "id": "lamp",
        "kind": "light",
        "name": "R",
        "pins": {"red": 22, "green": 23, "blue": 25},
    },
]
GOOD = [
    {
        "when": {"device": "leak", "function": "water_leak_state", "is": True},
        "do": [
            {"device": "pump", "function": "on_off", "value": True},
            {"device": "drive", "function": "open_set", "value": "close"},
        ],
        "for_s": 60,
    },
    {
        "when": {"device": "air", "function": "temperature", "above": 21.5, "hysteresis": 0.5},
        "do": [{"device": "drive", "function": "open_percentage", "value": 50}],
        "delay_s": 0,
    },
    {
        "when": {"device": "wall", "function": "button_event"},
        "do": [
            {"device": "lamp", "function": "light_mode", "value": "colour"},
            {"device": "lamp", "function": "light_colour", "value": {"h": 0, "s": 0, "v": 100}},
        ],
    },
]
LONGEST = {**GOOD[0], "delay_s": 86400, "for_s": 86400, "do": GOOD[0]["do"][:1] * 8}


@pytest.fixture(autouse=True)
def language():
    yield words.choose
    words.choose(None)


@pytest.fixture
def found(tmp_path):
    """Return found(rules, ...) -> what the check says of a devices.json with these rules."""

    def find(rules, entries=DEVICES):
        path = tmp_path / "devices.json"
        path.write_text(json.dumps({"version": 1, "devices": entries, "rules": rules}))
        return check.check_devices(path, boards.load("esp32"))[0]

    return find


def changed(number: int, path: str, value) -> list:
    """Return the good rules with another value at a path; a value `...`: nothing there."""
    rules = copy.deepcopy(GOOD)
    held = rules[number]
    *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    for part in parents:
        held = held[part]
    if value is ...:
        del held[last]
    else:
        held[last] = value
    return rules


def test_good_rules_are_good(found):
    assert found(GOOD) == []
    assert found([LONGEST] * 32) == []


# rule, number, path and value that break it; the field, what is said, what would do
ROWS = [
    ("missing", 0, "when", ..., "when", "is missing", '"is": true'),
    ("missing", 0, "do", ..., "do", "is missing", '"value"'),
    ("missing", 0, "when.device", ..., "when.device", "is missing", "leak, pump"),
    ("missing", 0, "do.1.value", ..., "do.2.value", "is missing", "true"),
    ("wrong_type", 0, "when", [], "when", "not of the right type", '"is": true'),
    ("wrong_type", 0, "do.0.value", 1, "do.1.value", "1 is not of", "true"),
    ("wrong_type", 1, "when.above", "20", "when.above", '"20" is not', "1000"),
    ("wrong_type", 1, "delay_s", 1.5, "delay_s", "1.5 is not", "60"),
    ("wrong_type", 2, "do.1.value", [0, 0, 100], "do.2.value", "not of the right", '"h"'),
    ("not_an_object", 0, "do.0", 5, "do.1", "braces", '"function"'),
    ("unknown_field", 0, "for", 5, "for", "no such field", "for_s?"),
    ("unknown_field", 1, "when.abov", 5, "when.abov", "no such field", "above?"),
    ("unknown_field", 0, "do.0.valu", 5, "do.1.valu", "no such field", "value?"),
    ("no_such_device", 0, "do.0.device", "pum", "do.1.device", 'no device "pum"', "pump?"),
    ("no_function", 0, "when.function", "on_off", "when.function", "no such", "water_leak_state"),
    ("no_function", 0, "when.function", "online", "when.function", "no such", ""),
    ("not_offered", 1, "when", {"device": "air", "function": "air_pressure", "above": 760},
     "", "air: air_pressure", ""),
    ("not_reported", 0, "when", {"device": "drive", "function": "open_set", "is": "open"},
     "when.function", "no state", ""),
    ("not_reported", 0, "when", {"device": "lamp", "function": "light_colour", "is": {}},
     "when.function", "no state", ""),
    ("not_settable", 0, "do.0", {"device": "drive", "function": "open_state", "value": "open"},
     "do.1.function", "cannot be set", ""),
    ("no_condition", 0, "when.is", ..., "when", "a condition is missing", '"above"'),
    ("two_conditions", 1, "when.below", 5, "when.below", "there is above", ""),
    ("not_a_number", 2, "when.above", 5, "when.above", "button_event is no number", '"is"'),
    ("bad_option", 2, "when.is", "clik", "when.is", '"clik" is not', "click?"),
    ("out_of_range", 1, "when.above", 215, "when.above", "215 is out", "from -40.0 to 200.0"),
    ("out_of_range", 1, "when.hysteresis", -1, "when.hysteresis", "-1 is out", "from 0 to 240.0"),
    ("out_of_range", 1, "do.0.value", 101, "do.1.value", "101 is out", "from 0 to 100"),
    ("out_of_range", 1, "delay_s", 86401, "delay_s", "86401 is out", "from 0 to 86400"),
    ("out_of_range", 0, "for_s", 0, "for_s", "0 is out of range", "from 1 to 86400"),
    ("out_of_range", 0, "do", [], "do", "[] is out of range", "one to eight"),
    ("no_way_back", 0, "do.1.value", "stop", "do.2.value", "cannot be set back", ""),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}-{row[4]}" for row in ROWS])
def test_a_broken_rule_says_where_and_why(row, found, language):
    language("en")
    rule, number, path, value, field, refused, accepted = row

    mine = found(changed(number, path, value))

    assert [(entry["device"], entry["field"], entry["rule"]) for entry in mine] == [
        (f"rule#{number + 1}", field, rule)
    ]
    assert refused in mine[0]["text"]
    assert accepted in mine[0]["accepted"]
    assert (mine[0]["severity"], mine[0]["name"]) == ("error", "")


def test_a_list_of_rules_that_is_none(found, language):
    language("en")
    assert [(e["field"], e["rule"], e["accepted"]) for e in found(5)] == [
        ("rules", "wrong_type", '"rules": [ ... ]')
    ]
    (problem,) = found([GOOD[0]] * 33)
    assert (problem["rule"], problem["accepted"]) == ("too_many_rules", "at most 32")
    (problem,) = found([GOOD[0], 5])
    assert (problem["device"], problem["rule"]) == ("rule#2", "not_an_object")


def test_a_value_that_only_the_device_itself_refuses(found):
    # a lamp on one pin has no colour, though its kind may have
    plain = [
        entry if entry["id"] != "lamp" else {**entry, "pins": {"level": 22}} for entry in DEVICES
    ]

    assert [entry["rule"] for entry in found(GOOD, plain)] == ["not_offered"]


def test_every_rule_has_words_in_both_languages_and_a_row_here():
    given = rules_of("check_rules")
    assert {"no_function", "no_way_back", "two_conditions"} <= given  # the search works

    assert given <= set(check_words.TEXTS)
    assert given == {row[0] for row in ROWS} - {"not_offered"} | {"too_many_rules"}


def test_what_a_remote_control_offers_depends_on_the_codes_beside(tmp_path):
    tv = {"id": "tv", "kind": "tv", "name": "TV", "pins": {"ir": 16}}
    mute = {"device": "tv", "function": "mute", "value": True}
    rule = {"when": {"device": "tv", "function": "on_off", "is": True}, "do": [mute]}
    path = tmp_path / "devices.json"
    path.write_text(json.dumps({"version": 1, "devices": [tv], "rules": [rule]}))

    assert [e["rule"] for e in check.check_devices(path, None)[0]] == ["not_offered"]
    (tmp_path / "codes.txt").write_text("tv mute nec 04:09\n")
    found, doc = check.check_devices(path, None)
    assert found == []
    (row,) = check.summary(doc, check_codes.keys(tmp_path / "codes.txt"))
    assert row["functions"] == ["on_off", "mute"]
