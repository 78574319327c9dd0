"""AHT20 and AHT10 (Aosong's datasheets, 5: communication)."""

from _sim.i2c import Peer
from _sim.peers.sensirion import crc8


class Aht20(Peer):
    """Calibrated from the start; 80 ms for a measurement."""

    address = 0x38
    _begin = 0xBE
    _calibrated = True
    _took_ms = 80
    _values = (0, 0)

    def write(self, data):
        """Take a command: begin, measure, reset."""
        if data[0] == self._begin and data[1:] == b"\x08\x00":
            self._calibrated = True
            self.begin(10)
        elif data == b"\xac\x33\x00" and self._calibrated:
            t = int((self.get("temperature") + 50) / 200 * (1 << 20))
            h = int(self.get("humidity") / 100 * (1 << 20))
            self._values = min(max(h, 0), 0xFFFFF), min(max(t, 0), 0xFFFFF)
            self.begin(self._took_ms)
        elif data == b"\xba":
            self.begin(20)
        else:
            return 0
        return len(data)

    def read(self, count):
        """Give status, humidity, temperature, checksum."""
        busy = self.due is not None and not self.done()
        h, t = self._values
        data = bytearray(6)
        data[0] = 0x10 | (0x80 if busy else 0) | (8 if self._calibrated else 0)
        data[1:] = (h << 20 | t).to_bytes(5, "big")
        return bytes(data) + self._check(data)

    def _check(self, data):
        return bytes([crc8(data)])


class Aht10(Aht20):
    """Not calibrated before it was told to; no checksum."""

    _begin = 0xE1
    _calibrated = False
    _took_ms = 75

    def _check(self, data):
        return b""
