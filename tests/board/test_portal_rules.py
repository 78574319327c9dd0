"""Rules on their way through the pages: kept when devices are saved, backed up and restored."""

import json

from check import eq, raises
from sbernode import NotReady
from sbernode.portal import carry, checks, trial
from sbernode.portal.request import Refused

BOARD = "pico_w"
DEVICES = [{"id": "a", "kind": "relay", "name": "A", "pins": {"out": 2}}, {"id": "b"}]
RULES = [
    {
        "when": {"device": "a", "function": "on_off", "is": True},
        "do": [{"device": "a", "function": "on_off", "value": False}],
    }
]


async def _carried(devices):
    """Return the devices.json that comes out of a backup with this one in it."""
    with open("backup", "w") as file:
        json.dump({"version": 1, "settings": {"home": "x"}, "devices": devices}, file)
    settings = await carry._taken_apart("backup", "out")
    eq(settings, {"home": "x"})
    with open("out") as file:
        return json.load(file)


async def test_a_backup_gives_back_what_went_in():
    for doc in (
        {"version": 1, "devices": DEVICES, "rules": RULES},
        {"rules": RULES * 3, "devices": DEVICES, "version": 1},
        {"version": 1, "devices": [], "rules": RULES},
        {"version": 1, "devices": DEVICES, "rules": []},
        {"version": 1, "devices": []},
        {"devices": DEVICES},
        {"rules": RULES, "devices": DEVICES},
    ):
        eq(await _carried(doc), doc)


async def test_a_backup_with_something_else_in_its_lists_is_none():
    for doc in ({"version": 1}, {"devices": DEVICES, "rules": 5}, {"devices": [5]}):
        try:
            await _carried(doc)
        except Refused as wrong:
            eq(wrong.args[1], "not_backup")
        else:
            raise AssertionError("%r was taken" % doc)


def test_the_trial_finds_a_function_that_the_pins_do_not_give():
    for function, fits in (("on_off", True), ("power", False)):
        when = {"device": "a", "function": function, "is": 5}
        with open("devices.draft", "w") as file:
            json.dump(
                {"rules": [RULES[0], dict(RULES[0], when=when)], "devices": DEVICES[:1]}, file
            )
        if fits:
            eq([device.id for device in trial._devices("devices.draft", None).all], ["a"])
        else:
            wrong = raises(NotReady, trial._devices, "devices.draft", None)
            eq(wrong.args, ("badrule", 2, "a", "power"))


async def test_the_pages_check_rules_too():
    bad = [dict(RULES[0], x=1)]
    for devices, rules, found in (
        (DEVICES[:1], RULES, []),
        (DEVICES[:1], bad, ["unknown_field"]),
        ([{"id": "a"}], RULES, ["missing", "missing"]),
    ):
        with open("devices.json", "w") as file:
            json.dump({"rules": rules, "version": 1, "devices": devices}, file)
        problems = await checks.check_devices("devices.json")
        eq([problem[2] for problem in problems], found)
    with open("devices.json", "w") as file:
        file.write('{"rules": [{}')
    try:
        await checks.check_devices("devices.json")
    except ValueError:
        return
    raise AssertionError("half a file was taken")
