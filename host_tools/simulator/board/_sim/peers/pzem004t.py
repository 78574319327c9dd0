"""PZEM-004T v3: sim.part(rx, kind="pzem004t", voltage=230, current=1.5, power=300): V, A, W.

Peacefair, PZEM-004T V3.0 user manual: Modbus-RTU, the own address (here 1) and 0xF8. The CRC is
taken bit by bit as section 6.2.2 of "MODBUS over serial line" has it.
"""

from _sim.peers.talker import Talker

_OWN = (1, 0xF8)


class Peer(Talker):
    """Answers function 4, and says no to registers that it has not."""

    answer_ms = 60

    def answer(self, request):
        """Return the registers asked for, or exception 2."""
        if len(request) != 8 or request[0] not in _OWN or request[1] != 4:
            return None
        if crc(request) != bytes(2):
            return None
        first = request[2] << 8 | request[3]
        count = request[4] << 8 | request[5]
        registers = self._registers()[first : first + count]
        if not count or len(registers) < count:
            answer = bytes((request[0], 0x84, 2))
            return answer + crc(answer)
        answer = bytearray((request[0], 4, 2 * count))
        for word in registers:
            answer += bytes((word >> 8, word & 255))
        return bytes(answer) + crc(answer)

    def _registers(self):
        volts = int(self.get("voltage") * 10 + 0.5)
        current = int(self.get("current") * 1000 + 0.5)
        power = int(self.get("power") * 10 + 0.5)
        words = [volts, current & 0xFFFF, current >> 16, power & 0xFFFF, power >> 16]
        return words + [1234, 0, 500, 95, 0]  # energy (Wh), 50.0 Hz, power factor 0.95, no alarm


def crc(message) -> bytes:
    """Return the two bytes of the checksum, low one first."""
    value = 0xFFFF
    for byte in message:
        value ^= byte
        for _ in range(8):
            odd = value & 1
            value >>= 1
            if odd:
                value ^= 0xA001
    return bytes((value & 255, value >> 8))
