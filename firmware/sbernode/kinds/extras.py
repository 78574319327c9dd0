"""What any device may have besides: battery, tamper contact, signal, a longest time on. Pure."""

from micropython import const

from sbernode import since
from sbernode.devices import Device

_LOOK_MS = const(30000)
# Low from this many per cent down, until it is charged to so many: a sagging cell does not flap.
_LOW = const(15)
_GOOD = const(20)
# dBm at which one grade ends and the next begins, the same as on the pages; and how far beyond
# it has to be for another grade to be told.
_WEAK = const(-75)
_STRONG = const(-60)
_CLEARLY = const(3)


class Extras(Device):
    """Stands around a device and speaks for it; made only where one of these is used.

    battery: port adc behind a divider, read as a straight line from empty to full; tamper: port
    in, closed while nobody opens the housing; radio: status("rssi") -> dBm, raises OSError or
    ValueError. options: the longest ms on, 0 for none; [(function, text)] that never change; and
    of a battery full_mv, empty_mv, permille by which its voltage is divided.
    """

    _percent = _signal = _smooth = _look_at = _on_at = None
    _low = None

    def begin(self, ports, saved):
        """Take (the device inside, battery, tamper, radio), None for what there is not."""
        self.inner, self._battery, self._tamper, self._radio = ports
        names = [name for name, _ in self.options[1]]
        if self._battery:
            names.append("battery_percentage")
            # The only category that has a battery and no such word for it.
            if self.category != "vacuum_cleaner":
                names.append("battery_low_power")
        if self._tamper:
            self._seen = self._tamper.edges
            names.append("tamper_alarm")
        if self._radio:
            names.append("signal_strength")
        self.features = tuple(self.inner.features) + tuple(names)
        self.allowed = self.inner.allowed
        self._follow()

    def apply(self, name, value, now):
        done = self.inner.apply(name, value, now)
        self._follow()
        return done

    def toggle(self):
        """Toggle the device inside; runs inside an interrupt, so it must not allocate."""
        self.inner.toggle()

    def read(self):
        found = self.inner.read() + self.options[1]
        for name, value in (
            ("battery_percentage", self._percent),
            ("battery_low_power", self._low),
            ("tamper_alarm", self._tamper and not self._tamper.get()),
            ("signal_strength", self._signal),
        ):
            if value is not None and name in self.features:
                found.append((name, value))
        return found

    def save(self):
        return self.inner.save()

    def step(self, now):
        wait = self.inner.step(now)
        self._follow()
        if self._tamper and self._seen != self._tamper.edges:
            self._seen = self._tamper.edges
            self.dirty = True
        if self.options[0]:
            wait = _sooner(wait, self._limit(now))
        if self._battery or self._radio:
            if self._look_at is None or since(now, self._look_at) >= 0:
                self._look_at = now + _LOOK_MS
                if self._battery:
                    self._weigh()
                if self._radio:
                    self._listen()
            wait = _sooner(wait, -since(now, self._look_at))
        return wait

    def _follow(self):
        """Take over what the device inside has to say."""
        inner = self.inner
        if inner.dirty:
            inner.dirty = False
            self.dirty = True
        if inner.events:
            self.events = list(self.events) + list(inner.events)
            inner.events = ()
        self.online, self.busy = inner.online, inner.busy

    def _limit(self, now):
        """Switch off what was on for too long; return the ms until then, -1 while it is off."""
        if ("on_off", True) not in self.inner.read():
            self._on_at = None
            return -1
        if self._on_at is None:
            self._on_at = now
        left = self.options[0] - since(now, self._on_at)
        if left <= 0:
            self.apply("on_off", False, now)
            self.dirty = True
            self._on_at = None
        return max(left, 0)

    def _weigh(self):
        full, empty, ratio = self.options[2:]
        # 3.3 V are 65535.
        millivolts = self._battery.read_u16() * 3300 // 65535 * ratio // 1000
        if self._smooth is None:
            self._smooth = millivolts
        # A quarter of the way: a cell sags while Wi-Fi sends.
        self._smooth += (millivolts - self._smooth) / 4
        percent = int((self._smooth - empty) * 100 / max(1, full - empty) + 0.5)
        percent = max(0, min(100, percent))
        if self._percent is None or abs(percent - self._percent) >= 2:
            self._percent = percent
            self._low = percent < _GOOD if self._low else percent <= _LOW
            self.dirty = True

    def _listen(self):
        try:
            dbm = self._radio.status("rssi")
        except (OSError, ValueError):  # not joined; a port that does not tell
            return
        if not -120 < dbm < 0:
            return
        grades = ("low", "medium", "high")
        least, most = [(dbm > _WEAK + by) + (dbm > _STRONG + by) for by in (_CLEARLY, -_CLEARLY)]
        old = (dbm > _WEAK) + (dbm > _STRONG)
        if self._signal:
            old = grades.index(self._signal)
        grade = grades[max(least, min(most, old))]
        if grade != self._signal:
            self._signal = grade
            self.dirty = True


def _sooner(wait, other):
    """Return the shorter of two waits, of which each may be -1 for none."""
    return other if wait < 0 or 0 <= other < wait else wait
