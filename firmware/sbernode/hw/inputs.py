"""Input ports: a contact or button, sampled and debounced by the machine timer."""

from micropython import const

# One less edges are kept until the loop takes them; of more the level alone is known.
_KEPT = const(6)
# After an edge nothing is believed for so long: contacts bounce.
_BOUNCE_MS = const(40)


class In:
    """A line that is active or not.

    edges: how many there were, modulo 256, and odd while the line is active, bounces left out.
    begin, bind and keep are for the start, then dropped.
    """

    _press = _release = _kept = None
    _low = True

    def begin(self, pin, low: bool):
        """Take the pin; low: its active level."""
        self._pin = pin
        if not low:
            self._low = False
        self._differs = False
        self._quiet_from = -_BOUNCE_MS
        self.edges = int(bool(pin.value()) != low)

    def bind(self, on_press, on_release):
        """Call the functions (None: nothing) inside the interrupt; they must not allocate."""
        self._press, self._release = on_press, on_release

    def get(self) -> bool:
        """Return whether the line is active, bounces left out."""
        return self.edges & 1 == 1

    def keep(self):
        """Keep edges with the time they happened from now on, until take() takes them."""
        # Ticks of each edge, ~ticks for one that became idle. A ring: the interrupt alone moves
        # `_put`, the loop alone `_got`, so neither can spoil what the other is doing.
        self._put = self._got = 0
        # Ticks of the edge that take() returned last.
        self.at = 0
        self._kept = [0] * _KEPT

    def take(self):
        """Return the oldest edge not taken yet, 1 became active, -1 became idle; None if none."""
        got = self._got
        if got == self._put:
            return None
        at = self._kept[got]
        self._got = (got + 1) % _KEPT
        self.at = at if at >= 0 else ~at
        return 1 if at >= 0 else -1

    def tick(self, now) -> bool:
        """Sample the line; tell whether there was an edge. Inside an interrupt."""
        active = bool(self._pin.value()) != self._low
        if active == (self.edges & 1):
            self._differs = False
            return False
        if not self._differs:
            self._differs = True
            return False
        if 0 <= now - self._quiet_from < _BOUNCE_MS:
            return False
        self._quiet_from = now
        self.edges = (self.edges + 1) & 255
        if self._kept:
            after = (self._put + 1) % _KEPT
            if after != self._got:
                self._kept[self._put] = now if active else ~now
                self._put = after
        act = self._press if active else self._release
        if act:
            act()
        return True
