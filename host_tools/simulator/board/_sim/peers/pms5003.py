"""PMS5003 and PMS7003: sim.part(rx, kind="pms5003", pm1_0=5, pm2_5=9, pm10=12).

Plantower, PMS5003 data manual, appendix I: after power-up it sends by itself, every 2.3 s while
the air does not change; commands switch it to answers and back.
"""

from _sim.peers.talker import Talker


class Peer(Talker):
    """Its values for the factory are higher, so that mixing them up shows."""

    every_ms = 2300
    _answers = False

    def frame(self):
        """Return the 32 bytes."""
        dust = [int(self.get(name)) for name in ("pm1_0", "pm2_5", "pm10")]
        words = (
            [28] + [value * 3 // 2 + 1 for value in dust] + dust + [900, 300, 60, 9, 2, 1, 0x9700]
        )
        frame = bytearray(b"BM")
        for word in words:
            frame += bytes((word >> 8, word & 255))
        total = sum(frame)
        return bytes(frame) + bytes((total >> 8, total & 255))

    def say(self):
        """Return a frame, or None while it waits for requests."""
        return None if self._answers else Talker.say(self)

    def answer(self, request):
        """Obey a command: 42 4D, command, two bytes, the sum of the five."""
        at = request.find(b"BM")
        command = request[at : at + 7]
        if at < 0 or len(command) < 7 or sum(command[:5]) != command[5] << 8 | command[6]:
            return None
        if command[2] == 0xE1:
            self._answers = not command[4]
            answer = b"BM\0\x04\xe1" + command[4:5]
            total = sum(answer)
            return answer + bytes((total >> 8, total & 255))
        return self.frame() if command[2] == 0xE2 and self._answers else None
