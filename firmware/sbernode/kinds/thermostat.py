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
_DEAD = const(3)


class Thermostat(Sensor):
    """Heats fully from `hysteresis` below the set point on, and not at all above it.

    Between the two it goes on with what it did; or, given a `cycle_s`, it heats for a share of
    each cycle, the larger the colder it is. What ends the heating for safety acts at once, only
    regulation waits for min_on_s and min_off_s.

    `state`: see kinds.fitting. Options: interval_s delta set_min set_max hysteresis frost power_on
    cycle_s min_on_s min_off_s max_heat_s lost eco turbo_min: a radiator has not the last two,
    a heater `switch` in the place of `lost`.
    """

    # Whether heat comes in shares; the permille of them that goes on without the sensor.
    _gradual = False
    _lost = None
    _part = _stepped = _values = None
    # ms since the heater was switched, of turbo that are left
    _held = _left = 0
    # Whether it heats; whether it did for too long: no more then until somebody switches it on.
    _heats = _stuck = False

    def begin(self, ports, saved, wishes=()):
        from sbernode.kinds.fitting import take

        low, high = self.options[2:4]
        wishes, more = list(wishes), ()
        name = self.category
        if name != "hvac_heater":
            # Nothing heats unasked in a room where somebody may have put something on it.
            self._lost = self.options[11] * 10 or None
        if getattr(ports[0], "gives", None):
            self._part, ports = ports[0], ports[1:]
            limits = low, max(low + 1, high), 1
            wishes.append(("hvac_temp_set", max(low, min(limits[1], 21)), limits))
            if name != "hvac_radiator":
                modes = ("heating", "eco", "turbo")
                wishes.append(("hvac_thermostat_mode", modes[0], modes))
            more = ("temperature",)
        else:
            self.online = True
        if self.options[7]:
            self._gradual = True
            if name == "hvac_boiler" or name == "hvac_underfloor_heating":
                rates = ("low", "medium", "high")
                wishes.append(("hvac_heating_rate", rates[2], rates))
        self._out = ports[0]
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
        self._values = warm = values[self._part.gives.index("temperature")]
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
                if self.online:
                    self.dirty = True
            else:
                wait = min(wait, self._left)
        self._held += passed
        return min(wait, _LOOK_MS, self.drive(self.share(), now))

    def share(self):
        """Return the permille of the heating that is wanted now, None: off at once."""
        state, options = self.state, self.options
        on = state["on_off"]
        if on:
            self._stuck = False
        elif self._stuck:
            return None
        rate, most = state.get("hvac_heating_rate"), 1000
        if on and rate and rate != "high":
            most = 333 if rate == "low" else 667
        if not self._part:
            return most if on else None
        if not self.online:
            return self._lost if on and self._failed >= _DEAD else None
        band, mode = options[4], state.get("hvac_thermostat_mode")
        below = options[5] * 10 + band - self._values if options[5] else 0
        if on:
            aim = state["hvac_temp_set"] * 10
            if mode == "eco":
                aim -= options[12]
            elif mode == "turbo":
                aim, most, band = options[3] * 10, 1000, 1
            below = max(below, aim - self._values)
        if below <= 0:
            return 0 if on else None
        if self._gradual:
            return min(most, below * 1000 // band)
        return 1000 if below >= band or self._heats else 0

    def drive(self, share, now):
        """Heat for this share of each cycle; return the ms until something changes by that."""
        options, heats = self.options, self._heats
        cycle_s = options[7] or _CYCLE_S
        wait = cycle_s * 1000
        phase = now % wait
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
            if left > 0:
                run, wait = min(run, left), min(wait, left)
            else:
                wanted = self.state["on_off"] = False
                self._stuck = self.dirty = True
        if wanted:
            self._out.run(run)
        elif heats:
            self._out.stop()
        if wanted != heats:
            self._heats, self._held = wanted, 0
        return wait
