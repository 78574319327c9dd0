"""hvac_air_purifier: a fan, what cleans besides, and the hours of the filter. Pure."""

from micropython import const

from sbernode import since
from sbernode.kinds.speeds import Aired

_MINUTE_MS = const(60000)


class Purifier(Aired):
    """Outputs for ions, scent and ultraviolet are on while it is on and they are wished for.

    minutes: how long the filter and the ionizer were in use; a press at `reset` begins both anew.
    Options: power_on switch slowest filter_h ionizer_h gap_ms; see fitting.purifier.
    """

    _ms = 0
    _stepped = None
    _ran = False

    def begin(self, ports, saved):
        from sbernode.kinds import fitting

        fitting.purifier(self, ports[:-4], ports[-4:-1], ports[-1], saved, [])

    def read(self):
        found = Aired.read(self)
        for i, name in enumerate(("hvac_replace_filter", "hvac_replace_ionizator")):
            if self.limits[i]:
                found.append((name, self.minutes[i] >= self.limits[i]))
        return found

    def save(self):
        return dict(self.state, minutes=list(self.minutes))

    def step(self, now):
        passed = 0 if self._stepped is None else max(0, since(now, self._stepped))
        self._stepped = now
        return self.run(self.state["on_off"], passed, now)

    def run(self, on: bool, passed: int, now: int) -> int:
        """Have everything that moves or treats air on or off; return the ms until the next look.

        passed: ms since the last call.
        """
        state, minutes = self.state, self.minutes
        if self.reset and self.seen != self.reset.edges:
            self.seen = self.reset.edges
            if self.reset.get():
                minutes[0] = minutes[1] = self._ms = passed = 0
                self.dirty = True
        for name, out in self.outs:
            if out.value() != (on and state[name]):
                out.value(on and state[name])
        wait = self.fan.blow(state, on, now)
        if self._ran:
            self._ms += passed
        self._ran = on
        if not on:
            return wait
        while self._ms >= _MINUTE_MS:
            self._ms -= _MINUTE_MS
            for i in (0, 1):
                if i == 0 or state.get("hvac_ionization"):
                    minutes[i] += 1
                    if minutes[i] == self.limits[i]:
                        self.dirty = True
        return wait if wait >= 0 else _MINUTE_MS - self._ms
