"""The speeds of a fan, and what the devices with a fan have in common. Pure."""

from sbernode import since
from sbernode.devices import Device


class Speeds:
    """A PWM channel, or a relay for each speed: two windings are never on together.

    Between two relays there is a pause: a motor that turns feeds the winding it leaves. See
    fitting.fan.
    """

    names = ()
    # Which of them is on, -1: none.
    now = -1
    # The lowest permille of duty, None: relays.
    slowest = None
    _rest_at = None

    def go(self, speed: int, now: int) -> int:
        """Have this speed, -1: none; return the ms until it can be, -1: it is."""
        if self._rest_at is not None:
            left = self.gap - since(now, self._rest_at)
            if left > 0:
                return left
            # Forgotten in time: see the wait that go() asked for then.
            self._rest_at = None
        before = self.now
        if speed == before:
            return -1
        if self.slowest is not None:
            duty = 0
            if speed >= 0:
                duty = self.slowest + (1000 - self.slowest) * speed // (len(self.names) - 1)
            self.ports[0].duty_u16(duty * 65535 // 1000)
        elif before >= 0:
            self.ports[before].value(False)
            self.now, self._rest_at = -1, now
            return self.gap
        else:
            self.ports[speed].value(True)
        self.now = speed
        return -1

    def blow(self, state: dict, on: bool, now: int) -> int:
        """Have the speed that is wished for, at night the lowest, or none; return as go() does."""
        power = state.get("hvac_air_flow_power")
        speed = -1
        if on and self.names:
            speed = self.names.index(power) if power and not state.get("hvac_night_mode") else 0
        return self.go(speed, now)


class Aired(Device):
    """A device whose wishes are its `state`, see fitting.take, and which has a fan."""

    def apply(self, name, value, now):
        if name not in self.state:
            return False
        self.state[name] = value
        return True

    def toggle(self):
        """Switch over; runs inside an interrupt, so it must not allocate."""
        self.state["on_off"] = not self.state["on_off"]
        self.dirty = True

    def read(self):
        return list(self.state.items())

    def save(self):
        return dict(self.state)
