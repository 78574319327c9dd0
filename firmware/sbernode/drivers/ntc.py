"""NTC thermistor in a divider between 3.3 V and ground. Pure.

Source: the beta equation, 1/T = 1/T25 + ln(R / R25) / beta (IEC 60539-1).
"""

from math import log


class Ntc:
    """Temperature. bus: read_u16() -> 0..65535, of 3.3 V.

    options: `beta`, `nominal_ohm` at 25 degrees, `series_ohm` of the other resistor, `side`: what
    the thermistor goes to, "ground" or "supply".
    """

    gives = ("temperature",)

    def __init__(self, bus, address, options):
        self._bus = bus
        self._options = [
            options.get(name, usual)
            for name, usual in (("beta", 3950), ("nominal_ohm", 10000), ("series_ohm", 10000))
        ]
        self._turned = options.get("side") == "supply"

    def start(self) -> int:
        """Return the ms until read() may be called."""
        return 0

    def read(self) -> tuple:
        """Return (tenths of a degree,). Raises OSError: a wire is off, or both touch."""
        level = self._bus.read_u16()
        if self._turned:
            level = 65535 - level
        # From 80 ohm to 1.2 megohm beside one of 10k: 230 and -55 degrees.
        if not 500 < level < 65000:
            raise OSError
        beta, nominal, series = self._options
        kelvin = 1 / (1 / 298.15 + log(level * series / (65535 - level) / nominal) / beta)
        tenths = int((kelvin - 273.15) * 10 + 0.5 + 10000) - 10000
        if not -400 <= tenths <= 2000:
            raise OSError
        return (tenths,)
