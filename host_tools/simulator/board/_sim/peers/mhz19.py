"""MH-Z19B: sim.part(rx, kind="mhz19", co2=800).

Winsen, MH-Z19B user's manual: nine bytes each way, the last one is the sum of those between,
inverted, plus one.
"""

from _sim.peers.talker import Talker


class Peer(Talker):
    """Answers command 0x86 and no other."""

    def answer(self, request):
        """Return the concentration; temperature + 40 and a status stand behind it."""
        at = request.find(b"\xff\x01\x86")
        if at < 0 or len(request) < at + 9 or request[at + 8] != check(request[at : at + 9]):
            return None
        co2 = int(self.get("co2"))
        answer = bytearray((0xFF, 0x86, co2 >> 8 & 255, co2 & 255, 61, 0, 0, 0, 0))
        answer[8] = check(answer)
        return bytes(answer)


def check(frame) -> int:
    """Return the checksum of a frame of nine bytes, whatever its last one is."""
    total = 0
    for byte in frame[1:8]:
        total += byte
    return (0xFF - (total & 0xFF)) + 1 & 0xFF
