"""ENS160 (ScioSense's datasheet, 10 operation and 16 registers)."""

from _sim import clock
from _sim.i2c import Peer

_WARM_UP_MS = 180000


class Ens160(Peer):
    """Deep sleep from power-up on; in standard operation a new value each second."""

    address = 0x53
    _mode = _at = _taken = _began = 0

    def write(self, data):
        """Take a register's number, and what it is to hold."""
        self._at = data[0]
        if len(data) > 1 and data[0] == 0x10:
            if data[1] == 2 and self._mode != 2:
                self._began, self._taken = clock.now, 0
            self._mode = data[1] if data[1] < 3 else 0
        return len(data)

    def read(self, count):
        """Give the registers from the one named last."""
        data = bytearray(256)
        data[0:2] = b"\x60\x01"
        data[0x10] = self._mode
        if self._mode == 2:
            age = clock.now - self._began
            fresh = age // 1000 > self._taken and self.get("error") != "busy"
            data[0x20] = 0x80 | (4 if age < _WARM_UP_MS else 0) | (2 if fresh else 0)
            tvoc = int(self.get("tvoc"))
            data[0x21] = 1 + (tvoc > 65) + (tvoc > 220) + (tvoc > 660) + (tvoc > 2200)
            data[0x22:0x24] = min(tvoc, 65000).to_bytes(2, "little")
            data[0x24:0x26] = (400 + tvoc // 2).to_bytes(2, "little")
            if self._at + count > 0x21:
                self._taken = age // 1000
        return bytes(data[self._at : self._at + count])
