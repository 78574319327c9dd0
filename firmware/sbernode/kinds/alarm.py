"""sensor_smoke, sensor_gas, and a probe for water: an alarm, its siren, its silence. Pure."""

from micropython import const

from sbernode import since
from sbernode.devices import Device

_SAMPLE_MS = const(1000)


class Alarm(Device):
    """A detector that is active while there is danger.

    siren: sounds as long as the alarm lasts; a press of `mute` silences it until the next one.
    """

    _alarm = _muted = False
    # Whether the part may be believed; else ticks when it may.
    _warm = True
    _siren = _mute = None

    def begin(self, ports, saved):
        self._port = ports[0]
        # smoke_state, gas_leak_state, water_leak_state
        state = self.category[7:] + ("_leak" if self.category == "sensor_gas" else "") + "_state"
        self.features = (state,)
        if any(ports[1:]):
            _, self._siren, self._mute = ports
            self.features += ("alarm_mute",)
        self._presses = self._pressed()

    def read(self):
        return list(zip(self.features, (self._alarm, self._muted)))

    def step(self, now):
        wait, alarm = self._warming(now), False
        if not wait:
            wait, alarm = self.sense()
        presses = self._pressed()
        muted = alarm and (self._muted or (self._alarm and presses != self._presses))
        self._presses = presses
        if alarm != self._alarm or muted != self._muted:
            self._alarm, self._muted = alarm, muted
            self.dirty = True
        if self._siren:
            self._siren.value(alarm and not muted)
        return wait

    def sense(self):
        """Return (ms until the next look, -1: when the line changes; whether there is danger)."""
        return -1, self._port.get()

    def _warming(self, now):
        """Return the ms for which the part is not to be believed."""
        if self._warm is True:
            return 0
        if self._warm is None:
            self._warm = now + self.options[3] * 1000
        left = -since(now, self._warm)
        if left > 0:
            return left
        self._warm = True
        return 0

    def _pressed(self):
        # Edges are odd while the button is down.
        return (self._mute.edges + 1) >> 1 & 127 if self._mute else 0


class Warmed(Alarm):
    """A part whose heater has to warm up first: before that it cries wolf."""

    _warm = None


class Analog(Alarm):
    """A voltage beyond `threshold` per cent of the range, above it or below it, is danger.

    It must be so twice in a row, a second apart: what Wi-Fi spoils is no alarm. It is over when
    the voltage is back by `back_by` per cent. A part with a time to warm up has a heater.
    """

    _before = False

    def begin(self, ports, saved):
        Alarm.begin(self, ports, saved)
        if len(self.options) > 3:
            self._warm = None

    def sense(self):
        when, threshold, back = self.options[:3]
        beyond = self._port.read_u16() * 100 - threshold * 65535
        if when == "below":
            beyond = -beyond
        if self._alarm:
            beyond += back * 65535
        danger, before = beyond > 0, self._before
        self._before = danger
        return _SAMPLE_MS, danger if danger == before else self._alarm
