"""BMP280 and BME280: registers. The raw numbers are searched with the maker's formulas in doubles.

Datasheets BST-BMP280-DS001 (3.11, 3.12, 4) and BST-BME280-DS002 (5, 8.1).
"""

import struct

from _sim.i2c import Peer

# The words of calibration of the BMP280 datasheet's example (3.12), T1 to T3 and P1 to P9.
_WORDS = (27504, 26435, -1000, 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000)
# H1 to H6 of a real part (github.com/claudiomattera/bme280-rs, src/calibration.rs).
_DAMP = (75, 375, 0, 288, 50, 30)


class Bmp280(Peer):
    """Sleep and forced mode, oversampling by one."""

    address = 0x76
    _chip = 0x58
    _took_ms = 7

    def __init__(self, gpio):
        super().__init__(gpio)
        self._at = 0
        self._registers = bytearray(256)
        self._put(0xD0, bytes([self._chip]))
        self._put(0x88, struct.pack("<HhhHhhhhhhhh", *_WORDS))
        self._put(0xF7, b"\x80\x00\x00\x80\x00\x00\x80\x00")

    def write(self, data):
        """Take a register's number, and pairs of a register and what it is to hold."""
        self._at = data[0]
        for i in range(0, len(data) - 1, 2):
            self._set(data[i], data[i + 1])
        return len(data)

    def read(self, count):
        """Give the registers from the one named last."""
        if self.due is not None and self.done():
            self.due = None
            self._registers[0xF3] &= ~8
            self._registers[0xF4] &= ~3
            self._measure()
        at, self._at = self._at, self._at + count
        return bytes(self._registers[at : at + count])

    def _set(self, register, value):
        if register == 0xE0 and value == 0xB6:
            self.__init__(self.gpio)
        elif register == 0xF4:
            self._registers[0xF4] = value
            if value & 3 in (1, 2):
                self._registers[0xF3] |= 8
                self.begin(self._took_ms)
        elif register == 0xF5 or (register == 0xF2 and self._chip == 0x60):
            self._registers[register] = value

    def _put(self, at, data):
        self._registers[at : at + len(data)] = data

    def _measure(self):
        control = self._registers[0xF4]
        raw_t = raw_p = 0x80000
        if control >> 5:
            raw_t = _search(1 << 20, lambda raw: _fine(raw) / 5120, self.get("temperature"))
        fine = _fine(raw_t)
        if control >> 2 & 7:
            raw_p = _search(1 << 20, lambda raw: -_pascals(raw, fine), -self.get("pressure") * 100)
        for at, raw in ((0xF7, raw_p), (0xFA, raw_t)):
            self._put(at, (raw << 4).to_bytes(3, "big"))
        return fine


class Bme280(Bmp280):
    """The same with humidity, if that was asked for before the measurement."""

    _chip = 0x60
    _took_ms = 10

    def __init__(self, gpio):
        super().__init__(gpio)
        h1, h2, h3, h4, h5, h6 = _DAMP
        self._put(0xA1, bytes([h1]))
        middle = bytes([h4 >> 4, h4 & 15 | (h5 & 15) << 4, h5 >> 4])
        self._put(0xE1, struct.pack("<hB", h2, h3) + middle + bytes([h6]))

    def _measure(self):
        fine = super()._measure()
        raw = 0x8000
        if self._registers[0xF2] & 7:
            raw = _search(1 << 16, lambda raw: _percent(raw, fine), self.get("humidity"))
        self._put(0xFD, raw.to_bytes(2, "big"))


def _search(end, rising, wanted):
    """Return the last number below `end` for which the rising function is not above `wanted`."""
    low, high = 0, end
    while high - low > 1:
        middle = (low + high) // 2
        if rising(middle) <= wanted:
            low = middle
        else:
            high = middle
    return low


def _fine(raw):
    t1, t2, t3 = _WORDS[:3]
    return (raw / 16384 - t1 / 1024) * t2 + (raw / 131072 - t1 / 8192) ** 2 * t3


def _pascals(raw, fine):
    p1, p2, p3, p4, p5, p6, p7, p8, p9 = _WORDS[3:]
    a = fine / 2 - 64000
    b = (a * a * p6 / 32768 + a * p5 * 2) / 4 + p4 * 65536
    a = (1 + (p3 * a * a / 524288 + p2 * a) / 524288 / 32768) * p1
    p = (1048576 - raw - b / 4096) * 6250 / a
    return p + (p9 * p * p / 2147483648 + p * p8 / 32768 + p7) / 16


def _percent(raw, fine):
    h1, h2, h3, h4, h5, h6 = _DAMP
    a = fine - 76800
    h = (raw - (h4 * 64 + h5 / 16384 * a)) * (
        h2 / 65536 * (1 + h6 / 67108864 * a * (1 + h3 / 67108864 * a))
    )
    return h * (1 - h1 * h / 524288)
