"""hvac_fan: speeds, and a head that turns. Pure."""

from micropython import const

from sbernode.kinds.speeds import Aired

# Permille of the way of a servo.
_TURN = const(150)


class Fan(Aired):
    """A fan of several speeds; one that is only on or off is a Relay.

    Servos turn its head by steps: `swing` to the left and right, `tilt` up and down. Where they
    are is not known at first: taken for the middle. Options: power_on switch gap_ms slowest.
    """

    def begin(self, ports, saved):
        from sbernode.kinds import fitting

        policy, _, gap, slowest = self.options[:4]
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
        self._places[i] = place = max(0, min(1000, self._places[i] + turn))
        self._servos[i].turn(place)
        return True

    def step(self, now):
        return self.fan.blow(self.state, self.state["on_off"], now)
