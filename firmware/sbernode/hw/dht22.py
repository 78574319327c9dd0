"""A DHT22 on the stock driver, which keeps the interpreter for some 270 ms.

Interrupts and the machine timer go on meanwhile. make() and begin() are for the start.
"""

import dht
from machine import Pin


def make(ports, port, specs, options):
    """Return the part on a pin; specs: {role: {"gpio": ...}}."""
    (spec,) = specs.values()
    return ports.begin(Dht22(), dht.DHT22(Pin(spec["gpio"])))


class Dht22:
    """Temperature and humidity."""

    gives = ("temperature", "humidity")

    def begin(self, part):
        """Take the stock driver's object."""
        self._part = part

    def start(self) -> int:
        """Return the ms until read() may be called."""
        return 0

    def read(self):
        """Return (tenths of a degree, per cent). Raises OSError."""
        try:
            self._part.measure()
        except Exception:
            # The driver raises bare Exceptions, too; nobody is told more than that.
            raise OSError
        degrees = self._part.temperature()
        tenths = int(degrees * 10 + (0.5 if degrees > 0 else -0.5))
        humidity = int(self._part.humidity() + 0.5)
        if not (-400 <= tenths <= 800 and 0 <= humidity <= 100):
            raise OSError
        return tenths, humidity
