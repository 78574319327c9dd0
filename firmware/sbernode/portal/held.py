"""Follow the set-up button until it is let go, and do what it asked for. Loaded when pressed."""

import asyncio
import time

from sbernode.hw.led import led as open_led
from sbernode.portal.hold import STEP_MS, Hold


async def follow(portal, pressed, led, pixel):
    """Show on the LED how long it is held; see hold."""
    hold = Hold(time.ticks_ms())
    light = open_led(portal.known, led, pixel)
    while pressed():
        light(hold.light(time.ticks_ms()))
        await asyncio.sleep_ms(STEP_MS)
    asked = hold.released(time.ticks_ms())
    light(False)
    if asked == "portal":
        portal.pressed_long()
    elif asked == "erase":
        portal.erase()
        portal.restart()
