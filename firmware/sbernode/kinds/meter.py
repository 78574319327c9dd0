"""relay and socket with a meter for voltage, current and power. Pure.

The meter is beside the switch, not behind it: when it is silent the device stays online and goes
on switching. To lose the hand on a load because its meter died would be the greater harm. What
was measured is left out of the reports then, and the log says once that the part is silent.
"""

from sbernode.kinds import sensor, socket


class Meter(sensor.Sensor):
    """Options: interval_s, report_s."""

    features = ("voltage", "current", "power")


class Relay(socket.Socket):
    """Options: power_on, switch, then those of a Meter."""

    features = ("on_off",)

    def begin(self, ports, saved):
        socket.Socket.begin(self, ports[:1], saved)
        self._meter = meter = Meter()
        meter.options = self.options[2:4]
        meter.dirty = False
        meter.begin(ports[1:], None)
        self._switch = len(self.features)
        self.features += meter.features

    def read(self):
        states = (self._out.value() == 1, self.locked)[: self._switch]
        return list(zip(self.features, states)) + self._meter.read()

    def step(self, now):
        meter = self._meter
        meter.id = self.id
        wait = meter.step(now)
        if meter.dirty:
            meter.dirty = False
            self.dirty = True
        return wait


class Socket(Relay):
    """The same with a button, so that there is something to lock."""

    features = ("on_off", "child_lock")
