"""gate on the impulse input of its opener; contacts tell where it is. Pure."""

from sbernode import log, since
from sbernode.devices import Device


class Impulse(Device):
    """Every pulse takes the opener one step on: open, stop, close, stop; or open, close.

    What the contacts of its ends tell is believed. A gate at rest at none of them is told as open,
    and is open where the open end has no contact. Options: travel_ms, pause_ms, pulse_ms, turn:
    pulses that turn a moving gate round, 1 if the opener knows no stop.
    """

    features = ("open_set", "open_state")
    # The opener: 0 at rest, opens next; 1 opens; 2 at rest, closes next; 3 closes.
    _phase = 2
    # "close", "open", or None: at neither end.
    _place = None
    # The command that still takes a pulse.
    _goal = None
    # Ticks of the last pulse, None if long ago; of the beginning of the move.
    _pulsed_at = _moved_at = None
    _told = False
    # At rest between the ends, and nobody knows what the next pulse does.
    _unsure = False

    def begin(self, ports, saved):
        self._pulse, self._opened, self._closed = ports
        self._look(0)
        self._rest()
        self.dirty = False

    @property
    def busy(self):
        """Tell whether a pulse is on: what blocks the interpreter would make it a long one."""
        return self._pulse.running

    def apply(self, name, value, now):
        if name != "open_set":
            return False
        self._goal = None
        self.step(now)
        if self._unsure and self._opened:
            # One pulse, and the contacts will tell where it leads.
            self._phase = 0 if value == "open" else 2
        if value != "stop" or self.options[3] > 1:
            self._goal = value
            self.step(now)
        return True

    def read(self):
        if self._goal in ("open", "close"):
            opens = self._goal == "open"
        elif self._phase & 1:
            opens = self._phase == 1
        else:
            return [("open_state", self._place or "open")]
        return [("open_state", "opening" if opens else "closing")]

    def step(self, now):
        self._look(now)
        travel, pause, pulse, turn = self.options[:4]
        wait = 0
        if self._pulsed_at is not None:
            wait = pulse + pause - since(now, self._pulsed_at)
            if wait <= 0:
                self._pulsed_at = None
        if self._goal and not self._is_there():
            if wait > 0:
                return wait
            self._pulse.run(pulse)
            self._unsure = False
            self._pulsed_at = self._moved_at = now
            wait = pulse + pause
            if turn == 1 and self._phase & 1:
                self._phase ^= 2
            else:
                self._phase = (self._phase + 1) & 3
            if not self._is_there():
                return wait
        if self._goal:
            self._goal = None
            self.dirty = True
        if self._phase & 1:
            left = travel - since(now, self._moved_at)
            if left > 0:
                return left
            self._give_up()
        return wait if wait > 0 else -1

    def _is_there(self):
        """Tell whether the goal needs no more pulse."""
        if self._phase & 1:
            return self._goal == ("open" if self._phase == 1 else "close")
        if self._goal == "stop" or self._goal == self._place:
            return True
        # Without a contact at the open end: open, unless it was stopped while it closed.
        return self._goal == "open" and not self._opened and not self._place and self._phase == 2

    def _look(self, now):
        """Take in what the contacts say: it may be moved by others, too."""
        place = "close" if self._closed.get() else None
        if self._opened and self._opened.get():
            place = place or "open"
        before = self._place
        if place == before:
            return
        self._place = place
        self.dirty = True
        if place:
            self._rest()
            self._told = False
        elif not self._phase & 1:
            self._unsure = False
            self._phase = 1 if before == "close" else 3
            self._moved_at = now

    def _give_up(self):
        """The time for the way is over: wherever it is, it is taken to be at rest there."""
        if (self._opened or self._phase == 3 or self._place) and not self._told:
            # The contact it should be at by now.
            self._told = True
            log.warn("kinds", "unmet", self.id)
        self._rest()
        self.dirty = True

    def _rest(self):
        self._phase = 0 if self._place == "close" else 2
        self._unsure = self._place is None
