"""SCD40, SCD41: carbon dioxide, temperature, humidity.

It measures every 5 s by itself once told so, through restarts of the board too. The one driver
here that is not pure: it must let the part think for a millisecond. Source: Sensirion's datasheet
SCD4x, 3.5 basic commands, get_data_ready_status, 3.11 checksum.
"""

import time

from sbernode.drivers import sensirion


class Scd4x:
    """Periodic measurement, which the part's own calibration needs."""

    gives = ("co2", "temperature", "humidity")

    def __init__(self, bus, address, options):
        self._bus, self._address = bus, address or 0x62

    def start(self) -> int:
        """Have it measure, if nothing is there to be read."""
        if self._is_ready():
            return 0
        try:
            self._bus.writeto(self._address, b"\x21\xb1")
        except OSError:
            pass  # It answered just now: it measures already, and then takes this no more.
        return 5200

    def read(self):
        """Return (ppm, tenths of a degree, per cent). Raises OSError."""
        if not self._is_ready():
            raise OSError
        co2, t, h = self._ask(b"\xec\x05", 9)
        if not 0 < co2 <= 40000:
            raise OSError
        # Sber takes up to 10000.
        return min(co2, 10000), sensirion.celsius(t), sensirion.percent(h)

    def _is_ready(self):
        return self._ask(b"\xe4\xb8", 3)[0] & 0x7FF

    def _ask(self, command, count):
        self._bus.writeto(self._address, command)
        # Asked sooner, it does not answer.
        time.sleep_ms(2)
        return sensirion.words(self._bus.readfrom(self._address, count))
