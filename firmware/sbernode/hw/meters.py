"""Meters that tell what they measure as frequencies."""

import time

from machine import Pin, Signal
from micropython import const

from sbernode import drivers, hw

# Far beyond what a part can send while it is read. A line that swings faster must not take all
# the time of the chip: then nobody listens any more until the next reading.
_MOST = const(15000)


def make(ports, port, specs, options):
    """Return the driver of the part that the option `meter` names.

    specs: {"cf", "cf1", "sel"} as defined. Raises ValueError: no such part.
    """
    driver = drivers.load("meter", options["meter"])
    sel = specs["sel"]
    low = isinstance(sel, dict) and sel.get("active") == "low"
    select = Pin(sel["gpio"] if isinstance(sel, dict) else sel, Pin.OUT, value=not low)
    if low:
        select = Signal(select, invert=True)
    return driver(Pulses(specs["cf"]), Pulses(specs["cf1"]), select, options)


class Pulses:
    """Counts the pulses on a pin, each with an interrupt, but only from begin() to take().

    Some 10 us each: 3 kW on a BL0937 are 1500 a second, and as many at CF1.
    """

    def __init__(self, spec):
        pull = None
        if isinstance(spec, dict):
            # Behind an optocoupler nobody else drives the line up.
            pull = {"up": Pin.PULL_UP, "down": Pin.PULL_DOWN}.get(spec.get("pull"))
            spec = spec["gpio"]
        self._pin = Pin(spec, Pin.IN, pull)
        # Hard interrupts are rp2's; here, as begin() shall not make a dict each time.
        self._how = {"hard": True} if "RP2" in hw.name() else {}
        self._count = self._first = self._last = 0

    def begin(self):
        """Count from now on."""
        self._count = 0
        self._pin.irq(self._note, Pin.IRQ_RISING, **self._how)

    def take(self):
        """Stop; return (periods, ms that they took), (0, 0) for less than two pulses."""
        self._pin.irq(None)
        if self._count < 2:
            return 0, 0
        return self._count - 1, time.ticks_diff(self._last, self._first)

    def _note(self, pin):
        # Inside an interrupt: allocates nothing.
        self._last = time.ticks_ms()
        if not self._count:
            self._first = self._last
        self._count += 1
        if self._count == _MOST:
            pin.irq(None)
