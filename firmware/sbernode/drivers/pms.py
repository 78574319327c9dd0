"""PMS5003 and PMS7003: dust. Pure.

Source: Plantower, PMS5003 series data manual 2.3, appendix I.
"""

from sbernode.drivers.frames import Frames


class Pms(Frames):
    """Left in its active mode, in which a new part is: it needs no command and no TX wire.

    A frame comes every 0.2 to 2.3 s.
    """

    gives = ("pm1_0", "pm2_5", "pm10")
    head = b"BM\0\x1c"
    size = 32
    wait_ms = 2500

    def take(self, frame):
        if sum(frame[:30]) != frame[30] << 8 | frame[31]:
            return None
        # Data 4 to 6 are for the atmosphere, 1 to 3 for the maker's calibration.
        values = [frame[at] << 8 | frame[at + 1] for at in (10, 12, 14)]
        # Each counts the smaller ones too; what is above the effective range is cut.
        if not values[0] <= values[1] <= values[2] <= 5000:
            raise OSError
        return min(values[0], 500), min(values[1], 500), min(values[2], 1000)
