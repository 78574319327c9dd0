"""Sensor ports on the stock drivers: DHT22, DS18B20. A reading that cannot be is an OSError.

The stock drivers keep the interpreter meanwhile: a DHT22 for some 270 ms (interrupts and the
machine timer go on), a DS18B20 for about 10.
"""

from machine import Pin
from micropython import const

_CONVERSION_MS = const(750)
# What a DS18B20 holds after power-up, in tenths: a conversion that never happened.
_RESET = const(850)


class Dht22:
    """Temperature and humidity."""

    gives = 2

    def __init__(self, gpio: int):
        import dht

        self._part = dht.DHT22(Pin(gpio))

    def start(self) -> int:
        """Return the ms until read() may be called."""
        return 0

    def read(self):
        """Return (tenths of a degree, per cent). Raises OSError."""
        try:
            self._part.measure()
        except Exception as wrong:  # the driver raises a bare Exception for a checksum
            raise OSError(str(wrong))
        tenths = int(
            self._part.temperature() * 10 + (0.5 if self._part.temperature() > 0 else -0.5)
        )
        humidity = int(self._part.humidity() + 0.5)
        if not (-400 <= tenths <= 800 and 0 <= humidity <= 100):
            raise OSError("out of range")
        return (tenths, humidity)


def bus(gpio: int):
    """Return the 1-Wire bus at a pin, shared by all DS18B20 on it."""
    import ds18x20
    import onewire

    return ds18x20.DS18X20(onewire.OneWire(Pin(gpio)))


class Ds18b20:
    """Temperature; address: 16 hexadecimal digits, None for the only one on its bus."""

    gives = 1

    def __init__(self, shared, address):
        self._bus = shared
        self._rom = (
            bytes([int(address[i : i + 2], 16) for i in range(0, 16, 2)]) if address else None
        )
        self._last = None

    def start(self) -> int:
        """Begin a conversion; return the ms until read() may be called. Raises OSError."""
        try:
            if self._rom is None:
                found = self._bus.scan()
                if len(found) != 1:
                    raise OSError("%d parts on the bus, give the address of one" % len(found))
                self._rom = bytes(found[0])
            self._bus.convert_temp()
        except OSError:
            raise
        except Exception as wrong:  # the drivers raise bare Exceptions and one of their own
            raise OSError(str(wrong))
        return _CONVERSION_MS

    def read(self):
        """Return (tenths of a degree,). Raises OSError."""
        try:
            degrees = self._bus.read_temp(self._rom)
        except Exception as wrong:  # a bad checksum is a bare Exception
            raise OSError(str(wrong))
        tenths = int(degrees * 10 + (0.5 if degrees > 0 else -0.5))
        if tenths == _RESET and (self._last is None or self._last < _RESET - 50):
            raise OSError("no conversion")
        self._last = tenths
        return (tenths,)
