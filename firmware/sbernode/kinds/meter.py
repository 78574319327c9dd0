"""relay and socket with a meter for voltage, current and power. Pure.

The meter is beside the switch, not behind it: when it is silent the device stays online and goes
on switching. To lose the hand on a load because its meter died would be the greater harm. What
was measured is left out of the reports then, and the log says once that the part is silent.
"""

from sbernode.kinds import relay, sensor


class Relay(relay.Relay):
    """Options: power_on, switch, interval_s, report_s."""

    def begin(self, ports, saved):
        relay.Relay.begin(self, ports[:1], saved)
        self._meter = meter = sensor.Sensor()
        meter.features = ("voltage", "current", "power")
        meter.options = self.options[2:4]
        meter.dirty = False
        meter.begin(ports[1:], None)
        self.features += meter.features

    def apply(self, name, value, now):
        return name not in self._meter.features and relay.Relay.apply(self, name, value, now)

    def read(self):
        meter = self._meter
        own = [pair for pair in relay.Relay.read(self) if pair[0] not in meter.features]
        return own + meter.read()

    def step(self, now):
        meter = self._meter
        meter.id = self.id
        wait = meter.step(now)
        if meter.dirty:
            meter.dirty = False
            self.dirty = True
        return wait


class Socket(Relay):
    """With a button, so that there is something to lock."""

    features = ("on_off", "child_lock")
