"""Pins that no device uses, tried from the pages: blink an output, watch an input.

Loaded on request. known: {gpio: Pin} of those tried so far, kept by the caller.
"""

import asyncio

from machine import Pin
from micropython import const

_ON_MS = const(600)


async def blink(known, gpio: int, low: bool):
    """Switch an output on and off three times, then make it an input again."""
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
    """Return the level of a pin, made an input; pull: up, down, none."""
    pulls = {"up": Pin.PULL_UP, "down": Pin.PULL_DOWN, "none": None}
    pin = known.get(gpio)
    if pin is None:
        pin = known[gpio] = Pin(gpio, Pin.IN, pulls[pull])
    else:
        pin.init(Pin.IN, pulls[pull])
    return pin.value()


def level(gpio: int) -> int:
    """Return the level of a pin that a device uses, as it is."""
    return Pin(gpio).value()


def release(known):
    """Make inputs of all pins that were tried: nobody switches them off after a restart."""
    for gpio, pin in known.items():
        if isinstance(gpio, int):
            pin.init(Pin.IN, None)
