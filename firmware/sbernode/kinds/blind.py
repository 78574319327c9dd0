"""window_blind with a drive that lifts it, and a servo that turns its slats. Pure."""

from sbernode.kinds.drive import Driven


class Blind(Driven):
    """What lifts it is the Driven that it is; the slats are another one."""

    def begin(self, ports, saved):
        if not isinstance(saved, list) or len(saved) != 2:
            saved = (None, None)
        self._slats = slats = Driven()
        slats.options = self.options
        slats.begin((ports[-1], None, None), saved[1])
        Driven.begin(self, ports[:-1], saved[0])
        self.features = self.features + ("light_transmission_percentage",)

    def apply(self, name, value, now):
        if name == "light_transmission_percentage":
            self._slats.apply("open_percentage", value, now)
            self.busy = self.busy or self._slats.busy
            return True
        return Driven.apply(self, name, value, now)

    def read(self):
        (_, light) = self._slats.read()[0]
        return Driven.read(self) + [("light_transmission_percentage", light)]

    def step(self, now):
        slats = self._slats
        wait, other = Driven.step(self, now), slats.step(now)
        if slats.dirty:
            slats.dirty = False
            self.dirty = True
        self.busy = self._target is not None or slats.busy
        return max(wait, other) if wait < 0 or other < 0 else min(wait, other)

    def save(self):
        if self.busy:
            return None
        return [Driven.save(self), self._slats.save()]
