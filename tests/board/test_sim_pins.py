"""Levels and interrupts of a simulated Pico W."""

import time

import micropython
import sim
from machine import PWM, Pin, Signal, Timer

from check import eq, raises

BOARD = "pico_w"


def test_the_level_is_latched_before_the_direction():
    Pin(16, Pin.OUT, value=1)
    Pin(17, Pin.OUT).value(1)
    eq(sim.history(16), [(0, 16, 1)])
    eq(sim.history(17), [(0, 17, 0), (0, 17, 1)])  # the glitch of a careless program shows


def test_a_latch_written_on_an_input_shows_when_it_becomes_an_output():
    pin = Pin(16, Pin.IN)
    pin.value(1)
    eq(sim.history(16), [])
    pin.init(Pin.OUT)
    eq(sim.history(16), [(0, 16, 1)])


def test_outputs_are_recorded_with_their_time():
    pin = Pin(16, Pin.OUT, value=0)
    time.sleep_ms(7)
    pin.on()
    time.sleep_ms(3)
    pin.toggle()
    eq(sim.history(), [(0, 16, 0), (7, 16, 1), (10, 16, 0)])
    eq((pin.value(), sim.value(16), sim.mode(16)), (0, 0, "out"))


def test_an_open_drain_pin_lets_go_of_the_line():
    pin = Pin(16, Pin.OPEN_DRAIN, Pin.PULL_UP)
    eq(pin.value(), 1)
    sim.drive(16, 0)
    eq(pin.value(), 0)
    sim.drive(16, None)
    pin.value(0)
    eq(pin.value(), 0)


def test_inputs_follow_pulls_and_the_outside():
    up, down = Pin(2, Pin.IN, Pin.PULL_UP), Pin(3, Pin.IN, Pin.PULL_DOWN)
    eq((up.value(), down()), (1, 0))
    sim.drive(2, 0)
    sim.drive(3, 1)
    eq((up.value(), down()), (0, 1))
    sim.drive(2, None)
    eq(up.value(), 1)


def test_a_level_that_was_there_before_the_pin_was_set_up_is_read():
    sim.drive(2, 0)
    eq(Pin(2, Pin.IN, Pin.PULL_UP).value(), 0)


def test_nothing_drives_an_output_from_outside():
    Pin(2, Pin.OUT)
    raises(ValueError, sim.drive, 2, 1)
    raises(ValueError, sim.drive, 31, 1)


def test_signal_inverts():
    lamp = Signal(Pin(2, Pin.OUT, value=1), invert=True)
    lamp.on()
    eq(sim.value(2), 0)


def test_pwm_shows_nothing_before_it_has_frequency_and_duty():
    level = PWM(Pin(2))
    level.duty_u16(1000)
    eq(sim.history(2), [])
    level.freq(1000)
    level.duty_ns(500000)
    eq(sim.history(2), [(0, 2, 1000), (0, 2, 32767)])


def test_interrupts_come_at_the_edges_asked_for():
    seen = []
    pin = Pin(2, Pin.IN, Pin.PULL_UP)
    pin.irq(lambda p: seen.append((sim.now(), p.value())), Pin.IRQ_FALLING)
    sim.press(2, 50, after_ms=10)
    sim.press(2, 50, after_ms=100)
    time.sleep_ms(200)
    eq(seen, [(10, 0), (100, 0)])
    pin.irq(lambda p: seen.append(sim.now()), Pin.IRQ_FALLING | Pin.IRQ_RISING)
    sim.press(2, 5)
    time.sleep_ms(100)
    eq(seen[2:], [200, 205])
    pin.irq(None)
    sim.press(2, 5)
    time.sleep_ms(100)
    eq(len(seen), 4)


def test_a_hard_handler_may_switch_pins_and_ask_the_time_but_not_allocate():
    lamp = Pin(16, Pin.OUT, value=0)
    pressed = [0]

    def good(pin):
        pressed[0] = time.ticks_ms()
        lamp.value(1 - pin.value())

    def bad(pin):
        pressed[0] = [pin]

    button = Pin(2, Pin.IN, Pin.PULL_UP)
    button.irq(good, Pin.IRQ_FALLING, hard=True)
    time.sleep_ms(5)
    sim.drive(2, 0)
    eq((sim.history(16)[-1], sim.faults()), ((5, 16, 1), []))
    sim.drive(2, 1)
    button.irq(bad, Pin.IRQ_FALLING, hard=True)
    sim.drive(2, 0)
    eq([type(fault) for fault in sim.faults()], [MemoryError])
    eq(len([0] * 1000), 1000)  # and the heap is open again


def test_a_hard_handler_that_fails_is_switched_off_a_soft_one_is_not():
    calls = []

    def fails(_):
        calls[0] += 1
        raise ValueError

    calls.append(0)
    hard, soft = Pin(2, Pin.IN), Pin(3, Pin.IN)
    hard.irq(fails, Pin.IRQ_RISING, hard=True)
    soft.irq(fails, Pin.IRQ_RISING)
    for _ in range(2):
        for gpio in (2, 3):
            sim.drive(gpio, 1)
            sim.drive(gpio, 0)
    eq(calls[0], 3)


def test_what_a_hard_handler_schedules_runs_after_it_and_may_allocate():
    seen = []

    def later(when):
        seen.append([when])

    Timer(
        period=10,
        mode=Timer.ONE_SHOT,
        hard=True,
        callback=lambda t: micropython.schedule(later, 1),
    )
    time.sleep_ms(20)
    eq((seen, sim.faults()), ([[1]], []))


def test_a_timer_may_be_started_again_in_its_own_hard_callback():
    state = [0, None]

    def again(timer):
        state[0] += 1
        if state[0] < 3:
            timer.init(mode=Timer.ONE_SHOT, period=5, callback=state[1], hard=True)

    state[1] = again
    Timer(mode=Timer.ONE_SHOT, period=5, callback=again, hard=True)
    time.sleep_ms(50)
    eq((state[0], sim.faults()), (3, []))
