"""ZE08-CH2O: sim.part(rx, kind="ze08", hcho=0.05), in mg/m3.

Winsen, ZE08-CH2O manual: after power-up it sends each second, in ppb of 5000.
"""

from _sim.peers.mhz19 import check
from _sim.peers.talker import Talker

_UG_PER_PPB = 1.228


class Peer(Talker):
    """Left in its mode of sending by itself."""

    every_ms = 1000

    def frame(self):
        """Return FF 17 04 00, ppb, full range, checksum."""
        ppb = int(self.get("hcho") * 1000 / _UG_PER_PPB + 0.5)
        frame = bytearray((0xFF, 0x17, 4, 0, ppb >> 8, ppb & 255, 0x13, 0x88, 0))
        frame[8] = check(frame)
        return bytes(frame)
