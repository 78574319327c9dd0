"""Ports for tests of the pure rooms: they keep a history and refuse what hw would refuse."""


class Clock:
    """Ticks that a test moves by hand; starts just before the counter of the boards wraps."""

    def __init__(self, now=0x3FFFFFFF - 1500):
        self.start = self.now = now

    def pass_ms(self, ms):
        self.now = (self.now + ms) & 0x3FFFFFFF


class Out:
    """On/off with a run time; `history`: [(ms since the start, on)]."""

    def __init__(self, clock=None, on=False):
        self.clock = clock or Clock()
        self.on = bool(on)
        self.history = []
        self._began = self._limit = None
        self._ran = 0

    def _since(self):
        return (self.clock.now - self._began) & 0x3FFFFFFF

    def value(self, on=None):
        if on is None:
            self.tick()
            return int(self.on)
        on = bool(on)
        if on != self.on:
            self.history.append(((self.clock.now - self.clock.start) & 0x3FFFFFFF, on))
        self.on = on

    @property
    def running(self):
        self.tick()
        return self._began is not None

    def run(self, ms):
        if ms <= 0:
            raise ValueError("a run of %r ms" % ms)
        self._began, self._limit = self.clock.now, ms
        self.value(True)

    def stop(self):
        self.tick()
        if self._began is not None:
            self._ran, self._began = self._since(), None
        self.value(False)

    def ran(self):
        self.tick()
        return self._ran if self._began is None else self._since()

    def tick(self):
        if self._began is not None and self._since() >= self._limit:
            late = self._since() - self._limit
            self._ran, self._began, self.on = self._limit, None, False
            at = ((self.clock.now - self.clock.start) & 0x3FFFFFFF) - late
            self.history.append((at, False))


class Drive:
    """A drive of `whole` units, each of `unit_ms` at the highest rate; refuses what hw would.

    `place` is where it really is, between its ends; history: [(ms since the start, way, units)],
    of a stop (ms, 0, units that were run).
    """

    def __init__(self, clock=None, whole=20000, unit_ms=1):
        self.clock = clock or Clock()
        self.whole, self.unit_ms = whole, unit_ms
        self.rate, self.at, self.place = "auto", None, 0
        self.history = []
        self.back = Back(self)
        self._way = self._limit = self._ran = self._began = 0

    @property
    def running(self):
        self.tick()
        return self._way != 0

    def run(self, units):
        self.go(units, 1)

    def go(self, units, way):
        if units <= 0 or self.rate not in ("auto", "low", "medium", "high") or self.running:
            raise ValueError("%r units at %r" % (units, self.rate))
        if self.at is not None and not 0 <= self.at <= self.whole:
            raise ValueError("at %r" % self.at)
        self._way, self._limit, self._began = way, units, self.clock.now
        self._rate = self.rate
        self._note(way, units)

    def stop(self):
        self.tick()
        if self._way:
            self._end(self._done())

    def ran(self):
        self.tick()
        return self._done() if self._way else self._ran

    def tick(self):
        if self._way and self._done() >= self._limit:
            self._end(self._limit)

    def _done(self):
        gone = (self.clock.now - self._began) & 0x3FFFFFFF
        slower = {"low": 3, "medium": 2}.get(self._rate, 1)
        return min(self._limit, gone // (self.unit_ms * slower))

    def _end(self, units):
        self.place = max(0, min(self.whole, self.place + self._way * units))
        self._ran, self._way = units, 0
        self._note(0, units)

    def _note(self, way, units):
        self.history.append(((self.clock.now - self.clock.start) & 0x3FFFFFFF, way, units))


class Back:
    """The other direction of a drive."""

    def __init__(self, drive):
        self.drive = drive
        self.stop, self.ran = drive.stop, drive.ran

    @property
    def running(self):
        return self.drive.running

    def run(self, units):
        self.drive.go(units, -1)


class Level:
    """A PWM channel; refuses what PWM.duty_u16 would refuse."""

    def __init__(self):
        self.duty = 0

    def duty_u16(self, duty):
        if not isinstance(duty, int) or not 0 <= duty <= 65535:
            raise ValueError("duty %r" % (duty,))
        self.duty = duty


class Pixels:
    """A strip; refuses what a byte cannot hold. `colour` is what was written last."""

    def __init__(self, colours=3):
        self.colours = colours
        self.colour = self._filled = None

    def fill(self, colour):
        if len(colour) != self.colours or not all(
            [isinstance(c, int) and 0 <= c <= 255 for c in colour]
        ):
            raise ValueError("colour %r" % (colour,))
        self._filled = colour

    def write(self):
        self.colour = self._filled


class In:
    """A contact; press() and release() do what the interrupt would do."""

    def __init__(self, clock=None, active=False):
        self.clock = clock or Clock()
        self.active = active
        self.edges = int(active)
        self.at = 0
        self._kept, self._presses, self._releases = None, [], []

    def bind(self, on_press, on_release):
        if on_press:
            self._presses.append(on_press)
        if on_release:
            self._releases.append(on_release)

    def get(self):
        return self.active

    def keep(self):
        self._kept = []

    def take(self):
        if not self._kept:
            return None
        edge, self.at = self._kept.pop(0)
        return edge

    def _edge(self, active):
        self.active = active
        # Odd while active, whatever a test did: as at hw.inputs.
        self.edges = (self.edges + 1 + (self.edges & 1 == active)) & 255
        if self._kept is not None:
            self._kept.append((1 if active else -1, self.clock.now))
        for act in self._presses if active else self._releases:
            act()

    def press(self):
        self._edge(True)

    def release(self):
        self._edge(False)


class Adc:
    """A voltage: 0..65535, of 3.3 V."""

    def __init__(self, level=0):
        self.level = level

    def read_u16(self):
        return self.level


class Servo:
    """A servo that nothing but turn() moves. `moves`: its places, in permille."""

    def __init__(self):
        self.moves = []

    @property
    def place(self):
        return self.moves[-1] if self.moves else None

    def turn(self, place):
        if not isinstance(place, int) or not 0 <= place <= 1000:
            raise ValueError("place %r" % (place,))
        self.moves.append(place)


class Radio:
    """What tells the signal: dBm, or an OSError while that is None."""

    def __init__(self, dbm=-50):
        self.dbm = dbm

    def status(self, what):
        if what != "rssi" or self.dbm is None:
            raise OSError("Wifi Not Connected")
        return self.dbm


# What parts give, and what they might say. As their drivers have it; a driver's own test says so.
_ORDER = ("co2", "temperature", "humidity", "air_pressure", "tvoc_float", "hcho_float")
_ORDER += ("pm1_0", "pm2_5", "pm10", "voltage", "current", "power")
_PARTS = {
    "dht22": {"temperature": 215, "humidity": 40},
    "ds18b20": {"temperature": -35},
    "ntc": {"temperature": 215},
    "aht10": {"temperature": 215, "humidity": 40},
    "aht20": {"temperature": 215, "humidity": 40},
    "sht3x": {"temperature": 215, "humidity": 40},
    "sht4x": {"temperature": 215, "humidity": 40},
    "bmp280": {"temperature": 215, "air_pressure": 750},
    "bme280": {"temperature": 215, "humidity": 40, "air_pressure": 750},
    "scd4x": {"co2": 800, "temperature": 215, "humidity": 40},
    "ens160": {"tvoc_float": 0.125},
    "ina219": {"voltage": 12, "current": 500, "power": 6},
    "ina226": {"voltage": 12, "current": 500, "power": 6},
    "mhz19": {"co2": 600},
    "pms5003": {"pm1_0": 3, "pm2_5": 5, "pm10": 9},
    "pms7003": {"pm1_0": 3, "pm2_5": 5, "pm10": 9},
    "ze08": {"hcho_float": 0.02},
    "pzem004t": {"voltage": 230, "current": 4348, "power": 1000},
    "hlw8012": {"voltage": 230, "current": 4348, "power": 1000},
    "bl0937": {"voltage": 230, "current": 4348, "power": 1000},
}


class Part:
    """A sensor: gives `values`, or raises OSError while they are None."""

    def __init__(self, wait=0, values=None, gives=("temperature", "humidity")):
        self.wait, self.values = wait, values
        self.gives = gives
        self.started = self.reads = 0

    def start(self):
        self.started += 1
        return self.wait

    def read(self):
        self.reads += 1
        if self.values is None:
            raise OSError("no answer")
        return self.values


# A remote control that has everything.
_KEYS = (
    "on_off volume=+ volume=- channel=+ channel=- mute=true mute=false direction=up "
    "direction=down direction=left direction=right number=0 number=1 number=2 number=3 number=4 "
    "number=5 number=6 number=7 number=8 number=9 source=hdmi1 source=hdmi2 source=hdmi3 "
    "source=tv source=av source=content source=screencast source=+ source=- custom_key=confirm "
    "custom_key=back custom_key=home custom_key=play custom_key=pause custom_key=previous "
    "custom_key=next hvac_night_mode hvac_ionization hvac_humidity_set=30 hvac_humidity_set=90 "
    "vacuum_cleaner_command=start vacuum_cleaner_command=pause vacuum_cleaner_command=resume "
    "vacuum_cleaner_command=return_to_dock vacuum_cleaner_program=perimeter "
    "vacuum_cleaner_program=spot vacuum_cleaner_program=smart "
    "vacuum_cleaner_program=random_route vacuum_cleaner_cleaning_type=dry "
    "vacuum_cleaner_cleaning_type=wet vacuum_cleaner_cleaning_type=mixed child_lock=true "
    "child_lock=false"
)
_MODES = (
    "air_purification auto comfortable_sleep cooling dehumidification eco fast_cooling "
    "fast_heating heating self_cleaning turbo ventilation"
)


class Remote:
    """An infrared diode. keys: of the codes there are, None: all. sent: what was asked for.

    missed: what there is no code for, which is told; full: no room for more.
    """

    def __init__(self, keys=None):
        self._keys = keys
        self.sent, self.missed, self.full = [], [], False

    def keys(self):
        if self._keys is not None:
            return self._keys.split()
        found = _KEYS.split()
        found += ["state=%s/5/auto/auto" % mode for mode in _MODES.split()]
        for power in ("quiet", "low", "medium", "high", "turbo"):
            found.append("state=auto/50/%s/auto" % power)
        for direction in ("no", "horizontal", "vertical", "rotation", "swing"):
            found.append("state=auto/50/auto/" + direction)
        return found

    def has(self, key):
        if not isinstance(key, str) or " " in key or not key:
            raise ValueError("no key %r" % (key,))
        return self._keys is None or key in self._keys.split()

    def send(self, key, times=1):
        if times < 1:
            raise ValueError("a key pressed %r times" % times)
        if not self.has(key):
            self.missed.append(key)
            return False
        if not self.full:
            self.sent += [key] * times
        return not self.full


def make(port, clock=None, on=False, options=None):
    """Return a fake for a port type of sbernode.kinds; options: of the device."""
    if port in ("out", "motor"):
        return Out(clock, on)
    if port == "level":
        return Level()
    if port == "pixels":
        return Pixels(4 if options["type"] == "sk6812" else 3)
    if port == "in" or port == "detector":
        return In(clock)
    if port == "servo" and "travel_ms" not in (options or {}):
        return Servo()
    if port in ("bridge", "servo"):
        return Drive(clock, options["travel_ms"])
    if port == "stepper":
        return Drive(clock, options["steps"], options["step_ms"])
    if port == "adc":
        return Adc()
    if port == "rssi":
        return Radio()
    if port in ("dht22", "ds18b20", "ntc"):
        return part(port)
    if port in ("i2c", "uart", "meter"):
        return part(options[port])
    if port == "ir":
        return Remote()
    if port == "ir_in":
        return None
    raise ValueError("no fake for the port type " + port)


def part(name, wait=0, **values):
    """Return a part by its name, which says what it is told to or something likely."""
    gives = _PARTS[name]
    # A dict is not in order here; read() of the drivers is.
    order = [n for n in _ORDER if n in gives]
    made = Part(750 if name == "ds18b20" else wait, None, tuple(order))
    made.values = tuple([values.get(n, gives[n]) for n in order])
    return made


def made(kind, ports, options=None, saved=None, radio=None):
    """Return the device of a kind on these ports: {role: port}, of a port's roles the first."""
    from sbernode import build
    from sbernode.kinds import table
    from sbernode.resolve import resolve

    pins = dict(ports)
    for _, tokens in table.find(kind).items():
        for roles, _, _ in tokens:
            if roles[0] in ports:
                pins.update([(role, ports[roles[0]]) for role in roles])

    def opened(port, specs, on, options):
        if port == "rssi":
            return radio or Radio()
        for role in specs:
            if role in ports:
                return ports[role]
        raise AssertionError(specs)

    entry = resolve({"kind": kind, "pins": pins, "options": options or {}})
    device = build.make(entry, opened, saved)
    device.id = kind
    return device
