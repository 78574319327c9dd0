"""SHT30, SHT31, SHT35 and SHT40, SHT41, SHT45: temperature and humidity. Pure.

Sources: datasheets SHT3x-DIS (4.3 single shot, 4.13 conversion) and SHT4x (4.5 commands,
4.6 conversion).
"""

from sbernode.drivers import sensirion


class Sht3x:
    """One measurement of high repeatability at a time; the part sleeps in between."""

    gives = ("temperature", "humidity")
    # Without clock stretching: until it is done the part does not answer.
    _order = b"\x24\x00"
    _scale = (100, 0)

    def __init__(self, bus, address, options):
        self._bus, self._address = bus, address or 0x44

    def start(self) -> int:
        """Begin to measure: 15.5 ms at most."""
        self._bus.writeto(self._address, self._order)
        return 20

    def read(self):
        """Return (tenths of a degree, per cent). Raises OSError."""
        t, h = sensirion.words(self._bus.readfrom(self._address, 6))
        return sensirion.celsius(t), sensirion.percent(h, *self._scale)


class Sht4x(Sht3x):
    """The same with a command of one byte, and a humidity that reaches beyond both ends."""

    _order = b"\xfd"
    _scale = (125, -6)
