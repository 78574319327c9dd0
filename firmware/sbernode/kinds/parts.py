"""curtain of two halves, each with two outputs of its own. Pure."""

from sbernode.devices import Device
from sbernode.kinds.curtain import Curtain


class Halves(Device):
    """Each half is a Curtain; together they are as open as their mean."""

    features = Curtain.features + (
        "open_left_set",
        "open_left_percentage",
        "open_left_state",
        "open_right_set",
        "open_right_percentage",
        "open_right_state",
    )

    def begin(self, ports, saved):
        self._halves = left, right = Curtain(), Curtain()
        left.options = right.options = self.options
        if not isinstance(saved, list) or len(saved) != 2:
            saved = (None, None)
        left.begin(ports[:2], saved[0])
        right.begin(ports[2:], saved[1])

    @property
    def busy(self):
        """Tell whether a half moves."""
        return self._halves[0].busy or self._halves[1].busy

    def apply(self, name, value, now):
        left, right = self._halves
        if name.startswith("open_left_"):
            return left.apply("open_" + name[10:], value, now)
        if name.startswith("open_right_"):
            return right.apply("open_" + name[11:], value, now)
        return left.apply(name, value, now) and right.apply(name, value, now)

    def read(self):
        (_, left), (_, left_state) = self._halves[0].read()
        (_, right), (_, right_state) = self._halves[1].read()
        percent = (left + right + 1) // 2
        state = "open" if percent else "close"
        for moving in ("closing", "opening"):
            if moving in (left_state, right_state):
                state = moving
        values = percent, state, left, left_state, right, right_state
        names = [name for name in self.features if not name.endswith("_set")]
        return list(zip(names, values))

    def step(self, now):
        soonest = -1
        for half in self._halves:
            wait = half.step(now)
            if wait >= 0 and (soonest < 0 or wait < soonest):
                soonest = wait
            if half.dirty:
                half.dirty = False
                self.dirty = True
        return soonest

    def save(self):
        return None if self.busy else [half.save() for half in self._halves]
