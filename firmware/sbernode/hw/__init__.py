"""The only room that touches pins. A port does one job for one role; kinds see nothing else.

What must not be late runs in a machine timer: inputs are sampled, bound buttons act, motors stop,
whatever the loop waits for. Where the port offers it the timer is a hard interrupt, so nothing on
its way may allocate.
"""

import asyncio
import time

import machine
from micropython import const

# Two equal samples make an edge: a press acts within 16 ms, a shorter spike never does.
_TICK_MS = const(8)


class Urgent:
    """The machine timer and the ports that live by it. `wake` is set when one of them changed.

    A port has tick(now), called inside an interrupt: true if something changed.
    """

    def __init__(self):
        self.wake = asyncio.ThreadSafeFlag()
        self._ports = []
        self._timer = None

    def add(self, port):
        """Have port.tick(now) called every few ms from now on; it must not allocate."""
        self._ports.append(port)
        if self._timer is None:
            self._timer = _timer(self._tick)

    def stop(self):
        """Let the timer go: a soft restart must not find it running, nor a motor without it."""
        for port in self._ports:
            # Nobody would end a run any more.
            if getattr(port, "running", False):
                port.stop()
        if self._timer is not None:
            self._timer.deinit()
            self._timer = None

    def _tick(self, timer):
        now = time.ticks_ms()
        for port in self._ports:
            if port.tick(now):
                self.wake.set()


def _timer(callback):
    # The rp2 port has virtual timers only (-1), the esp32 port numbered ones only.
    number = -1 if is_rp2() else 0
    settings = {"mode": machine.Timer.PERIODIC, "period": _TICK_MS, "callback": callback}
    try:
        return machine.Timer(number, hard=True, **settings)
    except (TypeError, ValueError):  # before MicroPython 1.27 there is no such choice
        return machine.Timer(number, **settings)


def name() -> str:
    """Return what the firmware calls this board, as `os.uname().machine`."""
    import os

    return os.uname().machine


def is_rp2() -> bool:
    """Tell RP2040 and RP2350 from the ESP32 family."""
    return "RP2" in name()


def unique() -> str:
    """Return the serial number of the chip, hexadecimal."""
    return "".join(["%02x" % byte for byte in machine.unique_id()])


def random(below: int) -> int:
    """Return a random integer 0..below-1 from the chip's own source."""
    import os

    return int.from_bytes(os.urandom(4), "big") % below


def restart():
    """Start the program anew without touching the pins: they keep their levels."""
    machine.soft_reset()
