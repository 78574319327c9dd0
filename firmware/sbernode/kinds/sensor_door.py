"""sensor_door: a reed contact at a door or window. Pure."""

from sbernode.kinds import Kind


class SensorDoor(Kind):
    """The contact is closed while the door is; doorcontact_state is true for an open door."""

    CATEGORY = "sensor_door"
    ROLES = (("contact", "in"),)
    SETS = (("contact",),)

    def __init__(self, ports, options):
        self._port = ports["contact"]

    def features(self):
        return ("doorcontact_state",)

    def read(self):
        return [("doorcontact_state", not self._port.get())]

    def step(self, now):
        while self._port.take() is not None:
            self.dirty = True
        return -1
