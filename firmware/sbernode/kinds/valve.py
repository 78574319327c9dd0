"""valve on one output. Pure."""

from sbernode import log, since
from sbernode.devices import Device
from sbernode.kinds.offline import guard


class Returning(Device):
    """On is open: a solenoid, or a motor with a spring or a capacitor. `active` low: on closes."""

    features = ("open_set", "open_state")
    _shut = False
    # Ticks when it began to move, None at rest; the state told last.
    _moved_at = _seen = None

    def begin(self, ports, saved):
        self._out, self._opened, self._closed = ports

    def apply(self, name, value, now):
        if name != "open_set":
            return False
        on = value == "open"
        # There is no stop on the way.
        if value != "stop" and on != (self._out.value() == 1):
            self._out.value(on)
            self._moved_at = now
        return True

    def read(self):
        on = self._out.value() == 1
        if self._moved_at is not None:
            return [("open_state", "opening" if on else "closing")]
        if self._closed:
            on = not self._closed.get()
        elif self._opened:
            on = self._opened.get()
        return [("open_state", "open" if on else "close")]

    def step(self, now):
        wait = -1
        if self._moved_at is not None:
            limit = self._opened if self._out.value() else self._closed
            there = limit and limit.get()
            wait = self.options[0] - since(now, self._moved_at)
            if there or wait <= 0:
                if limit and not there:
                    log.warn("kinds", "unmet", self.id)
                self._moved_at, wait = None, -1
        state = self.read()[0][1]
        if state != self._seen:
            self._seen = state
            self.dirty = True
        return guard(self, now, wait)

    def save(self):
        return self._out.value() == 1 if self.options[3] == "last" else None
