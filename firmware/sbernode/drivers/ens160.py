"""ENS160, ENS161: volatile organic compounds, as the part itself estimates them. Pure.

It works by itself once told so; the first three minutes give nothing, in its first hour of all it
is less exact. Its equivalent of CO2 is made of the same number, so it is not told: the carbon
dioxide of a room needs a part that measures it. Source: ScioSense's datasheet ENS160, registers.
"""


class Ens160:
    """Standard operation: a new value each second."""

    gives = ("tvoc_float",)

    def __init__(self, bus, address, options):
        self._bus, self._address = bus, address or 0x53

    def start(self) -> int:
        """Have it work, if it does not."""
        bus, address = self._bus, self._address
        if bus.readfrom_mem(address, 0, 2) not in (b"\x60\x01", b"\x61\x01"):
            raise OSError
        status = bus.readfrom_mem(address, 0x20, 1)[0]
        if not status & 0x80:
            bus.writeto_mem(address, 0x10, b"\x02")
        return 0 if status & 2 else 1200

    def read(self):
        """Return (mg/m3,). Raises OSError."""
        status, index, low, high = self._bus.readfrom_mem(self._address, 0x20, 4)
        # At work, no error, past the warming up, and with a new value; the index is 1 to 5.
        if status & 0xC6 != 0x82 or not 0 < index < 6:
            raise OSError
        # The Umweltbundesamt's classes of air, from which parts of this sort are scaled, set
        # 1 mg/m3 equal to 0.22 ppm (Bundesgesundheitsblatt 2007, 50:990-1005): 4.5 ug/m3 are
        # 1 ppb, 110 g/mol on an average.
        # Sber takes up to 9.999.
        return (min(9999, int((high << 8 | low) * 4.5 + 0.5)) / 1000,)
