"""Extras on a board as it is put together: its own radio, its ADC, its machine timer."""

import json
import time

import network
import sim

from check import eq, true
from sbernode import assemble, hw, plan

BOARD = "esp32"
DEVICES = [
    {
        "id": "door",
        "kind": "sensor_door",
        "name": "D",
        "pins": {"contact": 13, "tamper": 14, "battery": 34},
        "options": {"wifi_signal": "on"},
    },
    {
        "id": "plug",
        "kind": "socket",
        "name": "P",
        "pins": {"out": 17, "button": 15},
        "options": {"max_on_s": 2},
    },
]


def _made():
    with open("devices.json", "w") as file:
        json.dump({"version": 1, "devices": DEVICES}, file)
    urgent = hw.Urgent()
    plan.write("devices.json")
    return urgent, assemble._devices({"outs": [], "devices": {}}, urgent)


def _run(devices, ms):
    while ms > 0:
        devices.wake()
        devices.step(time.ticks_ms())
        time.sleep_ms(min(ms, 20))
        ms -= 20


def test_the_signal_is_that_of_the_board_s_radio():
    urgent, devices = _made()
    door = devices.find("door")
    _run(devices, 100)
    true("signal_strength" not in dict(door.read()), "it has not joined")
    station = network.WLAN(network.STA_IF)
    station.active(True)
    sim.wifi(networks={"Home": "secret12"})
    station.connect("Home", "secret12")
    time.sleep(20)
    _run(devices, 31000)
    # as strong as the simulator's radio says
    dbm = station.status("rssi")
    eq(dict(door.read())["signal_strength"], "high" if dbm > -60 else "medium")
    urgent.stop()


def test_a_housing_and_a_battery_on_pins():
    urgent, devices = _made()
    door = devices.find("door")
    sim.drive(14, 0)
    _run(devices, 200)
    eq(dict(door.read())["tamper_alarm"], False)
    sim.drive(14, 1)
    _run(devices, 200)
    eq(dict(door.read())["tamper_alarm"], True)
    true(0 <= dict(door.read())["battery_percentage"] <= 100)
    urgent.stop()


def test_a_pressed_button_switches_off_by_itself():
    urgent, devices = _made()
    plug = devices.find("plug")
    eq(devices.outs, [17])
    sim.drive(15, 0)
    _run(devices, 100)
    eq(sim.value(17), 1, "the timer did it")
    _run(devices, 1500)
    eq(sim.value(17), 1)
    _run(devices, 600)
    eq((sim.value(17), plug.read()), (0, [("on_off", False), ("child_lock", False)]))
    urgent.stop()
