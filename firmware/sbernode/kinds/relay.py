"""relay: one output that is on or off, with an optional wall switch. Pure."""

from sbernode.kinds import POWER_ON, SWITCH, Kind


class Relay(Kind):
    """The pin is the state: it is read back for every report, never remembered beside it."""

    CATEGORY = "relay"
    ROLES = (("out", "out"), ("button", "in"))
    SETS = (("out",),)
    MAY = ("button",)
    OPTIONS = (POWER_ON, SWITCH)

    def __init__(self, ports, options):
        self._out = ports["out"]
        self._keep = options["power_on"] == "last"
        if "button" in ports:
            rocker = options["switch"] == "rocker"
            ports["button"].bind(self.toggle, self.toggle if rocker else None)

    def features(self):
        return ("on_off",)

    def apply(self, name, value, now):
        if name != "on_off":
            return False
        self._out.set(value)
        return True

    def toggle(self):
        """Switch over; runs inside an interrupt, so it must not allocate."""
        self._out.set(not self._out.get())
        self.dirty = True

    def read(self):
        return [("on_off", self._out.get())]

    def save(self):
        return self._out.get() if self._keep else None
