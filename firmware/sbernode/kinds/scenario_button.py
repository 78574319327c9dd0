"""scenario_button: a push button whose presses start scenarios in the app. Pure.

Optionally it toggles a lamp or relay of the same board at once, with or without a network.
"""

from sbernode.kinds import Kind
from sbernode.kinds.presses import Presses


class ScenarioButton(Kind):
    """Presses are events: sent once each, never a part of a status."""

    CATEGORY = "scenario_button"
    ROLES = (("button", "in"),)
    SETS = (("button",),)
    OPTIONS = (
        ("toggles", "", "device"),
        ("long_ms", 700, (300, 5000)),
        ("double_ms", 350, (0, 1000)),
    )

    def __init__(self, ports, options):
        self._port = ports["button"]
        self._presses = Presses(options["long_ms"], options["double_ms"])
        self.events = []

    def features(self):
        return ("button_event",)

    def bind(self, toggle):
        """Call `toggle` inside the interrupt of every press."""
        self._port.bind(toggle, None)

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
            self.events.append(("button_event", press))
            self.dirty = True
