"""ZE08-CH2O: formaldehyde. Pure.

Source: Winsen, ZE08-CH2O manual 1.0: a frame each second, FF 17 04 00, ppb (2 bytes), full range
in ppb (2 bytes), checksum. 1 ppb is 30.03 / 24.45 = 1.228 ug/m3 at 25 degrees and 1013 hPa: molar
mass over molar volume, as in the NIOSH Pocket Guide (formaldehyde: 1 ppm = 1.23 mg/m3).
"""

from sbernode.drivers.frames import Frames


class Ze08(Frames):
    """Sends by itself, so only its TX needs a wire."""

    gives = ("hcho_float",)
    head = b"\xff\x17\x04"
    size = 9
    wait_ms = 1200

    def take(self, frame):
        if sum(frame[1:]) & 255:
            return None
        ppb = frame[4] << 8 | frame[5]
        if ppb > frame[6] << 8 | frame[7]:
            raise OSError
        # Sber knows no more than 1.999.
        return (min(round(ppb * 0.001228, 3), 1.999),)
