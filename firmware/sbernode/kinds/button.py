"""scenario_button: a push button whose presses start scenarios in the app. Pure.

Optionally it toggles a lamp or relay of the same board at once, with or without a network.
"""

from sbernode.devices import Device
from sbernode.ticks import since


class Button(Device):
    """Presses are events: sent once each, never a part of a status."""

    features = ("button_event",)

    def begin(self, ports, saved):
        (self._port,) = ports
        self._port.keep()
        self._presses = Presses(self.options[1], self.options[2])

    def step(self, now):
        while True:
            # In this order: a release between the two lines is found by the next step.
            is_down = self._port.get()
            edge = self._port.take()
            if edge is None:
                break
            self._note(self._presses.edge(edge > 0, self._port.at))
        if not is_down:
            self._presses.lost()
        self._note(self._presses.step(now))
        return self._presses.wait(now)

    def _note(self, press):
        if press:
            self.events = list(self.events) + [("button_event", press)]
            self.dirty = True


class Presses:
    """Feed edges, ask step(); both return "click", "double_click", "long_press" or None.

    long_ms: how long makes a press long, told while the button is still down.
    double_ms: how soon after the first release a second press must begin; 0 tells a click at once
    and knows no double_click.
    """

    def __init__(self, long_ms: int, double_ms: int):
        self._long, self._double = long_ms, double_ms
        # Since when the button is down, or a first click waits for a second; None: neither.
        self._down_at = self._click_at = None
        self._second = self._told = False

    def edge(self, down: bool, at: int):
        """Take one edge with its ticks; return the press it ends, if any."""
        if down:
            # What was due before this edge is told first: the loop may have come late.
            press = self.step(at)
            self._second, self._click_at = self._click_at is not None, None
            self._down_at, self._told = at, False
            return press
        if self._down_at is None:
            return None
        press = self.step(at)
        self._down_at = None
        if self._told:
            return press
        if self._second:
            return "double_click"
        if not self._double:
            return "click"
        self._click_at = at
        return None

    def step(self, now: int):
        """Return the press that is decided by waiting, if any."""
        if (
            self._down_at is not None
            and not self._told
            and since(now, self._down_at) >= self._long
        ):
            self._told = True
            return "long_press"
        if self._click_at is not None and since(now, self._click_at) >= self._double:
            self._click_at = None
            return "click"
        return None

    def lost(self):
        """Take note that the button is up and its release will not be told: there was no room."""
        self._down_at = None

    def wait(self, now: int) -> int:
        """Return the ms until step() may have something to tell, -1 for never."""
        if self._down_at is not None and not self._told:
            return max(0, self._long - since(now, self._down_at))
        if self._click_at is not None:
            return max(0, self._double - since(now, self._click_at))
        return -1
