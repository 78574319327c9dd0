"""curtain of two halves, and what all devices of two drives have in common. Pure."""

from sbernode.devices import Device
from sbernode.kinds.curtain import Curtain


class Halves(Device):
    """A curtain of two halves, each of which is one; together they are as open as their mean."""

    features = Curtain.features + (
        "open_left_set",
        "open_left_percentage",
        "open_left_state",
        "open_right_set",
        "open_right_percentage",
        "open_right_state",
    )

    def begin(self, ports, saved):
        self._begin((Curtain(), Curtain()), (ports[:2], ports[2:]), saved)

    def _begin(self, parts, ports, saved):
        self._parts = parts
        if not isinstance(saved, list) or len(saved) != 2:
            saved = (None, None)
        for part, its, state in zip(parts, ports, saved):
            part.options = self.options
            part.begin(its, state)

    @property
    def busy(self):
        """Tell whether a part moves."""
        return self._parts[0].busy or self._parts[1].busy

    def apply(self, name, value, now):
        for part, side in zip(self._parts, ("left_", "right_")):
            if name.startswith("open_" + side):
                return part.apply("open_" + name[5 + len(side) :], value, now)
        return all([part.apply(name, value, now) for part in self._parts])

    def read(self):
        (left, left_state), (right, right_state) = [
            [value for _, value in part.read()] for part in self._parts
        ]
        percent = (left + right + 1) // 2
        state = "open" if percent else "close"
        for moving in ("closing", "opening"):
            if moving in (left_state, right_state):
                state = moving
        return [
            ("open_percentage", percent),
            ("open_state", state),
            ("open_left_percentage", left),
            ("open_left_state", left_state),
            ("open_right_percentage", right),
            ("open_right_state", right_state),
        ]

    def step(self, now):
        soonest = -1
        for part in self._parts:
            # What a part writes into the log, it writes in the name of the device.
            part.id = self.id
            wait = part.step(now)
            if wait >= 0 and (soonest < 0 or wait < soonest):
                soonest = wait
            if part.dirty:
                part.dirty = False
                self.dirty = True
        return soonest

    def save(self):
        return None if self.busy else [part.save() for part in self._parts]
