"""`dht`: DHT11 and DHT22. A measurement blocks for 272 ms, as on the boards (drivers/dht/dht.c).

The DHT22 needs 1 s after power-up and 2 s between measurements (AM2302 datasheet); asked sooner,
it does not answer here. The values are set with sim.part(gpio, temperature=, humidity=).
"""

import errno

from _sim import clock as _clock
from _sim import facts as _facts
from _sim import lines as _lines
from _sim import parts as _parts
from machine.pin import take as _take

_RESPONSE_MS = 272


class _Sensor:
    _pause_ms = 2000

    def __init__(self, pin):
        _take(pin, self.__class__.__name__, _facts.INPUT | _facts.OUTPUT)
        self.pin = pin
        _lines.line(pin.id)[_lines.MODE] = "part"
        self._last = None
        self._temperature = self._humidity = 0

    def measure(self):
        """Ask the sensor. Raises OSError if it does not answer, Exception on a bad checksum."""
        _clock.wait(_RESPONSE_MS)
        key = self.pin.id
        early = _clock.now < 1000
        if self._last is not None and _clock.now - self._last < self._pause_ms:
            early = True
        self._last = _clock.now
        error = _parts.get(key, "error")
        if error == "checksum":
            raise Exception("checksum error")
        if early or error or not _parts.get(key, "present"):
            raise OSError(errno.ETIMEDOUT)
        self._temperature = _parts.get(key, "temperature")
        self._humidity = _parts.get(key, "humidity")


class DHT11(_Sensor):
    """Whole degrees and per cent; 1 s between measurements."""

    _pause_ms = 1000

    def temperature(self):
        """Return degrees Celsius."""
        return int(self._temperature)

    def humidity(self):
        """Return per cent."""
        return int(self._humidity)


class DHT22(_Sensor):
    """Tenths of a degree and of a per cent."""

    def temperature(self):
        """Return degrees Celsius."""
        return round(self._temperature * 10) * 0.1

    def humidity(self):
        """Return per cent."""
        return round(self._humidity * 10) * 0.1
