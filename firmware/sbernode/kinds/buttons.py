"""scenario_button with several buttons: numbered, or named by where they are. Pure."""

from sbernode.devices import Device
from sbernode.kinds import button

_PLACES = ("left", "right", "top_left", "top_right", "bottom_left", "bottom_right")


class Buttons(Device):
    """Ten ports: button_1 and so on; six: left, right and the corners; four: the corners."""

    def begin(self, ports, saved):
        self._buttons = []
        for i, port in enumerate(ports):
            if port:
                place = i + 1 if len(ports) == 10 else _PLACES[i - len(ports)]
                one = button.Button()
                one.features = ("button_%s_event" % place,)
                one.options = self.options
                one.begin((port,), None)
                self.features += one.features
                self._buttons.append(one)

    def step(self, now):
        soonest = -1
        for one in self._buttons:
            wait = one.step(now)
            if wait >= 0 and (soonest < 0 or wait < soonest):
                soonest = wait
            if one.events:
                self.events = list(self.events) + one.events
                one.events = ()
                self.dirty = True
        return soonest
