"""hvac_radiator: a valve that a servo turns. Pure."""

from micropython import const

from sbernode.kinds.thermostat import Thermostat

# The motor is let go of when it must have arrived, and not bothered with less than this.
_TURN_MS = const(3000)
_LEAST = const(50)


class Valve(Thermostat):
    """Open in permille: the more, the colder it is, over `hysteresis` degrees.

    It stays as it is until the first reading. Water in pipes does no harm in an open valve, so
    one that nobody moves any more is left as it stands.
    """

    _gradual = True
    _open = None
    _driven = False

    def drive(self, share, now):
        place, before = share or 0, self._open
        if share is None and self.state["on_off"] and not self.online and self._failed < 3:
            return _TURN_MS
        ends = place in (0, 1000) and place != before
        if before is None or ends or abs(place - before) >= _LEAST:
            self._out.move(place)
            self._open, self._driven, self._held = place, True, 0
        elif self._driven and self._held >= _TURN_MS:
            self._driven = False
            self._out.off()
        return _TURN_MS
