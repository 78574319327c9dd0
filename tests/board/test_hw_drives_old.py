"""A stepper on an RP2 board before MicroPython 1.27, whose timers are soft interrupts only."""

import time

import sim

from check import eq
from sbernode import hw
from sbernode.hw.ports import Ports

BOARD = "pico_w"
ENV = {"SIM_MPY": "1.26.0"}


def test_a_stepper_makes_its_steps_there_too():
    ports = Ports(hw.Urgent(), ())
    options = {"steps": 4096, "step_ms": 1}
    stepper = ports.open("stepper", {"step": 6, "dir": 7}, False, options)
    for run in (stepper.run, stepper.back.run):
        began = sim.now()
        run(5)
        time.sleep_ms(40)
        edges = [ms for ms, _, level in sim.history(6) if level and ms > began]
        eq((edges, stepper.ran()), ([began + 2 + i for i in range(5)], 5))
    eq(sim.faults(), [])
