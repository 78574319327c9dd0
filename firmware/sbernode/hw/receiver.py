"""Listen to an infrared receiver while a code is learned. Loaded on request, see portal.learning.

Such a receiver (TSOP4838, VS1838B) takes the carrier away: its output is low while there is light.
"""

import asyncio
import gc
import time
from array import array

from machine import Pin
from micropython import const

from sbernode import hw
from sbernode.hw import probe

# Edges of the longest train, and of a key that is held down.
_MOST = const(1000)
# Repeat codes come closer than this.
_OVER_US = const(150000)
_LOOK_MS = const(50)


class Edges:
    """The lengths between edges, in units of 2 us. edge() runs inside an interrupt.

    `lost`: an edge went by unseen, so light and dark are mixed up.
    """

    def __init__(self):
        self.found = array("H", bytes(2 * _MOST))
        self.count = self.last = 0
        self.lost = False

    def edge(self, pin):
        """Take an edge; allocates nothing."""
        now = time.ticks_us()
        count = self.count
        if count >= _MOST or (not count and pin.value()):
            return
        if pin.value() != count & 1:
            self.lost = True
        if count:
            self.found[count - 1] = min(time.ticks_diff(now, self.last) // 2, 65535)
        self.last = now
        self.count = count + 1


async def listen(known, gpio: int, wait_ms: int):
    """Return [us of light, us of dark, ..., us of light] of the next code.

    [] if none came in time, None if it was not seen whole. known: see hw.probe.
    """
    probe.unwatch(known)
    pin = known.get(gpio)
    if pin is None:
        pin = known[gpio] = Pin(gpio, Pin.IN, None)
    else:
        pin.init(Pin.IN, None)
    edges = Edges()
    # The interrupts of an ESP32 wait for the interpreter, which must not collect meanwhile.
    gc.collect()
    how = {"hard": True} if "RP2" in hw.name() else {}
    pin.irq(edges.edge, Pin.IRQ_RISING | Pin.IRQ_FALLING, **how)
    began = time.ticks_ms()
    try:
        while time.ticks_diff(time.ticks_ms(), began) < wait_ms:
            await asyncio.sleep_ms(_LOOK_MS)
            if edges.count and time.ticks_diff(time.ticks_us(), edges.last) > _OVER_US:
                break
    finally:
        pin.irq(None, Pin.IRQ_RISING | Pin.IRQ_FALLING)
    if edges.lost or edges.count & 1:
        return None
    return [2 * edges.found[i] for i in range(edges.count - 1)]
