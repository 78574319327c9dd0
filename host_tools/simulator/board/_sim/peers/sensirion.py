"""SHT3x, SHT4x and SCD4x: commands of one or two bytes, words with checksums in the answers.

A part that has nothing to say does not acknowledge that it is read. Datasheets: SHT3x-DIS (4),
SHT4x (4), SCD4x (3).
"""

from _sim import clock
from _sim.i2c import Peer


def crc8(data) -> int:
    """Return the checksum, Aosong's too: x8 + x5 + x4 + 1, from 0xFF, bit by bit."""
    crc = 0xFF
    for byte in data:
        for bit in range(7, -1, -1):
            top = crc >> 7 ^ byte >> bit & 1
            crc = (crc << 1 & 0xFF) ^ (0x31 if top else 0)
    return crc


def _words(*values):
    data = b""
    for value in values:
        word = max(0, min(0xFFFF, int(value + 0.5))).to_bytes(2, "big")
        data += word + bytes([crc8(word)])
    return data


class Sht3x(Peer):
    """Single shot without clock stretching; three repeatabilities."""

    address = 0x44
    _orders = {b"\x24\x00": 16, b"\x24\x0b": 7, b"\x24\x16": 5}
    _reset = b"\x30\xa2"
    _answer = None

    def write(self, data):
        """Take a command."""
        if data == self._reset:
            self._answer = None
            return len(data)
        if data not in self._orders:
            return 0
        self._answer = _words(
            (self.get("temperature") + 45) * 65535 / 175, self._damp(self.get("humidity"))
        )
        self.begin(self._orders[data])
        return len(data)

    def read(self, count):
        """Give temperature and humidity, once."""
        if self._answer is None or not self.done():
            return None
        answer, self._answer = self._answer, None
        return answer

    def _damp(self, percent):
        return percent * 65535 / 100


class Sht4x(Sht3x):
    """Commands of one byte, a wider scale of humidity."""

    _orders = {b"\xfd": 9, b"\xf6": 5, b"\xe0": 2}
    _reset = b"\x94"

    def _damp(self, percent):
        return (percent + 6) * 65535 / 125


class Scd4x(Peer):
    """Periodic measurement; while it runs only few commands are taken."""

    address = 0x62
    _began = _answer = None
    _taken = 0

    def write(self, data):
        """Take a command; 30 ms after power-up at the earliest, one at a time."""
        if clock.now - self.since < 30 or (self.due is not None and not self.done()):
            return 0
        self._answer = None
        wait = 1
        if data == b"\xec\x05" and self._rounds() > self._taken:
            self._taken = self._rounds()
            # Rounded up, with 65536 for the whole: so are the words of the datasheet's example.
            self._answer = _words(
                self.get("co2"),
                (self.get("temperature") + 45) * 65536 / 175 + 0.49,
                self.get("humidity") * 65536 / 100 + 0.49,
            )
        elif data == b"\xe4\xb8":
            self._answer = _words(0x8006 if self._rounds() > self._taken else 0x8000)
        elif data == b"\x3f\x86":
            self._began = None
            wait = 500
        elif data == b"\x21\xb1" and self._began is None:
            self._began, self._taken = clock.now, 0
        elif data != b"\xec\x05":
            return 0
        self.begin(wait)
        return len(data)

    def read(self, count):
        """Give what was asked for, once, and not before it is worked out."""
        if self._answer is None or clock.now < self.due:
            return None
        answer, self._answer = self._answer, None
        return answer

    def done(self):
        """Tell whether it takes a command again; it stays busy with its measurement only."""
        return clock.now >= self.due

    def _rounds(self):
        """Return how many measurements there were: one in 5 s."""
        if self._began is None or self.get("error") == "busy":
            return 0
        return (clock.now - self._began) // 5000
