"""Meters that tell what they measure as frequencies. make() is for the start."""

import time

import machine
from machine import Pin
from micropython import const

from sbernode import drivers, hw

# Far beyond what a part can send while it is read. A line that swings faster must not take all
# the time of the chip: then nobody listens any more until the next reading.
_MOST = const(15000)
# Every chip that counts by itself has so many counters.
_COUNTERS = const(4)


def make(ports, port, specs, options):
    """Return the part of a port meter; specs: {"cf": {"gpio": ...}, "cf1": ..., "sel": ...}.

    options: of the device; `meter`: which part. The counters in use are kept in ports.buses.
    Raises ValueError: no such part.
    """
    kind = drivers.load(port, options["meter"])
    low = specs["sel"].get("active") == "low"
    sel = Pin(specs["sel"]["gpio"], Pin.OUT, value=not low)
    if low:
        sel = machine.Signal(sel, invert=True)
    return kind(_pulses(ports, specs["cf"]), _pulses(ports, specs["cf1"]), sel, options)


def _pulses(ports, spec):
    # Behind an optocoupler nobody else drives the line up.
    pull = {"up": Pin.PULL_UP, "down": Pin.PULL_DOWN}.get(spec.get("pull"))
    pin = Pin(spec["gpio"], Pin.IN, pull)
    number = ports.buses.get("meter", 0)
    # Newer MicroPython lets an ESP32, but not its C3, count without the program.
    if number < _COUNTERS and hasattr(machine, "Counter"):
        ports.buses["meter"] = number + 1
        return Counted(machine.Counter(number, pin))
    return Pulses(pin)


class Counted:
    """Counts the pulses on a pin from begin() to take() with the chip's own counter."""

    def __init__(self, counter):
        self._counter = counter
        self._from = 0

    def begin(self):
        """Count from now on."""
        self._counter.value(0)
        self._from = time.ticks_ms()

    def take(self):
        """Return (periods, ms that they took)."""
        return self._counter.value(), time.ticks_diff(time.ticks_ms(), self._from)


class Pulses:
    """The same with an interrupt for each pulse; less than two of them give (0, 0).

    Some 10 us each: 3 kW on a BL0937 are 1500 a second, and as many at CF1.
    """

    def __init__(self, pin):
        self._pin = pin
        # Hard interrupts are rp2's. On an ESP32 some are lost while the interpreter is busy.
        self._how = {"hard": True} if "RP2" in hw.name() else {}
        self._count = self._first = self._last = 0

    def begin(self):
        """Count from now on."""
        self._count = 0
        self._pin.irq(self._note, Pin.IRQ_RISING, **self._how)

    def take(self):
        """Stop; return (periods, ms that they took)."""
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
