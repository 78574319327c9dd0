"""sensor_temp: temperature and humidity from a DHT22 or a DS18B20. Pure."""

from micropython import const

from sbernode import since
from sbernode.devices import Device

# So many readings in a row must fail before the part counts as dead; one alone is not told.
_FAILURES = const(3)


class Thermometer(Device):
    """Reports a change of `delta`, and every `report_s` any change at all."""

    features = ("temperature", "humidity")
    online = False
    _values = _told = ()
    _told_at = _failed = 0
    _next_at = None
    _started = False

    def begin(self, ports, saved):
        (self._part,) = ports
        self.features = self.features[: self._part.gives]

    def read(self):
        return list(zip(self.features, self._values)) if self.online else []

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
            self._take(self._part.read(), now)
        except OSError:
            self._failed += 1
            if self._failed >= _FAILURES and self.online:
                self.online = False
                self.dirty = True
        self._started = False
        wait = self.options[0] * 1000
        self._next_at = now + wait
        return wait

    def _take(self, values, now):
        self._failed = 0
        changed = not self.online
        if since(now, self._told_at) >= self.options[1] * 1000:
            self._told_at = now
            changed = changed or values != self._told
        for i, value in enumerate(values if self.online else ()):
            changed = changed or abs(value - self._told[i]) >= self.options[2 + i]
        self.online = True
        self._values = values
        if changed:
            self._told, self._told_at = values, now
            self.dirty = True
