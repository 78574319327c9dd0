"""sensor_temp, and what all that read a part now and then have in common. Pure."""

from micropython import const

from sbernode import log, since
from sbernode.devices import Device

# So many readings in a row must fail before the part counts as dead; one alone is not told.
_FAILURES = const(3)


class Sensor(Device):
    """Reports a change that matters, and every `report_s` any change at all.

    That is `delta` for a temperature, `delta_humidity` for a humidity, a twentieth of whatever
    else. Options begin with interval_s, report_s, then delta, delta_humidity where a part can tell
    those; a class of other options overrides taken().
    """

    # What its category knows of what a part gives.
    features = ("temperature", "humidity", "air_pressure")
    online = False
    _values = _told = ()
    _told_at = _failed = 0
    _next_at = None
    _started = False

    def begin(self, ports, saved):
        self._part = ports[0]
        gives = self._part.gives
        if gives != self.features:
            self.features = tuple([name for name in gives if name in self.features])

    def read(self):
        if not self.online:
            return []
        return [pair for pair in zip(self._part.gives, self._values) if pair[0] in self.features]

    def step(self, now):
        if self._next_at is not None and since(now, self._next_at) < 0:
            return -since(now, self._next_at)
        try:
            if not self._started:
                wait = self._part.start()
                self._started = True
                if wait:
                    self._next_at = now + wait
                    return wait
            values = self._part.read()
            self._failed = 0
            self.taken(values, now)
        except OSError:
            self._failed += 1
            if self._failed == _FAILURES:
                log.warn("kinds", "nopart", self.id)
                self.dirty = self.dirty or self.online
                self.online = False
        self._started = False
        wait = self.options[0] * 1000
        self._next_at = now + wait
        return wait

    def taken(self, values, now):
        """Take a good reading, in the order of what the part gives."""
        changed = not self.online
        if since(now, self._told_at) >= self.options[1] * 1000:
            self._told_at = now
            changed = changed or values != self._told
        if not changed:
            for i, name in enumerate(self._part.gives):
                value, told = values[i], self._told[i]
                least = abs(told) / 20
                if name in ("temperature", "humidity"):
                    least = self.options[2 if name == "temperature" else 3]
                changed = changed or (value != told and abs(value - told) >= least)
        self.online = True
        self._values = values
        if changed:
            self._told, self._told_at = values, now
            self.dirty = True
