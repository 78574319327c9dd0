"""BMP280 and BME280: temperature, air pressure, humidity. Pure.

The numbers of each part's calibration are read every time: it takes 4 ms, and the part may be
another one by now. Sources: datasheets BST-BMP280-DS001 (3.8 measuring, 3.11 compensation) and
BST-BME280-DS002 (4.2 compensation, 5.4 registers).
"""

import struct


class Bmp280:
    """Measures when told to, each value once, and sleeps in between."""

    gives = ("temperature", "air_pressure")
    # A BME280 does what a BMP280 does; the first ones were samples.
    _ids = b"\x58\x60\x57\x56"
    _order = b"\xf4\x25"

    def __init__(self, bus, address, options):
        self._bus, self._address = bus, address or 0x76

    def start(self) -> int:
        """Begin to measure: 9.3 ms at most, without humidity 6.4."""
        if self._ask(0xD0, 1)[0] not in self._ids:
            raise OSError
        self._bus.writeto(self._address, self._order)
        return 15

    def read(self):
        """Return (tenths of a degree, mmHg). Raises OSError."""
        return self._read()[1:3]

    def _read(self):
        """Return (registers from 0xF3 on, tenths, mmHg, fine temperature)."""
        raw = self._ask(0xF3, 12)
        # Not done yet; or it does not know of the order any more, as its power was gone.
        if raw[0] & 9 or raw[1] != 0x24:
            raise OSError
        words = struct.unpack("<HhhHhhhhhhhh", self._ask(0x88, 24))
        fine = temperature(_number(raw, 7), words)
        tenths = ((fine * 5 + 128 >> 8) + 5) // 10
        pascals = pressure(_number(raw, 4), fine, words)
        if not (-400 <= tenths <= 850 and 30000 <= pascals >> 8 <= 110000):
            raise OSError
        # 133.322 Pa are 1 mmHg; Sber takes up to 800.
        return raw, tenths, min(800, (pascals + 17065) // 34131), fine

    def _ask(self, register, count):
        return self._bus.readfrom_mem(self._address, register, count)


class Bme280(Bmp280):
    """The same with humidity."""

    gives = ("temperature", "humidity", "air_pressure")
    _ids = b"\x60"
    _order = b"\xf2\x01\xf4\x25"

    def read(self):
        """Return (tenths of a degree, per cent, mmHg). Raises OSError."""
        raw, tenths, mmhg, fine = self._read()
        words = self._ask(0xA1, 1) + self._ask(0xE1, 7)
        damp = humidity(raw[10] << 8 | raw[11], fine, struct.unpack("<BhBbBbb", words))
        return tenths, damp + 512 >> 10, mmhg


def temperature(raw: int, words) -> int:
    """Return the fine temperature, 1/5120 of a degree; words: T1 to T3, P1 to P9."""
    part = (raw >> 4) - words[0]
    return (((raw >> 3) - words[0] * 2) * words[1] >> 11) + ((part * part >> 12) * words[2] >> 14)


def pressure(raw: int, fine: int, words) -> int:
    """Return 1/256 of a pascal, as the maker's formula in 64 bits. Raises OSError."""
    fine -= 128000
    square = fine * fine
    slope = (square * words[5] >> 8) + (fine * words[4] << 12)
    slope = (slope + (1 << 47)) * words[3] >> 33
    if not slope:
        raise OSError
    offset = square * words[8] + (fine * words[7] << 17) + (words[6] << 35)
    rough = ((0x100000 - raw << 31) - offset) * 3125 // slope
    high = rough >> 13
    rough += (words[11] * high * high >> 25) + (words[10] * rough >> 19)
    return (rough >> 8) + (words[9] << 4)


def humidity(raw: int, fine: int, words) -> int:
    """Return 1/1024 of a per cent; words: H1, H2, H3, the bytes of H4 and H5, H6."""
    h1, h2, h3, h4, low, h5, h6 = words
    fine -= 76800
    value = (raw << 14) - ((h4 << 4 | low & 15) << 20) - (h5 << 4 | low >> 4) * fine
    factor = ((fine * h6 >> 10) * ((fine * h3 >> 11) + 0x8000) >> 10) + 0x200000
    value = (value + 0x4000 >> 15) * (factor * h2 + 0x2000 >> 14)
    value -= ((value >> 15) * (value >> 15) >> 7) * h1 >> 4
    return max(0, min(value, 100 << 22)) >> 12


def _number(raw, i):
    """Return a number of 20 bits."""
    return raw[i] << 12 | raw[i + 1] << 4 | raw[i + 2] >> 4
