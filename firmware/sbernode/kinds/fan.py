"""hvac_fan: speeds, and a head that turns. Pure."""

from micropython import const

from sbernode import since
from sbernode.kinds.speeds import Aired

# A turn of the head, in permille of the way of its servo, and how long the servo is driven.
_TURN = const(150)
_TURN_MS = const(1500)


class Fan(Aired):
    """A fan of several speeds; one that is only on or off is a Relay.

    Servos turn its head: `swing` to the left and right, `tilt` up and down. Where they are is not
    known at first: taken for the middle. Options: power_on switch gap_ms slowest.
    """

    _moved_at = None

    def begin(self, ports, saved):
        from sbernode.kinds import fitting

        policy, _, gap, slowest = self.options
        wishes = []
        self.fan = fitting.fan(ports[:-2], gap, slowest, wishes)
        self._servos = ports[-2:]
        self._places = [500, 500]
        more = ("hvac_direction_set",) if self._servos[0] or self._servos[1] else ()
        fitting.take(self, saved, policy, wishes, more)
        fitting.go_on(self)
        if more and not all(self._servos):
            turns = ("left", "right") if self._servos[0] else ("up", "down")
            self.allowed = dict(self.allowed or {}, hvac_direction_set=turns)

    def apply(self, name, value, now):
        if name != "hvac_direction_set":
            return Aired.apply(self, name, value, now)
        i = int(value in ("up", "down"))
        turn = _TURN if value in ("right", "up") else -_TURN
        self._places[i] = max(0, min(1000, self._places[i] + turn))
        self._servos[i].move(self._places[i])
        self._moved_at = now
        return True

    def step(self, now):
        wait = self.fan.blow(self.state, self.state["on_off"], now)
        if self._moved_at is not None:
            left = _TURN_MS - since(now, self._moved_at)
            if left > 0:
                return min(left, wait) if wait >= 0 else left
            # Let go of: a servo that holds its place hums and warms.
            self._moved_at = None
            for servo in self._servos:
                if servo:
                    servo.off()
        return wait
