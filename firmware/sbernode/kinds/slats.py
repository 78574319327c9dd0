"""window_blind that only has slats, turned by a servo. Pure."""

from sbernode.kinds.drive import Driven


class Slats(Driven):
    """As open as they let light through."""

    def begin(self, ports, saved):
        Driven.begin(self, (ports[0], None, None), saved)
        self.features = self.features + ("light_transmission_percentage",)

    def apply(self, name, value, now):
        if name == "light_transmission_percentage":
            name = "open_percentage"
        return Driven.apply(self, name, value, now)

    def read(self):
        states = Driven.read(self)
        return states + [("light_transmission_percentage", states[0][1])]
