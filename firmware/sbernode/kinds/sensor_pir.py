"""sensor_pir: a motion detector with a digital output. Pure."""

from sbernode.kinds import Kind
from sbernode.ticks import since


class SensorPir(Kind):
    """Motion is an event without an end: told when it begins, at most once per quiet time."""

    CATEGORY = "sensor_pir"
    ROLES = (("motion", "in"),)
    SETS = (("motion",),)
    OPTIONS = (("quiet_s", 10, (0, 3600)),)

    def __init__(self, ports, options):
        self._port = ports["motion"]
        self._quiet = options["quiet_s"] * 1000
        self._told_at = None
        self.events = []

    def features(self):
        return ("pir",)

    def step(self, now):
        # Forgotten in time: a tick value older than half the wrap would count as the future.
        if self._told_at is not None and since(now, self._told_at) >= self._quiet:
            self._told_at = None
        while True:
            edge = self._port.take()
            if edge is None:
                break
            if edge > 0 and self._told_at is None:
                self._told_at = now
                self.events.append(("pir", "pir"))
                self.dirty = True
        return self._quiet - since(now, self._told_at) if self._told_at is not None else -1
