"""The plan: what service reads in the place of devices.json and the table of kinds."""

import json
import os

import sbernode
from check import eq, raises, true
from sbernode import assemble, plan, start
from sbernode.resolve import resolve

LAMP = {"id": "l", "kind": "light", "name": "Лампа", "pins": {"level": 5, "button": 4}}
HEAT = {
    "id": "h",
    "kind": "hvac_heater",
    "name": "Печь",
    "pins": {"heat": 6, "sda": 7, "scl": 8},
    "options": {"i2c": "bme280", "set_max": 30},
}
RULE = {"when": {"device": "l", "function": "on_off", "is": True}, "do": []}


def _write(rules=()):
    with open("devices.json", "w") as file:
        json.dump({"version": 1, "devices": [LAMP, HEAT], "rules": list(rules)}, file)
    plan.write("devices.json")


def _read(path):
    return list(assemble._planned(path))


def test_what_the_table_says_stands_in_it():
    _write()
    lamp, heat = _read("devices.plan")
    eq(lamp["class"], "lamp.Lamp")
    eq(lamp["ports"], [["level", "level"], ["in", "button"]])
    # A lamp's ports ask for no options: only what was given is kept.
    eq(lamp["options"], {})
    true(len(lamp["own"]) > 3)
    eq((heat["class"], heat["options"]["address"]), ("thermostat.Thermostat", 0))
    eq([port for port in heat["ports"] if port[0] == "i2c"], [["i2c", "sda", "scl"]])
    eq(lamp["name"], "Лампа")


def test_rules_have_a_file_of_their_own_while_there_are_any():
    _write([RULE])
    eq(_read("rules.plan"), [RULE])
    _write()
    true("rules.plan" not in os.listdir() and "rules.plan.new" not in os.listdir())
    eq(len(_read("devices.plan")), 2)


def test_a_plan_that_is_cut_is_not_believed():
    for name in ("devices.plan", "rules.plan"):
        _write([RULE])
        with open(name) as file:
            lines = file.readlines()
        with open(name, "w") as file:
            file.write("".join(lines[:-1]))
        raises(ValueError, _read, name)
    # The next start makes both anew.
    true("devices.plan" not in os.listdir())


def test_the_table_is_a_part_of_what_was_checked():
    _write()
    with open("settings.json", "w") as file:
        file.write("{}")
    mark = start._mark()
    eq(start._mark(), mark)
    with open("devices.json", "a") as file:
        file.write(" ")
    true(start._mark() != mark)
    os.mkdir("kinds")
    sbernode.__path__ = "."
    mark = start._mark()
    for name, counts in (("lamp.py", False), ("table.py", True), ("rows_home.mpy", True)):
        with open("kinds/" + name, "w") as file:
            file.write("x")
        eq(start._mark() != mark, counts, name)
        mark = start._mark()


def test_what_is_resolved_is_the_same_as_a_json_file_gives_back():
    for entry in (LAMP, HEAT):
        found = resolve(entry)
        eq(json.loads(json.dumps(found)), found)
