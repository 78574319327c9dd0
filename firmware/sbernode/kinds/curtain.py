"""curtain: a motor with one output for each direction, positioned by time. Pure.

The outputs stop by a machine timer, whatever the loop does. The two are never on together, and
between two directions there is a pause for the motor to come to rest. Other drives, limit
switches, halves: see drive and parts.
"""

from micropython import const

from sbernode import since
from sbernode.devices import Device

_LATE_MS = const(100)


class Curtain(Device):
    """Position in the units of its drive, ms for a motor: 0 closed, options[0] open.

    None until it has run to an end once. Options begin with travel_ms, pause_ms.
    """

    features = ("open_set", "open_percentage", "open_state")
    _position = None
    # The move: target, from where, on which port, for how long; _then: the target after it.
    _target = _from = _then = _port = None
    _run = 0
    _rest_at = None
    # Too short a run would only click.
    _least = 50

    def begin(self, ports, saved):
        self._open, self._close = ports
        # Not a bool, which a relay of the same name may have left.
        if type(saved) is int and 0 <= saved <= 1000:
            self._position = (saved * self.options[0] + 500) // 1000

    def apply(self, name, value, now):
        if name == "open_percentage":
            self._go(value * self.options[0] // 100, now)
        elif name == "open_set":
            if value == "stop":
                self._halt(now)
            else:
                self._go(self.options[0] if value == "open" else 0, now)
        else:
            return False
        return True

    def read(self):
        whole, here = self.options[0], self._here()
        percent = (here * 100 + whole // 2) // whole
        if self._target is None:
            state = "open" if percent else "close"
        else:
            state = "opening" if self._target > here or self._port is self._open else "closing"
        return [("open_percentage", percent), ("open_state", state)]

    def step(self, now):
        if self._port is None:
            if self._rest_at is not None:
                rest = self.options[1] - since(now, self._rest_at)
                if rest > 0:
                    return rest
                # Forgotten in time: a tick value of last week would count as the future.
                self._rest_at = None
            if self._target is None:
                return -1
            self._start()
            return self._run
        left = self._run - self._port.ran()
        if self._port.running:
            if left > -_LATE_MS:
                return max(10, left)
            # The timer should have ended it long ago: without it the loop is better than nothing.
            self._port.stop()
        # The timer has stopped the motor: the move is complete.
        self._position, self._port, self._target = self._target, None, None
        self._rest_at = now
        if self._then is not None:
            then, self._then = self._then, None
            self._go(then, now)
            return self.step(now)
        self.busy = False
        self.dirty = True
        return self.options[1]

    def save(self):
        # Moving: the place is not known until it rests, and a power cut must not find an old one.
        if self.busy or self._position is None:
            return None
        whole = self.options[0]
        return (self._position * 1000 + whole // 2) // whole

    def _here(self):
        position = self._position or 0
        if self._port is not None and self._from is not None:
            moved = self._port.ran()
            position = self._from + (moved if self._port is self._open else -moved)
        return max(0, min(self.options[0], position))

    def _go(self, target, now):
        if self._target == target and self._then is None:
            return  # on its way there already
        self._halt(now)
        if self._position is None and 0 < target < self.options[0]:
            # Nobody knows where it hangs: close fully first, then count from there.
            self._then, target = target, 0
        if target == self._position:
            return
        self._target = target
        self.busy = True
        self.step(now)

    def _start(self, more=0):
        """Set out for the target; more: to run beyond it."""
        # From a place nobody knows it is an end.
        opens = self._target > (self._position or 0)
        self._port, other = (self._open, self._close) if opens else (self._close, self._open)
        self._from = self._position
        way = self.options[0] if self._from is None else abs(self._target - self._from)
        self._run = max(self._least, way + more)
        other.stop()
        self._port.run(self._run)

    def _halt(self, now):
        """Stop now; keep what the time says of the place."""
        self._then = None
        if self._port is not None:
            self._open.stop()
            self._close.stop()
            # A full run from an unknown place that was cut short leaves the place unknown.
            done = not self._run - self._port.ran() > 0
            if self._from is not None:
                self._position = self._here()
            elif done:
                self._position = self._target
            self._port, self._rest_at = None, now
        self._target = None
        self.busy = False
