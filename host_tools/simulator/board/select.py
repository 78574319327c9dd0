"""`select` whose poll waits on the simulated clock: the place where asyncio waits.

Sockets are the real ones. While the radio has lost the network they are silent, as on a board;
see _sim/air.py.
"""

import io
import sys

import uselect as _uselect
import usocket as _usocket
from _sim import clock as _clock
from _sim import wire as _wire

POLLIN = _uselect.POLLIN
POLLOUT = _uselect.POLLOUT
POLLERR = _uselect.POLLERR
POLLHUP = _uselect.POLLHUP
# Sockets at once; a board has fewer.
_ROOM = 32


class poll:
    """select.poll with the same four calls."""

    def __init__(self):
        self._poll = _uselect.poll()
        _widen(self._poll)
        self._sockets = 0
        if _wire.control is not None:
            self._poll.register(_wire.control, POLLIN)

    def register(self, obj, eventmask=POLLIN | POLLOUT):
        """Watch an object, or change what it is watched for."""
        try:
            self._poll.modify(obj, eventmask)
        except OSError:
            self._poll.register(obj, eventmask)
            self._sockets += _is_real(obj)

    def unregister(self, obj):
        """Stop watching; an object that is not watched is fine, as on the boards."""
        try:
            self._poll.modify(obj, 0)
        except OSError:
            return
        self._poll.unregister(obj)
        self._sockets -= _is_real(obj)

    def modify(self, obj, eventmask):
        """Change what is watched for. Raises OSError(ENOENT) for an unknown object."""
        self._poll.modify(obj, eventmask)

    def poll(self, timeout=-1):
        """Return [(object, events)]; timeout in simulated ms, -1: for ever."""
        if timeout is None or timeout < 0:
            timeout = None
        return _clock.wait(timeout, self._look, self._sockets)

    def ipoll(self, timeout=-1, flags=0):
        """Do the same, to iterate over; flags 1: each object is reported once."""
        seen = self.poll(timeout)
        if flags & 1:
            for entry in seen:
                self._poll.modify(entry[0], 0)
        return iter(seen)

    def _look(self, real_ms):
        if real_ms < 0 and not self._sockets and _wire.control is None:
            return _wire.look(-1)  # says that nothing can ever happen
        seen = self._poll.poll(real_ms)
        if _wire.control is not None:
            for index, entry in enumerate(seen):
                if entry[0] is _wire.control:
                    del seen[index]
                    _wire.read()
                    break
        air = sys.modules.get("_sim.air")
        if seen and air is not None and air.is_silent():
            alive = [entry for entry in seen if not _is_real(entry[0])]
            if not alive and real_ms:
                _wire.look(min(5, real_ms) if real_ms > 0 else 5)
            return alive
        return seen


def _widen(poller):
    """Make room before it is needed.

    Where this interpreter's table grows while it holds an object that is no file, as a TLS socket
    is, it writes through a null pointer (extmod/modselect.c, poll_set_add_fd(), in 1.25).
    """
    many = [_usocket.socket() for _ in range(_ROOM)]
    for one in many:
        poller.register(one)
    for one in many:
        poller.unregister(one)
        one.close()


def _is_real(obj) -> bool:
    return not isinstance(obj, io.IOBase)
