"""hvac_ac: an air conditioner, by infrared. Pure.

Its remote control sends everything at once, so a code stands for a state, by the words of Sber:
`state=mode/temperature/power/direction`, as many of these as it has, "-" where one plays no part,
and `on_off=false`. A state without a code is not sent: the nearest one of the same mode that has
what was asked for is, and is what is reported; if there is none, nothing is done.

More than 4 KiB of heap, as it stands on two bases, Remote and Sensor, that others share: 3.3 KiB
by itself, for the search among its states.
"""

from micropython import const

from sbernode.kinds.remote import Remote

_PARTS = ("hvac_work_mode", "hvac_temp_set", "hvac_air_flow_power", "hvac_air_flow_direction")
_TEXTS = (
    "auto cooling heating dehumidification ventilation eco turbo fast_cooling fast_heating "
    "comfortable_sleep self_cleaning air_purification",
    "",
    "auto quiet low medium high turbo",
    "auto no horizontal vertical rotation swing",
)
_LOWEST = const(5)
_HIGHEST = const(50)
_DEGREES = const(1)
_HUMIDITY = const("hvac_humidity_set")


class Conditioner(Remote):
    """Off, a new state is only remembered: most remote controls cannot send one without power."""

    features = ("on_off", "hvac_temp_set")
    state = {
        "on_off": False,
        "hvac_temp_set": 24,
        "hvac_night_mode": False,
        "hvac_ionization": False,
    }
    _sensor = None
    # How many parts a state has.
    _count = 0

    def begin(self, ports, saved):
        if len(ports) > 2:
            # Not every one has a sensor.
            from sbernode.kinds.sensor import Sensor

            self._sensor = sensor = Sensor()
            sensor.options, sensor.features = self.options, ("temperature", "humidity")
            sensor.begin(ports, None)
            self.features += sensor.features
        super().begin(ports[-2:], saved)
        # What is not narrowed is restored within what Sber knows.
        for name, low, high in ((_PARTS[1], _LOWEST, _HIGHEST), (_HUMIDITY, 30, 90)):
            if name in self.state:
                self.state[name] = max(low, min(high, self.state[name]))

    def offer(self, keys):
        """Offer what there are codes for."""
        found = ([], [], [], [])
        for key in keys:
            if key.startswith("state="):
                parts = key[6:].split("/")[:4]
                self._count = max(self._count, len(parts))
                for texts, text in zip(found, parts):
                    texts.append(text)
        self.allowed = {}
        for i, name in enumerate(_PARTS):
            if i == 1:
                some = [int(text) for text in found[1] if text.isdigit()]
                some = [at for at in some if _LOWEST <= at <= _HIGHEST]
                if some:
                    self.state[name] = max(min(some), min(max(some), 24))
                    if min(some) < max(some):
                        self.allowed[name] = (min(some), max(some), 1)
                continue
            texts = tuple([text for text in _TEXTS[i].split() if text in found[i]])
            if texts:
                self.features += (name,)
                self.allowed[name] = texts
                self.state[name] = texts[0]
        self.switch(keys, "hvac_night_mode")
        self.switch(keys, "hvac_ionization")
        name = _HUMIDITY
        some = [int(key[18:]) for key in keys if key[:18] == name + "=" and key[18:].isdigit()]
        some = [at for at in some if 30 <= at <= 90]
        if some:
            self.features += (name,)
            self.state[name] = some[0]
            if min(some) < max(some):
                self.allowed[name] = (min(some), max(some), 1)

    def apply(self, name, value, now):
        if name not in self.features or name in ("temperature", "humidity"):
            return False
        if name in _PARTS:
            self._change(name, value)
        elif name == "on_off" and value and not (self.ir.has(name) or self.ir.has("on_off=true")):
            self._change(name, True)
        else:
            self.turn(name, value)
        return True

    def _change(self, name, value):
        """Take a part over; send the state if it is on, or is to be."""
        wanted = dict(self.state)
        wanted[name] = value
        key = self._nearest(wanted, name)
        if key is None:
            # It is told that there is no code.
            parts = [str(wanted.get(part, "-")) for part in _PARTS[: self._count]]
            self.ir.send("state=" + "/".join(parts))
        elif not wanted["on_off"] or self.ir.send(key):
            for part, text in zip(_PARTS, key[6:].split("/")):
                if part in self.state and text != "-":
                    self.state[part] = int(text) if part == _PARTS[1] else text
            self.state[name] = value

    def _nearest(self, wanted, fixed, key="state=", i=0):
        """Return the key of the nearest state with these parts so far, None if there is none.

        The mode and what is fixed stay; of the others the last gives way first.
        """
        if i == self._count:
            return key[:-1] if i and self.ir.has(key[:-1]) else None
        name = _PARTS[i]
        ring, near = [wanted.get(name, "-")], self.allowed.get(name, ())
        if i == _DEGREES and near:
            near = sorted(range(near[0], near[1] + 1), key=lambda at: abs(at - ring[0]))
        if i:
            # Where it plays no part is as good, and soon found: each look takes time.
            ring += ["-"] + list(near if name != fixed else ())
        for at in ring:
            found = self._nearest(wanted, fixed, "%s%s/" % (key, at), i + 1)
            if found:
                return found
        return None

    def read(self):
        return super().read() + (self._sensor.read() if self._sensor else [])

    def step(self, now):
        if not self._sensor:
            return -1
        wait = self._sensor.step(now)
        if self._sensor.dirty:
            self._sensor.dirty, self.dirty = False, True
        return wait
