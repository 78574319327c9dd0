"""machine.Counter: the pulse counter of an ESP32 or ESP32-S3, since MicroPython 1.26.

Sources: docs/library/machine.Counter.rst, ports/esp32/modules/machine.py (micropython pull request
12346), SOC_PCNT_UNITS_PER_GROUP of the ESP-IDF. What pulses: _sim/peers/hlw8012.py.
"""

from _sim import clock, facts, parts
from _sim.peers import hlw8012

from machine.pin import Pin

_COUNT = 8 if facts.board == "esp32" else 4
_used = {}


class Counter:
    """Counter(id, src): counts the rising edges on a pin."""

    def __init__(self, id, src):
        if not 0 <= id < _COUNT:
            raise ValueError("Counter(%d) doesn't exist on %s" % (id, facts.board))
        if id in _used:
            raise ValueError("Counter(%d) of %s is already in use" % (id, facts.board))
        if not isinstance(src, Pin):
            raise TypeError("src has to be a Pin")
        _used[id] = self
        self._pin = src.id
        self._pulses, self._settled = 0, clock.now
        parts.watchers.append(self._settle)

    def value(self, value=None) -> int:
        """Return how many there were, and go on from a new value if one is given."""
        self._settle()
        count = int(self._pulses)
        if value is not None:
            self._pulses += value - count
        return count

    def _settle(self):
        clock.sync()
        peer = hlw8012.find(self._pin)
        if peer is not None:
            self._pulses += peer.hertz(self._pin) * (clock.now - self._settled) / 1000
        self._settled = clock.now
