"""Curtains, blinds, gates and valves from their definitions to the pins of a simulated Pico W."""

import time

import sim

from check import eq, near, true
from sbernode import build, hw, pins
from sbernode.definitions import check
from sbernode.hw.ports import Ports

BOARD = "pico_w"
ENV = {"SIM_MPY": "1.27.0"}


class Board:
    """Devices of these (kind, pins, options), as after a start."""

    def __init__(self, *given, saved=None):
        entries = []
        for i, (kind, its, options) in enumerate(given):
            entry = {"id": "d%d" % i, "kind": kind, "name": kind, "pins": its, "options": options}
            entries.append(entry)
        eq(check({"version": 1, "devices": entries}, pins.facts(hw.name())), [])
        self.urgent = hw.Urgent()
        ports = Ports(self.urgent, ())
        self.devices = build.build(entries, ports.open, saved or {})
        self.outs = ports.outs
        # As at the start: what only making takes is dropped.
        build.trim(self.devices.all)
        ports.close()

    def tell(self, name, value, i=0):
        true(self.devices.all[i].apply(name, value, time.ticks_ms()))
        self.devices.wake()

    def run(self, ms):
        """Let time pass as the loop does, woken by the interrupts as it is."""
        end = sim.now() + ms
        while sim.now() < end:
            self.devices.wake()
            self.devices.step(time.ticks_ms())
            time.sleep_ms(8)

    def state(self, i=0):
        return dict(self.devices.all[i].read())


def _never_both(one, other):
    levels = {one: 0, other: 0}
    for ms, pin, level in sim.history():
        if pin in levels:
            levels[pin] = level
            true(not (levels[one] and levels[other]), ms)


def _sum(gpios):
    return sum([1 if sim.value(gpio) else 0 for gpio in gpios])


GATE = {"open": 2, "close": 3, "open_limit": 4, "close_limit": 5}


def test_a_limit_switch_stops_the_motor_while_the_loop_is_busy_elsewhere():
    board = Board(("gate", GATE, {"travel_ms": 10000}), saved={"d0": [0, 10000, 10000]})
    sim.drive(5, 0)
    board.run(50)
    board.tell("open_set", "open")
    eq((sim.value(2), sim.value(3)), (1, 0))
    time.sleep_ms(3000)
    sim.drive(4, 0)
    time.sleep_ms(24)  # debounced: two samples
    eq((sim.value(2), sim.value(3)), (0, 0), "no step() since the command")
    board.run(50)
    eq(board.state(), {"open_percentage": 100, "open_state": "open"})
    eq(sim.faults(), [])


def test_every_sort_of_drive_is_at_rest_at_the_start_and_after_a_restart():
    stepper = {"in1": 6, "in2": 7, "in3": 8, "in4": 9, "tilt": 12}
    board = Board(
        ("gate", GATE, {}),
        ("window_blind", stepper, {}),
        ("curtain", {"open_pwm": 10, "close_pwm": 11}, {}),
        ("curtain", {"open_left": 13, "close_left": 14, "open_right": 15, "close_right": 16}, {}),
        ("valve", {"open": {"gpio": 17, "active": "low"}, "close": 18}, {"power_on": "on"}),
        ("gate", {"pulse": 19, "close_limit": 20}, {}),
    )
    outputs = [2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19]
    board.run(2000)
    for gpio in outputs:
        eq([level for _, _, level in sim.history(gpio) if level], [], str(gpio))
    eq(sim.value(17), 1, "active low: off")
    eq(board.outs, [], "no level of a motor is kept over a restart")
    sim.drive(20, 0)
    board.run(50)
    for i, command in enumerate(("open", "open", "open", "close", "open", "open")):
        board.tell("open_set", command, i)
    board.tell("light_transmission_percentage", 100, 1)
    board.run(300)
    eq((_sum(outputs[:2]), _sum(outputs[6:8]), _sum(outputs[9:13])), (1, 1, 2))
    true(_sum(outputs[2:6]) and sim.value(12) and sim.value(19) and not sim.value(17))
    board.urgent.stop()
    eq((_sum(outputs[:8]), _sum(outputs[9:]), sim.value(17)), (0, 0, 1))
    eq(sim.faults(), [])


def test_a_bridge_told_this_and_that_never_drives_both_inputs():
    its = {"open_pwm": 10, "close_pwm": 11}
    board = Board(("gate", its, {"travel_ms": 2000, "pause_ms": 100}))
    seed = 5
    for _ in range(150):
        seed = (seed * 1103515245 + 12345) & 0x3FFFFFFF
        if seed & 0x10000:
            board.tell("open_rate", ("low", "medium", "high", "auto")[(seed >> 6) % 4])
        board.tell("open_set", ("open", "close", "stop")[(seed >> 12) % 3])
        board.run((seed >> 20) % 700)
    true(len(sim.history(10)) > 20 and len(sim.history(11)) > 20)
    _never_both(10, 11)
    eq(sim.faults(), [])


def test_a_stepper_homes_at_its_limit_switch_and_comes_back_to_its_place():
    its = {"step": 6, "dir": 7, "enable": 8, "close_limit": 5}
    board = Board(("window_blind", its, {"steps": 1000, "step_ms": 1}))
    board.tell("open_percentage", 50)
    board.run(300)
    eq((sim.value(7), sim.value(8)), (0, 0), "closing, the driver awake")
    sim.drive(5, 0)
    board.run(700)
    sim.drive(5, None)
    board.run(1000)
    steps = [level for _, _, level in sim.history(6) if level]
    near(len(steps) - 500, 310, 20)
    eq(board.state()["open_percentage"], 50)
    eq(board.devices.save(), {"d0": [500, 1000, 1000]})
    eq(sim.value(8), 1, "asleep")
    eq(sim.faults(), [])


def test_an_impulse_is_as_long_as_it_is_told_whatever_the_loop_does():
    board = Board(("gate", {"pulse": 19, "close_limit": 20}, {"pulse_ms": 300}))
    sim.drive(20, 0)
    board.run(100)
    began = sim.now()
    board.tell("open_set", "open")
    time.sleep_ms(5000)
    (on, off) = [ms for ms, _, level in sim.history(19)][1:]
    near(off - on, 300, 8)
    eq((on, board.state()["open_state"]), (began, "opening"))


def test_places_survive_a_restart_and_a_run_that_is_cut_does_not():
    blind = {"open": 2, "close": 3, "tilt": 12}
    board = Board(("window_blind", blind, {"travel_ms": 2000, "tilt_ms": 500}))
    board.tell("open_set", "open")
    board.run(3000)
    board.tell("light_transmission_percentage", 50)
    eq(board.devices.save(), {}, "moving: nothing is known")
    board.run(2000)
    kept = board.devices.save()
    eq(kept, {"d0": [[2000, 2000, 2000], [250, 500, 500]]})
    board.tell("open_set", "close")
    eq(board.devices.save(), {})
