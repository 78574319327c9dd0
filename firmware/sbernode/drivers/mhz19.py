"""MH-Z19B and MH-Z19C: carbon dioxide. Pure.

Source: Winsen, MH-Z19B user's manual 1.0 and 1.6, command 0x86.
"""

from sbernode.drivers.frames import Frames


class Mhz19(Frames):
    """Asked for each value. The first minutes after power-up it tells a fixed one."""

    gives = ("co2",)
    head = b"\xff\x86"
    size = 9
    ask = b"\xff\x01\x86\0\0\0\0\0\x79"
    wait_ms = 150

    def take(self, frame):
        # The checksum makes all bytes after the first add up to nothing.
        if sum(frame[1:]) & 255:
            return None
        co2 = frame[2] << 8 | frame[3]
        # There are 420 ppm outdoors; the widest range of the part ends at 10000.
        if not 200 <= co2 <= 10000:
            raise OSError
        return (co2,)
