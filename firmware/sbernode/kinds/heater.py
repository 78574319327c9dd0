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

    def step(self, now):
        wait = Thermostat.step(self, now)
        left = 0
        if not self._heats and self.fan.now >= 0:
            left = self.options[16] * 1000 - self._held
        if left > 0:
            wait = min(wait, left)
        blow = self.fan.blow(self.state, self._heats or left > 0, now)
        return wait if blow < 0 else min(wait, blow)
