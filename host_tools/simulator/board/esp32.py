"""`esp32`: of it the RMT, which sends pulses; what it sends is recorded, see _sim/beams.py.

ports/esp32/esp32_rmt.c: until 1.27 the channel has to be named, from 1.28 on it need not.
Stricter: a length the hardware would cut, a second train while one is under way, and an end in the
middle of one (which an ESP32 does not survive, ESP-IDF issue 17692) are refused.
"""

from _sim import beams as _beams
from _sim import clock as _clock
from _sim import facts as _facts
from _sim import lines as _lines
from machine.pin import take as _take

if _facts.port != "esp32":
    raise ImportError("no module named 'esp32'")

_NEW = _facts.version_pair >= (1, 28)
_CHANNELS = {"esp32": 8, "esp32s3": 4, "esp32c3": 2}
_SOURCE_HZ = 80000000
_open = {}


class RMT:
    """RMT(id, *, pin, clock_div=8, idle_level=False, tx_carrier=None)."""

    PULSE_MAX = 32767

    def __init__(self, id=None, *, pin, clock_div=None, idle_level=False, tx_carrier=None, **more):
        if more and not (_NEW and set(more) <= {"resolution_hz", "num_symbols"}):
            raise TypeError("extra keyword arguments given: %s" % ", ".join(more))
        if "resolution_hz" in more and clock_div is not None:
            raise ValueError("resolution_hz and clock_div are mutually exclusive")
        if not _NEW:
            if id is None:
                raise TypeError("'id' argument required")
            if id == _CHANNELS[_facts.board] - 1:
                raise ValueError("channel used by bitstream")
            if not 0 <= id < _CHANNELS[_facts.board] or id in _open:
                raise OSError(259, "ESP_ERR_INVALID_STATE: channel %r" % id)
        clock_div = clock_div or (8 if "resolution_hz" not in more else 1)
        if not 1 <= clock_div <= 255:
            raise ValueError("clock_div must be between 1 and 255")
        self._hz = more.get("resolution_hz") or _SOURCE_HZ / clock_div
        self._carrier = 0
        if tx_carrier is not None:
            self._carrier, duty, level = tx_carrier
            if self._carrier <= 0 or not 0 <= duty <= 100 or not level:
                raise ValueError("tx_carrier %r" % (tx_carrier,))
        if idle_level:
            raise ValueError("an infrared diode must not be lit while nothing is sent")
        _take(pin, "RMT", _facts.OUTPUT)
        self._key, self._id, self._over = pin.id, id, 0
        _open[id] = self

    def write_pulses(self, duration, data=True):
        """Send lengths in units of the clock, light first; returns at once."""
        self._check()
        if not isinstance(duration, (list, tuple)) or data is not True:
            raise NotImplementedError("the simulator knows a list of lengths, light first")
        if not duration:
            raise ValueError("No pulses")
        for length in duration:
            if not isinstance(length, int) or not 1 <= length <= self.PULSE_MAX:
                raise ValueError("a length of %r units: the hardware takes 1..32767" % (length,))
        if not self.wait_done():
            raise RuntimeError("simulator: this would block until the train before is over")
        pulses = [int(length * 1000000 / self._hz + 0.5) for length in duration]
        _beams.sent(self._key, self._carrier, pulses)
        self._over = _clock.now + sum(pulses) // 1000 + 1

    def wait_done(self, *, timeout=0):
        """Tell whether the train is over; wait for it so many ms at most."""
        self._check()
        _clock.sync()
        if timeout and _clock.now < self._over:
            _clock.wait(min(timeout, self._over - _clock.now))
        return _clock.now >= self._over

    def deinit(self):
        """Let go of pin and channel."""
        if self._key is None:
            return
        if not self.wait_done():
            raise RuntimeError("simulator: an ESP32 panics if a train is ended before it is over")
        _lines.line(self._key)[_lines.OWNER] = "Pin"
        self._key = None
        del _open[self._id]

    def _check(self):
        if self._key is None:
            raise OSError("already deinitialized")
