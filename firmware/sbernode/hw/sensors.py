"""Sensor ports on the stock drivers: DHT22, DS18B20. A reading that cannot be is an OSError.

The stock drivers keep the interpreter meanwhile: a DHT22 for some 270 ms (interrupts and the
machine timer go on), a DS18B20 for about 10. begin() is dropped after the start.
"""

from micropython import const

_CONVERSION_MS = const(750)
# What a DS18B20 holds after power-up, in tenths: a conversion that never happened.
_RESET = const(850)


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
        _ask(self._part.measure)
        values = _tenths(self._part.temperature()), int(self._part.humidity() + 0.5)
        if not (-400 <= values[0] <= 800 and 0 <= values[1] <= 100):
            raise OSError
        return values


class Ds18b20:
    """Temperature; without an address: of the only one on its bus."""

    gives = ("temperature",)
    _last = None

    def begin(self, bus, rom):
        """Take the stock driver's bus, shared by all on its pin, and the address as bytes."""
        self._bus, self._rom = bus, rom

    def start(self) -> int:
        """Begin a conversion; return the ms until read() may be called. Raises OSError."""
        if self._rom is None:
            found = _ask(self._bus.scan)
            if len(found) != 1:
                raise OSError  # none, or several: then the definition has to give the address
            self._rom = bytes(found[0])
        _ask(self._bus.convert_temp)
        return _CONVERSION_MS

    def read(self):
        """Return (tenths of a degree,). Raises OSError."""
        tenths = _tenths(_ask(self._bus.read_temp, self._rom))
        if tenths == _RESET and (self._last is None or self._last < _RESET - 50):
            raise OSError
        self._last = tenths
        return (tenths,)


def _ask(act, *given):
    """Call the stock driver; whatever it raises is an OSError: it raises bare Exceptions too.

    Without a text: nobody is told more than that the part does not answer.
    """
    try:
        return act(*given)
    except Exception:
        raise OSError


def _tenths(degrees):
    return int(degrees * 10 + (0.5 if degrees > 0 else -0.5))
