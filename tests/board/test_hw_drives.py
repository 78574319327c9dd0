"""Drives on a simulated Pico W: what their pins show. Its timers are hard interrupts here.

Half steps of the 28BYJ-48: table "Switching Sequence" of its data sheet (Kiatronics), wires 4
orange, 3 yellow, 2 pink, 1 blue: 4, 4+3, 3, 3+2, 2, 2+1, 1, 1+4. Pulses of a servo: data sheet of
the SG90: every 20 ms, 1 ms to 2 ms. A4988 data sheet: a rising edge of STEP is a step, ENABLE is
active low, DIR stands 200 ns before the edge.
"""

import time

import sim

from check import eq, near, raises, true
from sbernode import hw
from sbernode.hw.ports import Ports

BOARD = "pico_w"
ENV = {"SIM_MPY": "1.27.0"}
COILS = {"in1": 2, "in2": 3, "in3": 4, "in4": 5}
OPTIONS = {"travel_ms": 4000, "steps": 4096, "step_ms": 2, "min_us": 1000, "max_us": 2000}
OPTIONS["hold"] = "no"
PERIOD_US = 20000
_SHEET = ("4", "43", "3", "32", "2", "21", "1", "14")


def _drive(port, specs, **options):
    return Ports(hw.Urgent(), ()).open(port, specs, False, dict(OPTIONS, **options))


def _coils(since=0):
    """Return which coils were on at the end of each ms in which one changed: [(ms, "43")]."""
    on, found = [], []
    for ms, pin, level in sim.history():
        if pin not in COILS.values():
            continue
        wire = str(pin - 1)
        if level and wire not in on:
            on.append(wire)
        elif not level and wire in on:
            on.remove(wire)
        if found and found[-1][0] == ms:
            found.pop()
        found.append((ms, "".join(sorted(on, reverse=True)).replace("41", "14")))
    return [entry for entry in found if entry[0] >= since]


def test_the_coils_of_a_28byj_48_follow_the_table_of_its_data_sheet():
    stepper = _drive("stepper", COILS)
    eq((_coils(), stepper.running), ([(0, "")], False), "off at the start")
    stepper.run(16)
    time.sleep_ms(100)
    steps = [(ms, coils) for ms, coils in _coils(1)]
    eq(len(steps), 17)
    true(steps[-1][1] == "", "no current at rest")
    shown = [coils for _, coils in steps[:-1]]
    first = _SHEET.index(shown[0])
    eq(shown, [_SHEET[(first + i) % 8] for i in range(16)])
    eq({later[0] - sooner[0] for sooner, later in zip(steps, steps[1:])}, {2}, "ms for each step")
    eq((stepper.ran(), stepper.running), (16, False))
    began = sim.now()
    stepper.back.run(16)
    time.sleep_ms(100)
    back = [coils for _, coils in _coils(began + 1)]
    eq(back, [shown[-2 - i] if i < 15 else shown[-1] for i in range(16)] + [""], "the other way")
    eq(sim.faults(), [])


def test_a_stepper_that_is_stopped_knows_its_steps():
    stepper = _drive("stepper", COILS)
    stepper.run(4096)
    time.sleep_ms(501)
    stepper.stop()
    steps = [coils for _, coils in _coils(1) if coils]
    eq((stepper.ran(), stepper.running), (len(steps), False))
    eq(_coils()[-1][1], "", "no current")
    count = len(sim.history())
    time.sleep_ms(100)
    eq(len(sim.history()), count)


def test_the_timer_of_steppers_runs_only_while_one_moves():
    urgent = hw.Urgent()
    ports = Ports(urgent, ())
    first = ports.open("stepper", COILS, False, OPTIONS)
    second = ports.open("stepper", {"step": 6, "dir": 7}, False, OPTIONS)
    pace = ports.buses["pace"]
    first.run(10)
    second.back.run(20)
    time.sleep_ms(30)
    eq((first.running, second.running, pace.running), (False, True, True))
    time.sleep_ms(40)
    eq((second.running, pace.running, pace._timer._event), (False, False, None))
    first.run(10)
    eq(pace.running, True)
    urgent.stop()
    eq((first.running, pace.running, urgent.timer), (False, False, None), "none for a restart")


def test_a_step_is_a_pulse_after_the_direction_stands():
    specs = {"step": 6, "dir": 7, "enable": 8}
    stepper = _drive("stepper", specs, step_ms=1)
    eq([sim.value(pin) for pin in (6, 7, 8)], [0, 0, 1], "asleep at the start")
    for run, direction in ((stepper.run, 1), (stepper.back.run, 0)):
        began = sim.now()
        run(5)
        time.sleep_ms(50)
        edges = [ms for ms, pin, level in sim.history() if pin == 6 and level and ms > began]
        eq(edges, [began + 2 + i for i in range(5)])
        eq(sim.value(7), direction)
        turned = [ms for ms, pin, level in sim.history() if pin in (7, 8) and ms >= began]
        eq((turned[0], turned[-1]), (began, edges[-1] + 1), "awake from before till after")
        eq((sim.value(6), sim.value(8), stepper.ran()), (0, 1, 5))


def test_a_slower_rate_takes_longer_for_the_same_steps():
    stepper = _drive("stepper", COILS)
    for rate, every in (("low", 6), ("medium", 4), ("high", 2)):
        stepper.rate = rate
        began = sim.now()
        stepper.run(8)
        time.sleep_ms(100)
        steps = [ms for ms, _ in _coils(began + 1)]
        eq(steps, [began + 2 + i * every for i in range(9)])


def _width(pin):
    """Return the us of the pulse on a pin."""
    return sim.value(pin) * PERIOD_US / 65536


def test_a_servo_gets_no_pulse_before_it_is_told_to_move():
    _drive("servo", {"servo": 10})
    time.sleep_ms(3000)
    eq([level for _, pin, level in sim.history() if level], [])


def test_a_servo_is_led_from_end_to_end_and_let_go():
    servo = _drive("servo", {"servo": 10})
    servo.at = 0
    servo.run(4000)
    near(_width(10), 1000, 1)
    time.sleep_ms(2000)
    near(_width(10), 1500, 5)
    time.sleep_ms(2010)
    near(_width(10), 2000, 1)
    eq((servo.running, servo.at, servo.ran()), (False, 4000, 4000))
    time.sleep_ms(1000)
    eq(sim.value(10), 0, "no pulses at rest")
    widths = [level for _, pin, level in sim.history(10) if level]
    eq(widths, sorted(widths), "never back")
    servo.back.run(1000)
    time.sleep_ms(1100)
    near(_width(10), 1750, 1)
    eq(sim.faults(), [])


def test_a_servo_holds_if_it_is_asked_to():
    servo = _drive("servo", {"servo": 10}, hold="yes")
    servo.at = 0
    servo.run(2000)
    time.sleep_ms(9000)
    near(_width(10), 1500, 1)


def test_a_servo_whose_place_nobody_knows_goes_to_the_end():
    servo = _drive("servo", {"servo": 10})
    servo.back.run(4000)
    near(_width(10), 1000, 1)
    time.sleep_ms(2000)
    near(_width(10), 1000, 1)


def test_a_servo_that_is_stopped_stays_there_for_a_while():
    servo = _drive("servo", {"servo": 10})
    servo.at = 0
    servo.run(4000)
    time.sleep_ms(1000)
    servo.stop()
    near(servo.ran(), 1000, 1)
    time.sleep_ms(300)
    near(_width(10), 1250, 5)


def test_a_servo_is_turned_straight_to_a_place():
    urgent = hw.Urgent()
    options = {"min_us": 2000, "max_us": 1000, "hold": "no"}
    servo = Ports(urgent, ()).open("servo", {"servo": 10}, False, options)
    eq(servo.whole, 1000)
    servo.turn(250)
    near(_width(10), 1750, 1)


def test_a_bridge_never_has_both_inputs_driven():
    specs = {"open_pwm": 10, "close_pwm": 11}
    bridge = _drive("bridge", specs)
    levels = {10: 0, 11: 0}
    bridge.run(1000)
    eq((sim.value(10), sim.value(11)), (65535, 0))
    time.sleep_ms(500)
    bridge.back.run(1000)
    eq((sim.value(10), sim.value(11)), (0, 65535))
    bridge.run(200)
    bridge.rate = "low"
    bridge.back.run(1000)
    eq((sim.value(10), sim.value(11)), (0, 32767))
    time.sleep_ms(1000)
    near(bridge.ran(), 500, 1)
    eq(bridge.back.running, True)
    time.sleep_ms(1100)
    eq((sim.value(10), sim.value(11), bridge.ran(), bridge.running), (0, 0, 1000, False))
    for _, pin, level in sim.history():
        if pin in levels:
            levels[pin] = level
            true(not (levels[10] and levels[11]))
    eq(sim.faults(), [])


def test_a_bridge_on_one_pwm_channel_is_refused():
    # RP2040 data sheet, 4.5.2: GPIO n and n + 16 are the same channel
    ports = Ports(hw.Urgent(), ())
    specs = {"open_pwm": 2, "close_pwm": 18}
    wrong = raises(ValueError, ports.open, "bridge", specs, False, OPTIONS)
    eq(str(wrong), "both inputs are one PWM channel")
    eq([level for _, _, level in sim.history() if level], [])


def test_a_limit_switch_stops_any_drive_inside_the_interrupt():
    for port, specs in (("bridge", {"open_pwm": 10, "close_pwm": 11}), ("stepper", COILS)):
        urgent = hw.Urgent()
        ports = Ports(urgent, ())
        drive = ports.open(port, specs, False, OPTIONS)
        limit = ports.open("in", {"open_limit": 14 if port == "bridge" else 15}, False, {})
        limit.bind(drive.stop, None)
        drive.run(4000)
        time.sleep_ms(500)
        sim.drive(14 if port == "bridge" else 15, 0)
        time.sleep_ms(24)
        eq((drive.running, [sim.value(pin) for pin in specs.values()]), (False, [0] * len(specs)))
        eq(sim.faults(), [])
        urgent.stop()


def test_a_restart_leaves_no_drive_running():
    urgent = hw.Urgent()
    ports = Ports(urgent, ())
    bridge = ports.open("bridge", {"open_pwm": 10, "close_pwm": 11}, False, OPTIONS)
    stepper = ports.open("stepper", COILS, False, OPTIONS)
    bridge.back.run(4000)
    stepper.back.run(4000)
    time.sleep_ms(100)
    urgent.stop()
    eq([sim.value(pin) for pin in (2, 3, 4, 5, 10, 11)], [0] * 6)
    eq((ports.outs, bridge.running, stepper.running), ([], False, False))


def test_a_servo_and_a_lamp_on_one_slice_are_refused():
    ports = Ports(hw.Urgent(), ())
    ports.open("servo", {"servo": 10}, False, OPTIONS)
    raises(ValueError, ports.open, "level", {"level": 11}, False, {})
    ports.open("level", {"level": 12}, False, {})
    raises(ValueError, ports.open, "servo", {"servo": 13}, False, OPTIONS)


def test_a_motor_is_off_at_the_start_whatever_is_asked():
    ports = Ports(hw.Urgent(), ())
    for gpio, spec in ((2, 2), (3, {"gpio": 3, "active": "low"})):
        ports.open("motor", {"open": spec}, True, {})
        eq([level for _, _, level in sim.history(gpio)], [gpio - 2])


def test_the_start_of_drives_is_dropped():
    urgent = hw.Urgent()
    ports = Ports(urgent, ())
    stepper = ports.open("stepper", COILS, False, OPTIONS)
    ports.close()
    eq((stepper.begin, stepper.back.begin), (None, None))
    stepper.run(3)
    time.sleep_ms(20)
    eq(stepper.ran(), 3)
