"""INA219, INA226: voltage, current and power of direct current, by a shunt. Pure.

The current is worked out here, so the part needs no calibration and may be another one by now.
Which way it flows is not told: a module wired the wrong way round is right too. Sources: Texas
Instruments SBOS448 (INA219) and SBOS547 (INA226), registers.
"""


class Ina219:
    """Averages 128 samples when told to, and sleeps in between; up to 26 V and 0.32 V of shunt."""

    gives = ("voltage", "current", "power")
    _order, _wait = b"\x3f\xfb", 160
    # Register and bit of "done"; what the registers count, in quarters of a mV and of a uV.
    _flag, _mask = 2, 2
    _shift, _most = 3, 32000
    _volt, _ampere = 16, 40

    def __init__(self, bus, address, options):
        self._bus, self._address = bus, address or 0x40
        self._shunt = options.get("shunt_mohm", 100)

    def start(self) -> int:
        """Begin to measure."""
        self._bus.writeto_mem(self._address, 0, self._order)
        return self._wait

    def read(self):
        """Return (V, mA, W). Raises OSError."""
        # It does not know of the order (its power was gone, or it is not such a part at all), or
        # it is not done yet.
        if self._raw(0) != self._order or not self._ask(self._flag) & self._mask:
            raise OSError
        drop = self._ask(1)
        drop = min(drop, 0x10000 - drop)
        if drop >= self._most:
            raise OSError  # more than it can measure
        millivolts = (self._ask(2) >> self._shift) * self._volt >> 2
        current = (drop * self._ampere // 2 // self._shunt + 1) // 2
        # Sber takes up to 30000 mA.
        return (
            (millivolts + 500) // 1000,
            min(30000, current),
            (millivolts * current + 500000) // 1000000,
        )

    def _ask(self, register):
        return int.from_bytes(self._raw(register), "big")

    def _raw(self, register):
        return self._bus.readfrom_mem(self._address, register, 2)


class Ina226(Ina219):
    """Averages 64 samples; up to 36 V and 0.08 V of shunt."""

    _order, _wait = b"\x47\x23", 170
    _flag, _mask = 6, 8
    _shift, _most = 0, 32767
    _volt, _ampere = 5, 10
