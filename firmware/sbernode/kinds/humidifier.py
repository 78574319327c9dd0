"""hvac_humidifier: mist up to a humidity, never without water. Pure.

The mist is made on a `motor` port that each step lets run on, for the reason the thermostat has.
"""

from micropython import const

from sbernode import since
from sbernode.kinds.purifier import Purifier

_ALIVE_MS = const(120000)
_LOOK_MS = const(60000)
_WATER_MS = const(2000)
# A float that bobs stops the mist for so long.
_DRY_MS = const(10000)


class Humidifier(Purifier):
    """Mist from `hysteresis` below the wanted humidity on, until that is reached.

    Options: power_on switch slowest filter_h ionizer_h interval_s delta_humidity hysteresis
    water_empty water_full tank, which is in tenths of a litre.
    """

    # A Sensor without a name of its own, and where its part tells the humidity.
    _sensor = None
    _mists = False
    _dry = 0

    def begin(self, ports, saved):
        from sbernode.kinds import fitting
        from sbernode.kinds.sensor import Sensor

        options = self.options
        wishes, more = [], []
        if getattr(ports[0], "gives", None):
            self._sensor = sensor = Sensor()
            sensor.options = (options[5], 86400, 10000, options[6])
            sensor.dirty = False
            sensor.begin(ports[:1], None)
            self._place = sensor._part.gives.index("humidity")
            ports = ports[1:]
            wishes.append(("hvac_humidity_set", 45, (30, 80, 1)))
            more.append("humidity")
        self._mist, speed, ion, reset, low, level = ports
        self._water = fitting.tank(low, level, options[8], options[9])
        if self._water:
            more.append("hvac_water_low_level")
        if level:
            more += ["hvac_water_percentage", "hvac_water_level"]
        fan = (speed,) if speed else ()
        fitting.purifier(self, fan, (ion, None, None), reset, saved, wishes, more)

    @property
    def online(self):
        """Tell whether the sensor answers, if there is one."""
        return not self._sensor or self._sensor.online

    def read(self):
        found, water = Purifier.read(self), self._water
        if self._sensor and self._sensor._values:
            found.append(("humidity", self._sensor._values[self._place]))
        if water:
            found.append(("hvac_water_low_level", water.short))
            if water.percent is not None:
                found.append(("hvac_water_percentage", water.percent))
                found.append(("hvac_water_level", self.options[10] * water.percent / 1000))
        return found

    def step(self, now):
        sensor, water, wait = self._sensor, self._water, _LOOK_MS
        if sensor:
            # What it writes into the log, it writes in the name of the device.
            sensor.id = self.id
            wait = min(wait, sensor.step(now))
            if sensor.dirty:
                sensor.dirty, self.dirty = False, True
        passed = 0 if self._stepped is None else max(0, since(now, self._stepped))
        self._stepped = now
        self._dry = max(0, self._dry - passed)
        if water:
            wait = min(wait, _WATER_MS)
            if water.look():
                self.dirty = True
            if water.short:
                self._dry = _DRY_MS
        on = self.state["on_off"] and self.online and not self._dry
        if on and sensor:
            lack = self.state["hvac_humidity_set"] - sensor._values[self._place]
            on = lack >= self.options[7] or (lack > 0 and self._mists)
        if on:
            self._mist.run(_ALIVE_MS)
        elif self._mists:
            self._mist.stop()
        self._mists = on
        blow = self.run(on, passed, now)
        return wait if blow < 0 else min(wait, blow)
