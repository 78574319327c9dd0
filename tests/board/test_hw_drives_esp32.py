"""Drives on a simulated ESP32, whose timers are numbered and soft; what is told of them stands in
test_hw_drives.py, as do the sources.
"""

import time

import sim

from check import eq, near
from sbernode import hw
from sbernode.hw.ports import Ports

BOARD = "esp32"
COILS = {"in1": 16, "in2": 17, "in3": 18, "in4": 19}
OPTIONS = {"travel_ms": 4000, "steps": 4096, "step_ms": 2, "min_us": 1000, "max_us": 2000}
OPTIONS["hold"] = "no"
# Kiatronics, "Switching Sequence": wires 4, 4+3, 3, 3+2, 2, 2+1, 1, 1+4; in1 is wire 1.
_SHEET = ((0, 0, 0, 1), (0, 0, 1, 1), (0, 0, 1, 0), (0, 1, 1, 0), (0, 1, 0, 0), (1, 1, 0, 0))
_SHEET += ((1, 0, 0, 0), (1, 0, 0, 1))


def test_a_28byj_48_beside_the_timer_of_the_ports():
    urgent = hw.Urgent()
    ports = Ports(urgent, ())
    stepper = ports.open("stepper", COILS, False, OPTIONS)
    stepper.run(8)
    time.sleep_ms(2)
    seen = []
    for _ in range(8):
        seen.append(tuple([sim.value(gpio) for gpio in (16, 17, 18, 19)]))
        time.sleep_ms(2)
    first = _SHEET.index(seen[0])
    eq(seen, [_SHEET[(first + i) % 8] for i in range(8)])
    eq([sim.value(gpio) for gpio in COILS.values()], [0] * 4)
    time.sleep_ms(20)
    eq((stepper.running, stepper.ran(), ports.buses["pace"].running), (False, 8, False))
    eq(sim.faults(), [])


def test_a_servo_beside_a_lamp():
    ports = Ports(hw.Urgent(), ())
    ports.open("level", {"level": 16}, False, {})
    servo = ports.open("servo", {"servo": {"gpio": 17, "active": "low"}}, False, OPTIONS)
    eq([level for _, _, level in sim.history(17)][-1], 65535, "no pulse: inverted, always high")
    servo.at = 0
    servo.run(4000)
    time.sleep_ms(2000)
    near((65535 - sim.value(17)) * 20000 / 65536, 1500, 5)
    time.sleep_ms(3000)
    eq((sim.value(17), sim.faults()), (65535, []))


def test_a_bridge_turns_round():
    ports = Ports(hw.Urgent(), ())
    bridge = ports.open("bridge", {"open_pwm": 16, "close_pwm": 17}, False, OPTIONS)
    bridge.run(500)
    time.sleep_ms(100)
    bridge.back.run(500)
    eq((sim.value(16), sim.value(17)), (0, 65535))
    time.sleep_ms(600)
    eq((sim.value(16), sim.value(17), sim.faults()), (0, 0, []))
