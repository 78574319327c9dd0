"""machine.Timer on the simulated clock.

rp2: only Timer(-1), which is the default; `hard` since MicroPython 1.27. ESP32: Timer(0) to
Timer(3), on the C3 0 and 1; always soft (docs/library/machine.Timer.rst, ports/*/machine_timer.c).
"""

from _sim import clock, facts

_ESP32 = facts.port == "esp32"
_COUNT = 2 if facts.board == "esp32c3" else 4
_running = []


class Timer:
    """Timer(id, mode, period, callback): callback(timer) is an interrupt handler."""

    ONE_SHOT = 0
    PERIODIC = 1

    def __init__(self, id=None, **how):
        if _ESP32 and id is None:
            raise TypeError("Timer of %s needs an id, 0..%d" % (facts.board, _COUNT - 1))
        self._id = -1 if id is None else id
        if _ESP32 and not 0 <= self._id < _COUNT:
            raise ValueError("Timer(%d) doesn't exist on %s" % (self._id, facts.board))
        if not _ESP32 and self._id != -1:
            raise ValueError("Timer doesn't exist: %s has only Timer(-1)" % facts.board)
        self._event = None
        if _ESP32 and any(other._id == self._id for other in _running):
            raise ValueError("Timer(%d) of %s is already in use" % (self._id, facts.board))
        if how:
            self.init(**how)

    def init(self, *, mode=1, callback=None, period=-1, tick_hz=1000, freq=None, hard=None):
        """Start (again); period in ms, 1 or more. Does not allocate in an interrupt."""
        if hard is not None:
            _check_hard(hard)
        if freq is not None:
            period = int(1000 / freq)
        elif tick_hz != 1000:
            period = period * 1000 // tick_hz
        if period < 1:
            clock.free()
            raise ValueError("Timer period is too short for the simulator: 1 ms or more")
        clock.free()
        self.deinit()
        self._mode = mode
        self._callback = callback
        self._period = period
        self._hard = bool(hard)
        clock.sync()
        self._event = clock.at(period, self._fire)
        _running.append(self)
        clock.relock()

    def deinit(self):
        """Stop."""
        clock.cancel(self._event)
        self._event = None
        if self in _running:
            _running.remove(self)

    def value(self):
        """Return the ms since the last event (ESP32)."""
        return self._period - (self._event[0] - clock.now)

    def _fire(self, _):
        due = self._event[0]
        if self._mode == self.PERIODIC:
            self._event = clock.at_time(due + self._period, self._fire)
        else:
            self._event = None
            _running.remove(self)
        if self._callback is None:
            return
        if not clock.interrupt(self._callback, self, self._hard):
            self.deinit()


def _check_hard(hard):
    if facts.version_pair < (1, 27):
        raise TypeError("extra keyword arguments given: hard= needs MicroPython 1.27")
    if _ESP32 and hard:
        raise ValueError("hard Timers are not implemented on " + facts.board)
