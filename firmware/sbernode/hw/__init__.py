"""The only room that touches pins. A port does one job for one role; kinds see nothing else.

What must not be late runs in a machine timer: inputs are sampled, bound buttons act, motors stop,
whatever the loop waits for. Where the port offers it the timer is a hard interrupt, so nothing on
its way may allocate.
"""

import asyncio
import time

import machine


class Urgent:
    """The machine timer and the ports that live by it. `wake` is set when one of them changed.

    A port has tick(now), called inside an interrupt: true if something changed.
    """

    def __init__(self):
        self.wake = asyncio.ThreadSafeFlag()
        # Ports whose tick() is called every few ms, once hw.ports has started the timer.
        self.ports = []
        self.timer = None

    def stop(self):
        """Let the timer go: a soft restart must not find it running, nor a motor without it."""
        for port in self.ports:
            # Nobody would end a run any more.
            if getattr(port, "running", False):
                port.stop()
        if self.timer is not None:
            self.timer.deinit()
            self.timer = None

    def tick(self, timer):
        """Have the ports look at the time. Inside an interrupt."""
        now = time.ticks_ms()
        for port in self.ports:
            if port.tick(now):
                self.wake.set()


def name() -> str:
    """Return what the firmware calls this board, as `os.uname().machine`."""
    import os

    return os.uname().machine


def unique() -> str:
    """Return the serial number of the chip, hexadecimal."""
    return machine.unique_id().hex()


def random(below: int) -> int:
    """Return a random integer 0..below-1 from the chip's own source."""
    import os

    return int.from_bytes(os.urandom(4), "big") % below


def restart():
    """Start the program anew without touching the pins: they keep their levels."""
    machine.soft_reset()
