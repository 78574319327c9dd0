"""Pins that no device uses, tried from the pages: blink an output, watch an input.

Loaded on request. known: {GPIO or name: Pin} of those opened so far, the board's button and LED
too, kept by the caller: two Pins of one GPIO would fight. "watched" in it: [Pin, tick of the last
look] while that one may have a pull.
"""

import asyncio
import time

from machine import Pin
from micropython import const

_ON_MS = const(600)
# The page looks three times a second.
_WATCHED_MS = const(2000)


async def blink(known, gpio: int, low: bool):
    """Switch an output on and off three times, then make it an input again."""
    unwatch(known)
    pin = known.get(gpio)
    if pin is None:
        pin = known[gpio] = Pin(gpio, Pin.OUT, value=low)
    else:
        pin.init(Pin.OUT, value=low)
    try:
        for _ in range(3):
            pin.value(not low)
            await asyncio.sleep_ms(_ON_MS)
            pin.value(low)
            await asyncio.sleep_ms(_ON_MS)
    finally:
        pin.init(Pin.IN, None)


def watch(known, gpio: int, pull: str) -> int:
    """Return the level of a pin, made an input; pull: up, down, none. See rest()."""
    pulls = {"up": Pin.PULL_UP, "down": Pin.PULL_DOWN, "none": None}
    pin = known.get(gpio)
    if known.get("watched", (pin,))[0] is not pin:
        unwatch(known)
    if pin is None:
        pin = known[gpio] = Pin(gpio, Pin.IN, pulls[pull])
    else:
        pin.init(Pin.IN, pulls[pull])
    known["watched"] = pin, time.ticks_ms()
    return pin.value()


async def rest(known):
    """Wait until nobody has looked for a while, then take the pull away."""
    while "watched" in known:
        if time.ticks_diff(time.ticks_ms(), known["watched"][1]) >= _WATCHED_MS:
            unwatch(known)
        await asyncio.sleep_ms(250)


def unwatch(known):
    """Make the pin that was watched a plain input."""
    if "watched" in known:
        known.pop("watched")[0].init(Pin.IN, None)


def level(gpio: int) -> int:
    """Return the level of a pin that a device uses, as it is."""
    return Pin(gpio).value()


def release(known):
    """Make inputs of all pins that were tried: nobody switches them off after a restart."""
    for gpio, pin in known.items():
        if isinstance(gpio, int):
            pin.init(Pin.IN, None)
