"""A thermistor of 10k with 10k to the supply: sim.part(gpio, kind="ntc", temperature=21.5).

The beta equation with 3950; error="open" or "short".
"""

from math import exp

from _sim import parts


class Peer:
    """What an ADC sees of it."""

    def __init__(self, gpio: int):
        self.gpio = gpio

    def level(self) -> int:
        """Return 0..65535, of the supply."""
        error = parts.get(self.gpio, "error")
        if error == "short":
            return 0
        if error or not parts.get(self.gpio, "present"):
            return 65535
        kelvin = parts.get(self.gpio, "temperature") + 273.15
        ratio = exp(3950 * (1 / kelvin - 1 / 298.15))
        return int(65535 * ratio / (1 + ratio) + 0.5)
