"""`ntptime`: network time from the host's clock; SIM_NTP="silent" or sim.net(ntp="silent")."""

import errno

from _sim import air as _air
from _sim import clock as _clock
from _sim import wall as _wall

host = "pool.ntp.org"
timeout = 1


def time():
    """Return seconds since the board's epoch. Raises OSError when nobody answers."""
    _air.look_up(host)
    if _air.ntp == "silent":
        _clock.wait(int(timeout * 1000))
        raise OSError(errno.ETIMEDOUT)
    _clock.wait(40)
    return _wall.host() - _wall.EPOCH


def settime():
    """Set the board's clock."""
    _wall.put(time())
