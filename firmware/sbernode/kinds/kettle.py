"""kettle: heats water up to a temperature, and then no more. Pure.

It hangs on a `motor` port, whose run the machine timer ends whatever the program does; and nothing
but a person switches a kettle on.
"""

from micropython import const

from sbernode import since
from sbernode.kinds.sensor import Sensor

_ALIVE_MS = const(30000)
_LOOK_MS = const(2000)
# In tenths of a degree: what counts as warmer than before, and what is told on the way.
_RISE = const(5)
_TOLD = const(20)
_DEAD = const(3)


class Kettle(Sensor):
    """Off when the water is warm enough, boils, is low, or its temperature is not known.

    Water that gets no warmer for stall_s boils, or is not there. Options: interval_s max_heat_s
    stall_s water_empty water_full tank, which is in tenths of a litre.
    """

    locks = False
    _part = _stepped = _values = None
    _heats = False
    # The warmest since it heats; ms since that, and of the heating.
    _most = _stalled = _held = 0

    def begin(self, ports, saved):
        from sbernode.kinds import fitting

        wishes, more = [("child_lock", False, None)] if self.locks else [], []
        if getattr(ports[0], "gives", None):
            self._part, ports = ports[0], ports[1:]
            wishes.append(("kitchen_water_temperature_set", 100, (40, 100, 5)))
            more.append("kitchen_water_temperature")
        else:
            self.online = True
        self._out, low, level = ports
        self._water = fitting.tank(low, level, self.options[3], self.options[4])
        if self._water:
            more.append("kitchen_water_low_level")
        if level:
            more.append("kitchen_water_level")
        fitting.take(self, saved, "off", wishes, more)

    def apply(self, name, value, now):
        if name not in self.state:
            return False
        self.state[name] = value
        # What must not be on is off again before anybody hears of it.
        self.step(now)
        return True

    def toggle(self):
        """Switch over unless locked; runs inside an interrupt, so it must not allocate."""
        if not self.state.get("child_lock"):
            self.state["on_off"] = not self.state["on_off"]
            self.dirty = True

    def read(self):
        found, water = list(self.state.items()), self._water
        if self._values is not None:
            warm = max(0, min(100, (self._values + 5) // 10))
            found.append(("kitchen_water_temperature", warm))
        if water:
            found.append(("kitchen_water_low_level", water.short))
            if water.percent is not None:
                found.append(("kitchen_water_level", self.options[5] * water.percent / 1000))
        return found

    def save(self):
        return dict(self.state)

    def taken(self, values, now):
        warm = self._values = values[0]
        if not self.online or abs(warm - self._told) >= _TOLD:
            self.online = self.dirty = True
            self._told = warm

    def step(self, now):
        water, state = self._water, self.state
        wait = Sensor.step(self, now) if self._part else _LOOK_MS
        passed = 0 if self._stepped is None else max(0, since(now, self._stepped))
        self._stepped = now
        if water and water.look():
            self.dirty = True
        # Looked at once: a press in between waits for the next step.
        on = state["on_off"]
        if on and self._is_over(passed):
            on = state["on_off"] = False
            self.dirty = True
        if on and self.online:
            self._heats = True
            left = self.options[1] * 1000 - self._held
            self._out.run(min(_ALIVE_MS, left))
            wait = min(wait, left)
        elif self._heats:
            self._heats = False
            self._out.stop()
        return min(wait, _LOOK_MS)

    def _is_over(self, passed):
        """Tell whether the kettle, which is on, must not heat or need not; passed: ms."""
        if self._water and self._water.short:
            return True
        if self._part:
            if not self.online:
                return self._failed >= _DEAD
            warm = self._values
            if warm >= self.state["kitchen_water_temperature_set"] * 10:
                return True
        stall = self.options[2] * 1000
        if not self._heats:
            # A sensor in a wall lags behind at first.
            self._held, self._stalled = 0, -stall
            self._most = self._values
            return False
        self._held += passed
        self._stalled += passed
        if self._part and warm >= self._most + _RISE:
            self._most, self._stalled = warm, 0
        # A run that has ended means that the program hung; one that has not, that the timer did.
        return (
            self._held >= self.options[1] * 1000
            or (self._part and self._stalled >= stall)
            or not self._out.running
        )


class Locked(Kettle):
    """With a button, so that there is something to lock."""

    locks = True
