"""`neopixel.NeoPixel`, recorded as text "rrggbb rrggbb" (four colours: "rrggbbww")."""

from _sim import clock as _clock
from _sim import facts as _facts
from _sim import lines as _lines
from machine.pin import take as _take


class NeoPixel:
    """NeoPixel(pin, n, bpp=3, timing=1); nothing is put out before write()."""

    ORDER = (1, 0, 2, 3)

    def __init__(self, pin, n, bpp=3, timing=1):
        if bpp not in (3, 4):
            raise ValueError("bpp is 3 or 4, not %r" % bpp)
        if n < 1:
            raise ValueError("a strip has at least one pixel, not %r" % n)
        _take(pin, "NeoPixel", _facts.OUTPUT)
        self.pin = pin
        self.n = n
        self.bpp = bpp
        self.buf = bytearray(n * bpp)

    def __len__(self):
        return self.n

    def __setitem__(self, index, colour):
        start = self._start(index)
        if len(colour) != self.bpp:
            raise ValueError("a colour has %d parts, not %r" % (self.bpp, colour))
        for place, part in enumerate(colour):
            if not 0 <= part <= 255:
                raise ValueError("part %r of a colour is not 0..255" % part)
            self.buf[start + self.ORDER[place]] = part

    def __getitem__(self, index):
        start = self._start(index)
        return tuple(self.buf[start + place] for place in self.ORDER[: self.bpp])

    def fill(self, colour):
        """Give all pixels one colour."""
        for index in range(self.n):
            self[index] = colour

    def write(self):
        """Put the colours out; 30 us for each pixel of 24 bits."""
        _clock.wait_us(self.n * self.bpp * 10)
        text = " ".join("".join("%02x" % part for part in self[i]) for i in range(self.n))
        _lines.record(self.pin.id, "pixels", text)

    def _start(self, index):
        if not 0 <= index < self.n:
            raise IndexError("no pixel %r in a strip of %d" % (index, self.n))
        return index * self.bpp
