"""How much water a tank has: by a float that closes a contact, by a voltage, or both. Pure."""


class Water:
    """percent: None without a voltage; short: there is not enough. See fitting.water."""

    percent = None
    short = False

    def look(self) -> bool:
        """Look how much there is; tell whether that changed so that it matters."""
        before = self.percent, self.short
        short = bool(self.low and self.low.get())
        if self.tank:
            percent = (self.tank.read_u16() * 1000 // 65535 - self.empty) * 100 // self.way
            percent = max(0, min(100, percent))
            # An ADC is never quiet.
            if before[0] is None or abs(percent - before[0]) >= 2 or percent == 0:
                self.percent = percent
            short = short or self.percent == 0
        self.short = short
        return before != (self.percent, short)
