"""Pulses by a state machine of an RP2, which DMA feeds.

RP2040 data sheet, 3 (PIO) and 2.5 (DMA); DMA is in MicroPython since 1.22.
"""

from array import array

import rp2
from machine import Pin
from micropython import const

# Cycles of a period of the carrier, see _program(): a third of it is lit.
_CYCLES = const(12)
# The first state machine of the first PIO, and what it asks DMA with; the radio of a Pico W is
# at the other PIO.
_MACHINE = const(0)
_HALFWORDS = const(1)

_cache = []


class Beam:
    """A train on its way; end() once it is over."""

    def __init__(self, pin, carrier, train):
        self._pin = pin
        hundreds = carrier // 100
        # Periods of light or of dark, less one.
        self._words = array("H", [max(1, (us * hundreds + 5000) // 10000) - 1 for us in train])
        if not _cache:
            _cache.append(_program())
        self._dma = rp2.DMA()
        self._machine = rp2.StateMachine(_MACHINE, _cache[0], freq=_CYCLES * carrier, set_base=pin)
        self._machine.active(1)
        # Half a word fills both halves of the FIFO's word (2.1.4); `treq_sel` is the machine's.
        ctrl = self._dma.pack_ctrl(size=_HALFWORDS, inc_write=False, treq_sel=_MACHINE)
        self._dma.config(
            read=self._words,
            write=self._machine,
            count=len(self._words),
            ctrl=ctrl,
            trigger=True,
        )

    def end(self):
        """Let go of the hardware; the pin is low."""
        self._machine.active(0)
        self._pin.init(Pin.OUT, value=0)
        self._dma.active(0)
        self._dma.close()


def _program():
    """Return the program: periods of light, periods of dark, and so on; it waits in the dark."""

    @rp2.asm_pio(
        set_init=rp2.PIO.OUT_LOW,
        autopull=True,
        pull_thresh=16,
        out_shiftdir=rp2.PIO.SHIFT_RIGHT,
        fifo_join=rp2.PIO.JOIN_TX,
    )
    def program():
        out(x, 16)  # noqa: F821  the assembler's own words
        label("light")  # noqa: F821
        set(pins, 1)[3]  # noqa: F821
        set(pins, 0)[6]  # noqa: F821
        jmp(x_dec, "light")  # noqa: F821
        out(x, 16)  # noqa: F821
        label("dark")  # noqa: F821
        nop()[10]  # noqa: F821
        jmp(x_dec, "dark")  # noqa: F821

    return program
