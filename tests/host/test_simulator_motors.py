"""Where the panel draws a curtain: what each sort of drive makes of its pins."""

import pytest

from host_tools.simulator.motors import Motors


def motors(pins, options=None, speed=1):
    """Return the motors of one device, and a clock to move: pins {role: GPIO}."""
    now = [100.0]
    listed = [{"role": role, "gpio": gpio, "low": False} for role, gpio in pins.items()]
    device = {"id": "x", "options": options or {}, "pins": listed}
    return Motors([device], speed, clock=lambda: now[0]), now


def place(moving, name="x"):
    return moving.state(name)["position"]


def test_a_bridge_moves_as_fast_as_its_duty():
    moving, now = motors({"open_pwm": 14, "close_pwm": 15}, {"travel_ms": 10000})
    moving.note("14", 65535 // 2)
    assert moving.state("x")["direction"] == 1
    assert moving.state("x")["travel_s"] == pytest.approx(20, rel=0.001)
    now[0] += 8
    moving.note("14", 0)
    assert place(moving) == pytest.approx(0.4, abs=0.001)
    moving.note("15", 65535)
    now[0] += 1
    assert place(moving) == pytest.approx(0.3, abs=0.001)


def test_two_halves_are_two_motors():
    roles = {"open_left": 2, "close_left": 3, "open_right": 6, "close_right": 7}
    moving, now = motors(roles, {"travel_ms": 1000})
    assert [state["motor"] for state in moving.states()] == ["x/left", "x/right"]
    assert moving.note("6", 1) == "x/right"
    now[0] += 0.5
    assert (place(moving, "x/left"), place(moving, "x/right")) == (0, 0.5)


def test_a_stepper_goes_a_step_at_each_rise_the_way_that_dir_says():
    moving, _ = motors({"step": 8, "dir": 9, "enable": 10}, {"steps": 100})
    assert moving.owner("10") is None
    moving.note("9", 1)
    for _ in range(30):
        moving.note("8", 1)
        moving.note("8", 1)  # no rise
        moving.note("8", 0)
    assert place(moving) == pytest.approx(0.3)
    assert moving.state("x")["direction"] is None
    moving.note("9", 0)
    for _ in range(10):
        moving.note("8", 1)
        moving.note("8", 0)
    assert place(moving) == pytest.approx(0.2)


# 28BYJ-48 data sheet, half steps: the coils 4, 43, 3, 32, 2, 21, 1, 14 of IN1 to IN4.
HALF_STEPS = ("0001", "0011", "0010", "0110", "0100", "1100", "1000", "1001")


def turn(moving, steps):
    for coils in steps:
        for pin, level in zip("1234", coils, strict=True):
            moving.note(pin, int(level))


def test_four_coils_are_counted_in_half_steps_both_ways():
    moving, _ = motors({"in1": 1, "in2": 2, "in3": 3, "in4": 4}, {"steps": 100})
    turn(moving, HALF_STEPS * 5)
    assert place(moving) == pytest.approx(0.39)  # the first one only finds the phase
    turn(moving, ["0000", HALF_STEPS[-1]])  # at rest, and on from there
    turn(moving, HALF_STEPS[-2::-1])
    assert place(moving) == pytest.approx(0.32)


def test_a_servo_goes_where_its_pulse_says_and_stays_without_one():
    moving, _ = motors({"servo": 13}, {"min_us": 1000, "max_us": 2000})
    moving.note("13", 65536 * 1500 // 20000)
    assert place(moving) == pytest.approx(0.5, abs=0.001)
    moving.note("13", 0)
    assert place(moving) == pytest.approx(0.5, abs=0.001)
    moving.note("13", 65536 * 2400 // 20000)
    assert place(moving) == 1


def test_what_is_written_wrongly_in_the_options_has_the_usual_value():
    moving, now = motors({"open": 1, "close": 2}, {"travel_ms": "fast"}, speed=2)
    moving.note("1", 1)
    now[0] += 5
    assert place(moving) == pytest.approx(0.5)  # 20 s, twice as fast
    moving.stop()
    now[0] += 5
    assert place(moving) == pytest.approx(0.5)
