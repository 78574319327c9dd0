"""scenario_button: a push button whose presses start scenarios in the app. Pure.

Optionally it toggles a lamp or relay of the same board at once, with or without a network.
"""

from sbernode import since
from sbernode.devices import Device


class Button(Device):
    """Presses are events: sent once each, never a part of a status.

    long_ms: how long makes a press long, told while the button is still down; double_ms: how soon
    after the first release a second press must begin; 0 tells a click at once and knows no
    double_click.
    """

    features = ("button_event",)
    # Since when the button is down, or a first click waits for a second; None: neither.
    _down_at = _click_at = None
    # The press under way is a second one; it has been told as a long one.
    _second = _told = False

    def begin(self, ports, saved):
        (self._port,) = ports
        self._port.keep()

    def step(self, now):
        while True:
            # In this order: a release between the two lines is found by the next step.
            is_down = self._port.get()
            edge = self._port.take()
            if edge is None:
                break
            self.edge(edge > 0, self._port.at)
        if not is_down:
            # Also if there was no room for the release.
            self._down_at = None
        return self.due(now)

    def edge(self, down: bool, at: int):
        """Take one edge with its ticks."""
        # What was due before this edge is told first: the loop may have come late.
        self.due(at)
        if down:
            self._second, self._click_at = self._click_at is not None, None
            self._down_at, self._told = at, False
            return
        began, self._down_at = self._down_at, None
        if began is None or self._told:
            return
        if self._second:
            self._tell("double_click")
        elif not self.options[2]:
            self._tell("click")
        else:
            self._click_at = at

    def due(self, now: int) -> int:
        """Tell what is decided by waiting; return the ms until there is more of it, -1: never."""
        if self._down_at is not None and not self._told:
            left = self.options[1] - since(now, self._down_at)
            if left > 0:
                return left
            self._told = True
            self._tell("long_press")
        elif self._click_at is not None:
            left = self.options[2] - since(now, self._click_at)
            if left > 0:
                return left
            self._click_at = None
            self._tell("click")
        return -1

    def _tell(self, press):
        self.events = list(self.events) + [(self.features[0], press)]
        self.dirty = True
