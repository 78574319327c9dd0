"""hvac_radiator: a valve that a servo turns. Pure."""

from micropython import const

from sbernode.kinds.thermostat import Thermostat

_LOOK_MS = const(60000)
# Permille of its way that are worth a move.
_LEAST = const(50)


class Valve(Thermostat):
    """Open in permille: the more, the colder it is, over `hysteresis` degrees.

    It stays as it is until the first reading. Warm water does no harm in an open valve, so one
    that nobody moves any more is left as it stands.
    """

    _gradual = True
    _open = None

    def drive(self, share, now):
        place, before = share or 0, self._open
        if share is None and self.state["on_off"] and not self.online and self._failed < 3:
            return _LOOK_MS
        ends = place in (0, 1000) and place != before
        if before is None or ends or abs(place - before) >= _LEAST:
            self._open = place
            self._out.turn(place)
        return _LOOK_MS
