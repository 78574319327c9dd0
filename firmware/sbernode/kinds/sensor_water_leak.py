"""sensor_water_leak: a contact that water closes. Pure."""

from sbernode.kinds import Kind


class SensorWaterLeak(Kind):
    """water_leak_state is true while the contact is closed."""

    CATEGORY = "sensor_water_leak"
    ROLES = (("leak", "in"),)
    SETS = (("leak",),)

    def __init__(self, ports, options):
        self._port = ports["leak"]

    def features(self):
        return ("water_leak_state",)

    def read(self):
        return [("water_leak_state", self._port.get())]

    def step(self, now):
        while self._port.take() is not None:
            self.dirty = True
        return -1
