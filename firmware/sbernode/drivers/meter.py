"""HLW8012 and BL0937: voltage, current and power of the mains as frequencies. Pure.

Sources: HLW8012 datasheet, 3.2 (Fcf = V1 V2 48 / Vref2 fosc / 128, Fcfi = V1 24 / Vref fosc / 512,
Fcfu = V2 2 / Vref fosc / 512, Vref 2.43 V, fosc 3.579 MHz); BL0937 datasheet 1.01 (Fcf = 1721506
V1 V2 / Vref2, Fcfi = 94638 V1 / Vref, Fcfu = 15397 V2 / Vref, Vref 1.218 V). V1 is the voltage at
the shunt, V2 that behind the divider.
"""


class Hlw8012:
    """CF tells the power; CF1 the voltage while SEL is high, the current while it is low.

    cf, cf1: begin() to count, take() -> (periods, ms they took), which also ends it; sel:
    value(level). options: `shunt_uohm`, and `divider`, by how much the voltage is divided:
    2351 where five resistors of 470k and one of 1k do it.
    CF1 settles for a while after SEL has changed, so it changes after a reading, not before one.
    """

    gives = ("voltage", "current", "power")
    # Hz to volt, ampere and watt for a divider and a shunt of 1.
    _per_hz = 2.43 * 256 / 3579000, 2.43 * 512 / 24 / 3579000, 2.43 * 2.43 * 128 / 48 / 3579000

    def __init__(self, cf, cf1, sel, options):
        self._cf, self._cf1, self._sel = cf, cf1, sel
        self._values = [None, None, 0]
        volt, ampere, watt = self._per_hz
        divider = options.get("divider", 2351)
        shunt = options.get("shunt_uohm", 1000) / 1000000
        # Periods in a ms to V, mA, W.
        self._scales = volt * divider * 1e3, ampere / shunt * 1e6, watt * divider / shunt * 1e3
        sel.value(1)
        self._mode = 0

    def start(self) -> int:
        """Begin to count; return the ms until read() may be called."""
        self._cf.begin()
        self._cf1.begin()
        return 2500

    def read(self) -> tuple:
        """Return (V, mA, W), voltage and current in turns: the other is of the reading before.

        Raises OSError: one of them is not known yet; no voltage at all: no part can live so.
        """
        mode = self._mode
        self._values[2] = self._measured(self._cf, 2)
        self._values[mode] = self._measured(self._cf1, mode)
        self._mode = 1 - mode
        self._sel.value(mode)
        v, a, w = self._values
        if not v or a is None or v > 500 or w > 25000:
            raise OSError
        return v, min(a, 30000), w

    def _measured(self, counter, place):
        periods, ms = counter.take()
        return int(periods * self._scales[place] / ms + 0.5) if ms else 0


class Bl0937(Hlw8012):
    """The same with an internal clock of its own."""

    _per_hz = 1.218 / 15397, 1.218 / 94638, 1.218 * 1.218 / 1721506
