"""What a simulated board says of itself, and how it resets."""

import os
import sys

import machine
import sim
from machine import Pin

from check import eq, raises

BOARD = "esp32c3"
ENV = {"SIM_CAUSE": "soft", "SIM_KEEP": '{"4": 1}', "SIM_ID": "0102030405aa"}


def test_uname_and_platform_are_those_of_the_board():
    eq(os.uname().machine, "ESP32C3 module with ESP32C3")
    eq((os.uname()[0], sim.facts.port), ("esp32", "esp32"))
    eq(machine.unique_id(), b"\x01\x02\x03\x04\x05\xaa")
    import time  # noqa: F401  from here on `sys` is the board's

    eq(sys.modules["sys"].platform, "esp32")


def test_after_a_soft_reset_outputs_still_show_what_they_showed():
    eq((sim.value(4), sim.mode(4)), (1, "out"))
    eq(machine.reset_cause(), machine.SOFT_RESET)
    Pin(4, Pin.OUT)
    eq(sim.history(4), [(0, 4, 1)])


def test_resets_end_the_process_with_their_own_codes():
    eq(raises(SystemExit, machine.soft_reset).args[0], 112)


def test_a_hard_reset_cannot_be_caught():
    import time

    eq(raises(SystemExit, machine.reset).args[0], 113)
    pin = Pin(5, Pin.OUT, value=1)
    pin.value(0)
    eq(sim.history(5), [])  # nothing more is put out
    raises(SystemExit, time.sleep_ms, 1)


def test_there_is_no_shell_on_a_board():
    for name in ("system", "getenv"):
        eq(hasattr(os, name), False)
    raises(AttributeError, getattr, machine, "bitstream")
