"""window_blind whose slats a servo turns, with or without a drive that lifts them. Pure."""

from sbernode.kinds.drive import Driven
from sbernode.kinds.parts import Halves

_LIGHT = "light_transmission_percentage"


class Blind(Halves):
    """Its parts: what lifts it, the servo."""

    def begin(self, ports, saved):
        lift = Driven()
        self._begin((lift, Driven()), (ports[:-1], (ports[-1], None, None)), saved)
        self.features = lift.features + (_LIGHT,)

    def apply(self, name, value, now):
        lift, tilt = self._parts
        if name == _LIGHT:
            return tilt.apply("open_percentage", value, now)
        return lift.apply(name, value, now)

    def read(self):
        lift, tilt = self._parts
        return lift.read() + [(_LIGHT, tilt.read()[0][1])]


class Slats(Driven):
    """Slats that are not lifted: as open as they let light through."""

    def begin(self, ports, saved):
        Driven.begin(self, (ports[0], None, None), saved)
        self.features = self.features + (_LIGHT,)

    def apply(self, name, value, now):
        return Driven.apply(self, "open_percentage" if name == _LIGHT else name, value, now)

    def read(self):
        states = Driven.read(self)
        return states + [(_LIGHT, states[0][1])]
