"""Infrared ports: what sends the codes of codes.txt. Loaded if a device has an infrared diode.

All diodes share one queue: a code is sent when the one before is over, with its pause. The pin is
low from its first moment on, and whenever nothing is sent: a diode that stays on burns. What makes
the pulses is the RMT of an ESP32 (infrared_esp32) or the PIO of an RP2 (infrared_rp2); the loop
only begins and ends them. `ir_in` is no port in service: the pages open the pin to learn a code.
"""

import asyncio

from machine import Pin
from micropython import const

from sbernode import hw, log
from sbernode.infrared import codes, signal

_AREA = const("ir")
# More presses than this are nobody's wish any more.
_MOST = const(220)


class Sender:
    """The queue of all diodes. running, stop(), tick(): as hw.Urgent wants them."""

    running = False

    def __init__(self):
        # [(pin, Codes, device, key)]; whether the next RC5 code tells of another press.
        self._queue, self._toggle = [], 0
        self._beam = None

    def put(self, press, times):
        """Have a press sent so many times; False: the queue is full."""
        if len(self._queue) + times > _MOST:
            return False
        self._queue.extend([press] * times)
        if not self.running:
            self.running = True
            asyncio.create_task(self._work())
        return True

    async def _work(self):
        # As long as the queue holds what is being sent, it is not sent by another task as well.
        while self._queue:
            pin, book, device, key = self._queue[0]
            try:
                await self._send(pin, book.find(key) or ())
            except (ValueError, TypeError, IndexError):
                log.warn(_AREA, "badcode", device, key)
            except (OSError, MemoryError) as wrong:
                log.error(_AREA, "noir", device, key, repr(wrong))
            del self._queue[0]
        self.running = False

    async def _send(self, pin, code):
        self._toggle ^= 1
        carrier, train = signal.train(code[0], code[1], self._toggle)
        if "RP2" in hw.name():
            from sbernode.hw.infrared_rp2 import Beam
        else:
            from sbernode.hw.infrared_esp32 import Beam
        wait = sum(train) // 1000 + 2
        self._beam = Beam(pin, carrier, train)
        del train
        try:
            await asyncio.sleep_ms(wait)
        finally:
            self._end()

    def _end(self):
        beam, self._beam = self._beam, None
        if beam:
            beam.end()

    def stop(self):
        """Send no more; the pins are low."""
        del self._queue[1:]
        self._end()

    def tick(self, now) -> bool:
        """Tell that nothing has changed. Inside an interrupt."""
        return False


class Remote:
    """The codes of one device, and the diode that it sees; see Device for what an id is."""

    def __init__(self, sender, pin, device_id):
        self._sender, self._pin, self._id = sender, pin, device_id
        self._book = codes.Codes(device_id)

    def keys(self) -> list:
        """Return the keys, `function` or `function=value`, of all codes there are."""
        return self._book.keys()

    def has(self, key: str) -> bool:
        """Tell whether there is a code."""
        return self._book.find(key) is not None

    def send(self, key: str, times: int = 1) -> bool:
        """Have a key pressed so many times; False: there is no code, which is told, or no room."""
        if not self.has(key):
            log.warn(_AREA, "nocode", self._id, key)
            return False
        return self._sender.put((self._pin, self._book, self._id, key), times)


def make(ports, port, specs, options):
    """Return the port of a device; options: of the device, and its id."""
    (spec,) = specs.values()
    if port == "ir_in":
        # Free for the pages.
        ports.taken &= ~(1 << spec["gpio"])
        return None
    if spec.get("active") == "low":
        raise ValueError("an infrared diode is lit by a high level")
    shared = ports.buses
    if "ir" not in shared:
        codes.settle()
        shared["ir"] = ports.hasten(Sender())
    # Several devices may see one diode.
    key = "ir", spec["gpio"]
    if key not in shared:
        shared[key] = Pin(spec["gpio"], Pin.OUT, value=0)
    return Remote(shared["ir"], shared[key], options["id"])
