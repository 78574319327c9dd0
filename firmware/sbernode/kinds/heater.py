"""hvac_heater: a heater, and the fan that blows its heat away. Pure."""

from sbernode.kinds.thermostat import Thermostat


class Blown(Thermostat):
    """The fan runs while it heats and for cool_s after that, so that nothing hot is left alone.

    Options: those of a Thermostat, then gap_ms slowest cool_s.
    """

    def begin(self, ports, saved):
        from sbernode.kinds import fitting

        count = 2 if getattr(ports[0], "gives", None) else 1
        wishes = []
        self.fan = fan = fitting.fan(ports[count:], self.options[14], self.options[15], wishes)
        if wishes:
            # The element was made for all of it.
            wishes[0] = ("hvac_air_flow_power", fan.names[-1], fan.names)
        Thermostat.begin(self, ports[:count], saved, wishes)
        # What a soft restart left on cools it first.
        self._cools = fan.now >= 0
        if self._cools and wishes:
            self.state["hvac_air_flow_power"] = fan.names[fan.now]

    def step(self, now):
        wait = Thermostat.step(self, now)
        if self._heats:
            self._cools = True
        elif self._cools:
            left = self.options[16] * 1000 - self._held
            self._cools = left > 0
            wait = min(wait, max(1, left))
        blow = self.fan.blow(self.state, self._cools, now)
        return wait if blow < 0 else min(wait, blow)
