"""Heating on a simulated board, whose machine timer ticks whatever the program does."""

import time

import micropython
import sim

from check import eq
from sbernode import build, hw
from sbernode.hw.ports import Ports

_BOILER = {
    "id": "boiler",
    "kind": "hvac_boiler",
    "name": "Котёл",
    "pins": {"heat": {"gpio": 4, "active": "low"}, "ds18b20": 5},
    "options": {"power_on": "on", "min_off_s": 0, "interval_s": 10},
}
_FAN = {
    "id": "fan",
    "kind": "hvac_fan",
    "name": "Вентилятор",
    "pins": {"low": 2, "high": {"gpio": 3, "active": "low"}, "button": 6},
    "options": {"power_on": "on"},
}


def _board(*entries):
    urgent = hw.Urgent()
    devices = build.build(entries, Ports(urgent, ()).open, {})
    return urgent, devices


def _serve(devices, ms):
    while ms > 0:
        wait = devices.step(time.ticks_ms())
        wait = min(ms, 1000 if wait < 0 else max(1, wait))
        time.sleep_ms(wait)
        ms -= wait


def _heats():
    return sim.value(4) == 0


def test_a_boiler_is_off_until_its_sensor_has_spoken_and_off_when_it_is_dead():
    sim.part(5, temperatures=[15.0])
    urgent, devices = _board(_BOILER)
    eq([entry[-1] for entry in sim.history(4)], [1], "never low")
    _serve(devices, 2000)
    eq(_heats(), True)
    sim.part(5, error=1)
    _serve(devices, 40000)
    eq((_heats(), devices.all[0].states()), (False, [("online", False)]))
    sim.part(5, error=0)
    _serve(devices, 20000)
    eq(_heats(), True)
    urgent.stop()
    eq(_heats(), False, "the program is at its end")


def test_a_boiler_goes_off_when_the_program_hangs():
    sim.part(5, temperatures=[15.0])
    urgent, devices = _board(_BOILER)
    _serve(devices, 60000)
    levels = [entry[-1] for entry in sim.history(4)]
    eq((levels[0], sum(levels)), (1, 1), "let run on without a click: %r" % levels)
    time.sleep_ms(121000)
    eq(_heats(), False)
    urgent.stop()


def test_no_speed_is_latched_and_a_press_needs_no_memory():
    urgent, devices = _board(_FAN)
    eq((sim.value(2), sim.value(3)), (0, 1))
    _serve(devices, 1000)
    eq((sim.value(2), sim.value(3)), (1, 1))
    fan = devices.all[0]
    boiler = build.build([_BOILER], Ports(urgent, ()).open, {}).all[0]
    micropython.heap_lock()
    try:
        fan.toggle()
        boiler.toggle()
    finally:
        micropython.heap_unlock()
    devices.wake()
    _serve(devices, 1000)
    eq((sim.value(2), sim.value(3), boiler.state["on_off"]), (0, 1, False))
    urgent.stop()


def test_a_kettle_is_toggled_without_memory():
    sim.part(5, temperatures=[20.0])
    pins = {"heat": 4, "ds18b20": 5, "button": 6}
    urgent, devices = _board({"id": "k", "kind": "kettle", "name": "Чайник", "pins": pins})
    kettle = devices.all[0]
    micropython.heap_lock()
    try:
        kettle.toggle()
    finally:
        micropython.heap_unlock()
    _serve(devices, 3000)
    eq(sim.value(4), 1)
    time.sleep_ms(31000)
    eq(sim.value(4), 0)
    _serve(devices, 60000)
    eq((sim.value(4), dict(kettle.read())["on_off"]), (0, False))
    urgent.stop()


def test_a_valve_is_turned_by_pulses_of_one_to_two_milliseconds_and_let_go_of():
    sim.part(5, temperatures=[15.0])
    options = {"interval_s": 10, "power_on": "on"}
    pins = {"ds18b20": 5, "valve": 4}
    valve = {"id": "v", "kind": "hvac_radiator", "name": "Радиатор", "pins": pins}
    urgent, devices = _board(dict(valve, options=options))
    eq(sim.value(4), 0)
    _serve(devices, 1000)
    # 2 ms of 20 ms
    eq(sim.value(4), 65536 * 2000 // 20000)
    _serve(devices, 5000)
    eq(sim.value(4), 0, "no pulses at rest")
    devices.all[0].apply("on_off", False, time.ticks_ms())
    devices.wake()
    devices.step(time.ticks_ms())
    eq(sim.value(4), 65536 * 1000 // 20000)
    urgent.stop()
