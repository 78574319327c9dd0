"""sensor_door, sensor_water_leak, sensor_pir: what a digital input tells. Pure."""

from sbernode import since
from sbernode.devices import Device


class Contact(Device):
    """A reed contact, closed while the door is; doorcontact_state is true for an open door."""

    features = ("doorcontact_state",)
    # What is told while the contact is closed.
    _closed = False

    def begin(self, ports, saved):
        (self._port,) = ports
        # The count of edges as seen last; the interrupt goes on counting.
        self._seen = self._port.edges

    def read(self):
        return [(self.features[0], self._port.get() == self._closed)]

    def step(self, now):
        if self._seen != self._port.edges:
            self._seen = self._port.edges
            self.dirty = True
        return -1


class Leak(Contact):
    """water_leak_state is true while water closes the contact."""

    features = ("water_leak_state",)
    _closed = True


class Motion(Contact):
    """Motion is an event without an end: told when it begins, at most once per quiet time."""

    features = ("pir",)
    _told_at = None

    def read(self):
        return []

    def step(self, now):
        quiet = self.options[0] * 1000
        # Forgotten in time: a tick value older than half the wrap would count as the future.
        if self._told_at is not None and since(now, self._told_at) >= quiet:
            self._told_at = None
        edges = self._port.edges
        new, self._seen = (edges - self._seen) & 255, edges
        # Edges take turns: of two or more one is a beginning, a single one is if it left it odd.
        if new and (new > 1 or edges & 1) and self._told_at is None:
            self._told_at = now
            self.events = [("pir", "pir")]
            self.dirty = True
        return quiet - since(now, self._told_at) if self._told_at is not None else -1
