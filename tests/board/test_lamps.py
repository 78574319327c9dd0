"""Lamps on a simulated Pico W: its timer is a hard interrupt, in which nothing may allocate."""

import time

import sim

from check import eq, true
from sbernode import build, hw
from sbernode.hw.ports import Ports
from sbernode.resolve import resolve

BOARD = "pico_w"
_BUTTON = 15
_SETS = (
    ("level",),
    ("warm", "cold"),
    ("red", "green", "blue"),
    ("red", "green", "blue", "white"),
    ("red", "green", "blue", "warm", "cold"),
)


def _made(kind, roles, **options):
    """Return the device, on the pins from GPIO 2 on, with a wall button."""
    pins = {role: 2 + i for i, role in enumerate(roles)}
    pins["button"] = _BUTTON
    ports = Ports(hw.Urgent(), ())
    entry = {"kind": kind, "pins": pins, "options": options}
    device = build.make(resolve(entry), ports.open)
    build.trim([device])
    ports.close()
    return device


def _press():
    sim.drive(_BUTTON, 0)
    time.sleep_ms(24)
    sim.drive(_BUTTON, 1)
    time.sleep_ms(100)


def _carry(lamp, ms):
    """Step the lamp for so long, as the loop would."""
    for _ in range(0, ms, 20):
        time.sleep_ms(20)
        lamp.step(time.ticks_ms())


def _pressed(roles):
    lamp = _made("light", roles)
    gpios = [2 + i for i in range(len(roles))]
    eq([sim.value(gpio) for gpio in gpios], [0] * len(roles), "dark at the start")
    _press()
    full = [sim.value(gpio) for gpio in gpios]
    true(any(full), "a press lights it")
    for ms in (0, 160, 400):
        # a transition under way, or over, at the moment of the press
        _press()
        eq([sim.value(gpio) for gpio in gpios], [0] * len(roles))
        lamp.apply("on_off", True, time.ticks_ms())
        _carry(lamp, ms)
        pressed = sim.now()
        _press()
        eq([sim.value(gpio) for gpio in gpios], [0] * len(roles))
        last = max([sim.history(gpio)[-1][0] for gpio in gpios])
        true(last - pressed <= 20, "%d ms" % (last - pressed))
        _press()
        eq([sim.value(gpio) for gpio in gpios], full)
    eq(sim.faults(), [], "nothing allocates in the interrupt")


def test_a_dimmer():
    _pressed(_SETS[0])


def test_warm_and_cold():
    _pressed(_SETS[1])


def test_three_colours():
    _pressed(_SETS[2])


def test_colours_and_white():
    _pressed(_SETS[3])


def test_colours_and_two_whites():
    _pressed(_SETS[4])


def test_pixels_of_both_chips():
    for gpio, chip, dark, white, red in (
        (2, "ws2812", "000000", "ffffff", "ff0000"),
        (3, "sk6812", "00000000", "000000ff", "ff000000"),
    ):
        pins = {"pixels": gpio, "button": 14 + gpio}
        ports = Ports(hw.Urgent(), ())
        entry = {"kind": "led_strip", "pins": pins, "options": {"type": chip, "count": 2}}
        strip = build.make(resolve(entry), ports.open)
        eq(sim.value(gpio), dark + " " + dark)
        strip.apply("on_off", True, time.ticks_ms())
        _carry(strip, 320)
        eq(sim.value(gpio), white + " " + white)
        strip.apply("light_colour", (0, 1000, 1000), time.ticks_ms())
        _carry(strip, 320)
        eq(sim.value(gpio), red + " " + red)
        strip.apply("light_brightness", 500, time.ticks_ms())
        sim.drive(14 + gpio, 0)
        time.sleep_ms(24)
        strip.step(time.ticks_ms())
        eq(sim.value(gpio), dark + " " + dark)
    eq(sim.faults(), [])
