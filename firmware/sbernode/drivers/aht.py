"""AHT20 (AHT21, AHT25, DHT20, AM2301B) and AHT10 (AHT15): temperature and humidity. Pure.

Sources: Aosong's datasheets AHT20 (5.4 reading, 6 conversion; its checksum is Sensirion's) and
AHT10 (5.3, 5.4, 6).
"""

from sbernode.drivers.sensirion import crc8


class Aht20:
    """Measures when told to."""

    gives = ("temperature", "humidity")
    _begin, _size = b"\xbe\x08\x00", 7

    def __init__(self, bus, address, options):
        self._bus, self._address = bus, address or 0x38

    def start(self) -> int:
        """Begin to measure: 80 ms. A part without its calibration loads it first: some 10 ms."""
        # At 100 kHz so many questions take as long as that.
        for i in range(60):
            status = self._bus.readfrom(self._address, 1)[0]
            if status & 0x88 == 8:  # calibrated and idle
                self._bus.writeto(self._address, b"\xac\x33\x00")
                return 90
            if not i and not status & 8:
                self._bus.writeto(self._address, self._begin)
        raise OSError

    def read(self):
        """Return (tenths of a degree, per cent). Raises OSError."""
        raw = self._bus.readfrom(self._address, self._size)
        if raw[0] & 0x88 != 8 or (self._size == 7 and crc8(raw)):
            raise OSError
        # Two numbers of 20 bits.
        h = raw[1] << 12 | raw[2] << 4 | raw[3] >> 4
        t = (raw[3] & 15) << 16 | raw[4] << 8 | raw[5]
        tenths = (t * 125 + 0x8000 >> 16) - 500
        if not -400 <= tenths <= 850:
            raise OSError
        return tenths, h * 25 + 0x20000 >> 18


class Aht10(Aht20):
    """The older one has another command to begin, and no checksum."""

    _begin, _size = b"\xe1\x08\x00", 6
