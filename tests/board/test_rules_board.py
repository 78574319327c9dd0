"""Rules on a simulated board, from the files to the pins: no network takes part."""

import json
import time

import sim

from check import eq, true
from sbernode import assemble, hw, log, plan, start

BOARD = "pico_w"
DEVICES = [
    {"id": "leak", "kind": "sensor_water_leak", "name": "L", "pins": {"leak": 13}},
    {"id": "valve", "kind": "relay", "name": "V", "pins": {"out": 17}},
    {"id": "wall", "kind": "scenario_button", "name": "W", "pins": {"button": 15}},
    {"id": "lamp", "kind": "light", "name": "R", "pins": {"out": 16, "button": 14}},
]
RULES = [
    {
        "when": {"device": "leak", "function": "water_leak_state", "is": True},
        "do": [{"device": "valve", "function": "on_off", "value": True}],
    },
    {
        "when": {"device": "wall", "function": "button_event", "is": "click"},
        "do": [{"device": "lamp", "function": "on_off", "value": True}],
        "for_s": 60,
    },
]


def _write(rules):
    with open("devices.json", "w") as file:
        json.dump({"rules": rules, "version": 1, "devices": DEVICES}, file)


def _made(rules, kept=None):
    """Return (urgent, devices) as a board makes them."""
    _write(rules)
    urgent, state = hw.Urgent(), {"outs": [], "devices": kept or {}}
    plan.write("devices.json")
    devices = assemble._devices(state, urgent)
    assemble._look_up(devices)
    assemble._rules(devices, state, urgent.wake)
    return urgent, devices


def _run(devices, ms):
    """Let so much time pass; return the devices that the cloud is told of."""
    told = []
    while ms > 0:
        devices.wake()
        devices.step(time.ticks_ms())
        for device in devices.changed():
            device.events = ()
            told.append(device.id)
        time.sleep_ms(min(ms, 20))
        ms -= 20
    return told


def test_a_leak_closes_the_valve_and_the_cloud_is_told_of_both():
    urgent, devices = _made(RULES)
    eq(_run(devices, 100), [])
    sim.drive(13, 0)
    eq(sorted(_run(devices, 200)), ["leak", "valve"])
    eq(sim.value(17), 1)
    urgent.stop()


def test_a_click_lights_the_lamp_for_a_minute_unless_a_hand_switches_it():
    urgent, devices = _made(RULES)
    for by_hand in (False, True):
        sim.drive(15, 0)
        _run(devices, 100)
        sim.drive(15, 1)
        _run(devices, 500)
        eq(sim.value(16), 1)
        if by_hand:
            for level in (0, 1, 0, 1):
                sim.drive(14, level)
                _run(devices, 100)
        eq(devices.save()["root"], [] if by_hand else [["lamp", "on_off", False]])
        _run(devices, 60000)
        eq(sim.value(16), int(by_hand))
    urgent.stop()


def test_a_leak_that_is_there_at_the_start_closes_the_valve():
    sim.drive(13, 0)
    urgent, devices = _made(RULES)
    _run(devices, 100)
    eq(sim.value(17), 1)
    urgent.stop()


def test_without_rules_there_is_nothing_of_them():
    urgent, devices = _made([])
    eq((devices.rules, devices.save()), (None, {}))
    urgent.stop()


def test_a_rule_that_does_not_fit_is_told_and_stands_still_alone():
    power = {"device": "valve", "function": "power", "above": 100}
    dim = {"device": "lamp", "function": "light_brightness", "value": 500}
    bad = dict(RULES[0], when=power), dict(RULES[0], do=RULES[0]["do"] + [dim])
    urgent, devices = _made([bad[0], bad[1], RULES[0]])
    told = [(1, "valve", "power"), (2, "lamp", "light_brightness")]
    eq(log.lines(), [("error", "rules", "badrule", args) for args in told])
    sim.drive(13, 0)
    _run(devices, 100)
    eq(sim.value(17), 1, "the third one acts")
    urgent.stop()


def test_the_start_checks_rules_after_devices():
    for rules, found in (
        (RULES, []),
        ([dict(RULES[0], x=1)], [("rule#1", "x", "unknown_field")]),
        ([7], [("rule#1", "", "not_an_object")]),
        (None, [("", "rules", "wrong_type")]),
    ):
        _write(rules)
        path, problems = start._devices()
        eq((path, [problem[:3] for problem in problems]), ("devices.json", found))
    true(path)
