"""relay, socket, and a light on a plain output: on or off. Pure."""

from sbernode.devices import Device


class Relay(Device):
    """The pin is the state: it is read back for every report, never remembered beside it."""

    features = ("on_off",)

    def begin(self, ports, saved):
        # Latched when it was opened, or held over a soft restart.
        (self._out,) = ports

    def apply(self, name, value, now):
        if name != "on_off":
            return False
        self._out.value(value)
        return True

    def toggle(self):
        """Switch over; runs inside an interrupt, so it must not allocate."""
        self._out.value(not self._out.value())
        self.dirty = True

    def read(self):
        return [("on_off", self._out.value() == 1)]

    def save(self):
        return self._out.value() == 1 if self.options[0] == "last" else None
