"""sensor_air: what one part or two tell of the air. Pure."""

from sbernode.devices import Device
from sbernode.kinds import sensor


class Air(Device):
    """One device of two parts: each is asked by itself, and a dead one takes nothing but its own
    values along. What both can tell is the first one's.
    """

    online = False

    def begin(self, ports, saved):
        self._parts = []
        left = ("co2", "pm1_0", "pm2_5", "pm10", "tvoc_float", "hcho_float")
        left += ("temperature", "humidity")
        for port in ports:
            if port:
                part = sensor.Sensor()
                part.features = tuple([name for name in left if name not in self.features])
                part.options = self.options
                part.dirty = False
                part.begin((port,), None)
                self.features += part.features
                self._parts.append(part)

    def read(self):
        return [pair for part in self._parts for pair in part.read()]

    def step(self, now):
        soonest = -1
        online = False
        for part in self._parts:
            part.id = self.id
            wait = part.step(now)
            if soonest < 0 or wait < soonest:
                soonest = wait
            if part.dirty:
                part.dirty = False
                self.dirty = True
            online = online or part.online
        self.online = online
        return soonest
