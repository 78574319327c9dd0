"""relay, socket, and a light on a plain output: on or off. Pure."""

from sbernode.devices import Device


class Relay(Device):
    """The pin is the state: it is read back for every report, never remembered beside it."""

    features = ("on_off",)
    # Whoever switches it over on the spot does nothing; commands go on working.
    _locked = False

    def begin(self, ports, saved):
        # Latched when it was opened, or held over a soft restart.
        (self._out,) = ports
        if len(self.features) > 1 and isinstance(saved, list):
            self._locked = saved[-1:] == [True]

    def apply(self, name, value, now):
        if name == "on_off":
            self._out.value(value)
        elif name in self.features:
            self._locked = value
        return name in self.features

    def toggle(self):
        """Switch over; runs inside an interrupt, so it must not allocate."""
        if not self._locked:
            self._out.value(not self._out.value())
            self.dirty = True

    def read(self):
        return list(zip(self.features, (self._out.value() == 1, self._locked)))

    def save(self):
        on = self._out.value() == 1 if self.options[0] == "last" else None
        return [on, True] if self._locked else on


class Socket(Relay):
    """With a button, so that there is something to lock."""

    features = ("on_off", "child_lock")
