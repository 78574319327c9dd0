"""sensor_temp: temperature and humidity from a DHT22 or a DS18B20. Pure."""

from micropython import const

from sbernode.kinds import Kind
from sbernode.ticks import since

# So many readings in a row must fail before the part counts as dead; one alone is not told.
_FAILURES = const(3)


class SensorTemp(Kind):
    """Reports a change of `delta`, and every `report_s` any change at all."""

    CATEGORY = "sensor_temp"
    ROLES = (("dht22", "dht22"), ("ds18b20", "ds18b20"))
    SETS = (("dht22",), ("ds18b20",))
    # delta in tenths of a degree, delta_humidity in per cent; address: see the ds18b20 port.
    OPTIONS = (
        ("interval_s", 30, (3, 3600)),
        ("report_s", 600, (10, 86400)),
        ("delta", 2, (1, 100)),
        ("delta_humidity", 2, (1, 50)),
    )

    online = False

    def __init__(self, ports, options):
        self._humid = "dht22" in ports
        self._part = ports["dht22" if self._humid else "ds18b20"]
        self._interval = options["interval_s"] * 1000
        self._report = options["report_s"] * 1000
        self._deltas = (options["delta"], options["delta_humidity"])
        self._values = self._told = ()
        self._told_at = 0
        self._next_at = None
        self._started = False
        self._failed = 0

    def features(self):
        return ("temperature", "humidity") if self._humid else ("temperature",)

    def read(self):
        return list(zip(self.features(), self._values)) if self.online else []

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
        self._next_at = now + self._interval
        return self._interval

    def _take(self, values, now):
        self._failed = 0
        changed = not self.online
        if since(now, self._told_at) >= self._report:
            self._told_at = now
            changed = changed or values != self._told
        for i, value in enumerate(values if self.online else ()):
            changed = changed or abs(value - self._told[i]) >= self._deltas[i]
        self.online = True
        self._values = values
        if changed:
            self._told, self._told_at = values, now
            self.dirty = True
