"""PZEM-004T v3: voltage, current and power of the mains. Pure.

Source: Peacefair, PZEM-004T V3.0 user manual: Modbus-RTU, function 4, ten input registers from 0.
"""

from sbernode.drivers.frames import Frames


class Pzem(Frames):
    """Asked for each value; address: 1..247, None: whichever is alone on the line (0xF8)."""

    gives = ("voltage", "current", "power")
    size = 25
    wait_ms = 250

    def __init__(self, bus, address, options):
        self._bus = bus
        address = address or 0xF8
        self.head = bytes((address, 4, 20))
        ask = bytes((address, 4, 0, 0, 0, 10))
        crc = crc16(ask)
        self.ask = ask + bytes((crc & 255, crc >> 8))

    def take(self, frame):
        if crc16(frame):
            return None
        # 0.1 V; mA and 0.1 W with the low word first.
        v, a, high, w, high_w = [frame[at] << 8 | frame[at + 1] for at in range(3, 13, 2)]
        a |= high << 16
        w |= high_w << 16
        # Measures 80 to 260 V and 100 A; Sber knows no more than 30 A.
        if v > 4000 or a > 110000 or w > 300000:
            raise OSError
        return (v + 5) // 10, min(a, 30000), (w + 5) // 10


def crc16(message: bytes) -> int:
    """Return the Modbus CRC; 0 for a message that ends with its own, low byte first."""
    crc = 0xFFFF
    for byte in message:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (crc & 1) * 0xA001
    return crc
