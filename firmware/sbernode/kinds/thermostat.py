"""Heating with a thermostat of its own: boiler, floor, radiator, heater. Pure.

A heater hangs on a `motor` port: each step lets it run for two minutes more, so a program that
hangs, breaks or is set up anew leaves it off. A plain output would keep it on over a restart, with
nobody watching; that its relay clicks then is the price.
"""

from micropython import const

from sbernode import since
from sbernode.kinds.sensor import Sensor

_ALIVE_MS = const(120000)
# Looked at so often, to let it run on in time.
_LOOK_MS = const(60000)
# Where a share of the heating is asked of a heater that has no cycle.
_CYCLE_S = const(1800)
_LONG_MS = const(200000000)
_DEAD = const(3)


class Thermostat(Sensor):
    """Heats fully from `hysteresis` below the set point on, and not at all above it.

    Between the two it goes on with what it did; or, given a `cycle_s`, it heats for a share of
    each cycle, the larger the colder it is. What ends the heating for safety acts at once, only
    regulation waits for min_on_s and min_off_s.

    `state`: see kinds.fitting. Options: interval_s delta set_min set_max hysteresis frost power_on
    cycle_s min_on_s min_off_s max_heat_s lost, then eco turbo_min where there are modes.
    """

    # What a category has besides on_off and a temperature.
    _modes = _rates = ()
    # Whether there is the option `lost`.
    _blind = True
    # Whether heat comes in shares.
    _gradual = False
    _part = _stepped = _values = None
    # ms since the heater was switched, into the cycle, of turbo that are left
    _held = _phase = _left = 0
    # Whether it heats, whether heat is wanted, whether it heated for too long: no more of it then
    # until somebody switches it on.
    _heats = _wants = _stuck = False

    def begin(self, ports, saved, wishes=()):
        from sbernode.kinds.fitting import take

        low, high = self.options[2:4]
        wishes, more = list(wishes), ()
        if getattr(ports[0], "gives", None):
            self._part, ports = ports[0], ports[1:]
            self._place = self._part.gives.index("temperature")
            limits = low, max(low + 1, high), 1
            wishes.append(("hvac_temp_set", max(low, min(limits[1], 21)), limits))
            if self._modes:
                wishes.append(("hvac_thermostat_mode", "heating", self._modes))
            more = ("temperature",)
        else:
            self.online = True
        if self.options[7]:
            self._gradual = True
            if self._rates:
                wishes.append(("hvac_heating_rate", "high", self._rates))
        self._heat = ports[0]
        take(self, saved, self.options[6], wishes, more)

    def apply(self, name, value, now):
        if name not in self.state:
            return False
        self.state[name] = value
        if value == "turbo":
            self._left = self.options[13] * 60000
        return True

    def toggle(self):
        """Switch over; runs inside an interrupt, so it must not allocate."""
        self.state["on_off"] = not self.state["on_off"]
        self.dirty = True

    def read(self):
        found = list(self.state.items())
        if self._values is not None:
            found.append(("temperature", self._values))
        return found

    def save(self):
        return dict(self.state)

    def taken(self, values, now):
        self._values = warm = values[self._place]
        if not self.online or abs(warm - self._told) >= self.options[1]:
            self.online = self.dirty = True
            self._told = warm

    def step(self, now):
        wait = Sensor.step(self, now) if self._part else _LOOK_MS
        passed = 0 if self._stepped is None else max(0, since(now, self._stepped))
        self._stepped = now
        if self.state.get("hvac_thermostat_mode") == "turbo":
            self._left -= passed
            if self._left <= 0:
                self.state["hvac_thermostat_mode"] = "heating"
                self.dirty = self.dirty or self.online
            else:
                wait = min(wait, self._left)
        self._held = min(self._held + passed, _LONG_MS)
        return min(wait, _LOOK_MS, self.drive(self.share(), passed))

    def share(self):
        """Return the permille of the heating that is wanted now, None: off at once."""
        state, options = self.state, self.options
        on = state["on_off"]
        if on:
            self._stuck = False
        elif self._stuck:
            return None
        most = 1000
        if on and "hvac_heating_rate" in state:
            most = (333, 667, 1000)[self._rates.index(state["hvac_heating_rate"])]
        if not self._part:
            return most if on else None
        if not self.online:
            dead = self._blind and self._failed >= _DEAD
            return options[11] * 10 or None if on and dead else None
        band, mode = options[4], state.get("hvac_thermostat_mode")
        below = options[5] * 10 + band - self._values if options[5] else 0
        if on:
            aim = state["hvac_temp_set"] * 10
            if mode == "eco":
                aim -= options[12]
            elif mode == "turbo":
                aim, most, band = options[3] * 10, 1000, 1
            below = max(below, aim - self._values)
        self._wants = below >= band or (below > 0 and self._wants)
        if below <= 0:
            return 0 if on else None
        if self._gradual:
            return min(most, below * 1000 // band)
        return most if self._wants else 0

    def drive(self, share, passed):
        """Heat for this share of each cycle; return the ms until something changes by that."""
        options, heats = self.options, self._heats
        cycle_s = options[7] or _CYCLE_S
        wait = cycle_s * 1000
        phase = self._phase = (self._phase + passed) % wait
        wanted = share == 1000
        if share and not wanted:
            wanted = phase < share * cycle_s
            wait = (share * cycle_s if wanted else wait) - phase
        if wanted != heats and share is not None:
            rest = options[8 if heats else 9] * 1000 - self._held
            if rest > 0:
                wanted, wait = heats, rest
        run = _ALIVE_MS
        if wanted and options[10]:
            left = options[10] * 1000 - (self._held if heats else 0)
            run, wait = min(run, left), min(wait, left)
            if left <= 0:
                wanted = self.state["on_off"] = False
                self._stuck = self.dirty = True
        if wanted:
            self._heat.run(run)
        elif heats:
            self._heat.stop()
        if wanted != heats:
            self._heats, self._held = wanted, 0
        return wait


class Boiler(Thermostat):
    """A boiler, a floor. Turbo is full heat for turbo_min, whatever the set point."""

    _modes = ("heating", "eco", "turbo")
    _rates = ("low", "medium", "high")


class Heater(Thermostat):
    """A heater in a room; its options have `switch` in the place of `lost`."""

    _modes = ("heating", "eco", "turbo")
    # Nothing heats unasked where somebody may have put something on it.
    _blind = False
