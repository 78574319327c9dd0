"""Input ports: a contact or button, sampled and debounced by the machine timer."""

import time

from machine import Pin
from micropython import const

# One less edges are kept until the loop takes them; of more the level alone is known.
_KEPT = const(6)
# After an edge nothing is believed for so long: contacts bounce.
_BOUNCE_MS = const(40)


class In:
    """A line that is active or not. Its edges wait for the loop with the time they happened."""

    def __init__(self, urgent, gpio: int, low: bool, pull: str):
        pulls = {"up": Pin.PULL_UP, "down": Pin.PULL_DOWN, "none": None}
        self._pin = Pin(gpio, Pin.IN, pulls[pull])
        self._low = low
        # A long cable takes a moment to follow its pull-up.
        time.sleep_ms(1)
        self._wake = urgent.wake
        self._active = self._sample = self._read()
        # Ticks of each edge, ~ticks for one that became idle. A ring: the interrupt alone moves
        # `_put`, the loop alone `_got`, so neither can spoil what the other is doing.
        self._edges = [0] * _KEPT
        self._put = self._got = 0
        self._quiet_from = self._press = self._release = None
        # Ticks of the edge that take() returned last.
        self.at = 0
        urgent.add(self)

    def _read(self):
        return bool(self._pin.value()) != self._low

    def bind(self, on_press, on_release):
        """Call the functions (None: nothing) inside the interrupt; they must not allocate."""
        self._press = _both(self._press, on_press)
        self._release = _both(self._release, on_release)

    def get(self) -> bool:
        """Return whether the line is active, bounces left out."""
        return self._active

    def take(self):
        """Return the oldest edge not taken yet, 1 became active, -1 became idle; None if none."""
        got = self._got
        if got == self._put:
            return None
        at = self._edges[got]
        self._got = (got + 1) % _KEPT
        self.at = at if at >= 0 else ~at
        return 1 if at >= 0 else -1

    def end(self):
        """Nothing is under way at an input when the timer stops."""

    def tick(self, now):
        """Sample the line. Inside an interrupt."""
        sample = self._read()
        if sample != self._sample:
            self._sample = sample
            return
        if sample == self._active:
            return
        if self._quiet_from is not None:
            if 0 <= now - self._quiet_from < _BOUNCE_MS:
                return
            self._quiet_from = None
        self._active = sample
        self._quiet_from = now
        after = (self._put + 1) % _KEPT
        if after != self._got:
            self._edges[self._put] = now if sample else ~now
            self._put = after
        act = self._press if sample else self._release
        if act:
            act()
        self._wake.set()


def _both(first, second):
    """Return one function that calls both, of which either may be missing."""
    if not first or not second:
        return first or second

    def call():
        first()
        second()

    return call
