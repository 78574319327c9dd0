"""A device under fire: commands, presses, faults and restarts in any order, and what must hold.

For the fuzz tests of pure rooms. Everything follows from the seed, in both interpreters alike.
"""

import json

from check import true
from ports import Adc, Clock, In, Level, Out, Part, made, make
from sbernode.devices import Device, Devices
from sbernode.sber import value
from sbernode.sber.catalog import feature, is_event

# Of each of these no two are ever on together.
_RIVALS = (
    ("open", "close"),
    ("open_left", "close_left"),
    ("open_right", "close_right"),
    ("low", "medium", "high"),
    ("start", "pause", "dock"),
)
_MOVES = "tell tell tell wait wait wait edge analog part toggle cloud again"
# What a part says; the drivers' own tests hold them to what they may.
_LIMITS = {
    "temperature": (-400, 2000),
    "humidity": (0, 100),
    "air_pressure": (225, 800),
    "co2": (0, 10000),
    "tvoc_float": (0, 9),
    "hcho_float": (0, 1),
    "pm1_0": (0, 500),
    "pm2_5": (0, 500),
    "pm10": (0, 1000),
    "voltage": (0, 260),
    "current": (0, 20000),
    "power": (0, 20000),
}


def _is_on(policy, saved):
    """Return whether an output is on with a new supply voltage, as the documents have it."""
    if policy == "last":
        return (saved[0] if isinstance(saved, list) and saved else saved) is True
    return policy == "on"


class Dice:
    """Numbers that look random: a linear congruence, the constants of Numerical Recipes."""

    def __init__(self, seed):
        self._at = seed

    def below(self, n):
        """Return 0..n-1."""
        self._at = (self._at * 1664525 + 1013904223) & 0xFFFFFFFF
        return (self._at >> 8) % n

    def one(self, things):
        """Return one of a list."""
        return things[self.below(len(things))]


class Jealous(Out):
    """An output that fails the test when it comes on beside one of its rivals."""

    def __init__(self, clock):
        Out.__init__(self, clock)
        self.rivals = []

    def value(self, on=None):
        if on:
            for rival in self.rivals:
                true(not rival.value(), "two are on together")
        return Out.value(self, on)


class Fire:
    """A device of a kind with these roles, see run()."""

    def __init__(self, kind, roles, dice):
        self.kind, self.roles, self.dice = kind, roles, dice
        self.clock = Clock()
        self.options = self._chosen()
        given = dict(self.options)
        for name, default, _ in kind.options:
            given.setdefault(name, default)
        self.given = given
        self.ports = {}
        for role in roles:
            port = kind.roles[role]
            if port in ("out", "motor"):
                self.ports[role] = Jealous(self.clock)
            else:
                self.ports[role] = make(port, self.clock, False, given)
        for group in _RIVALS:
            for role in group:
                out = self.ports.get(role)
                if out and kind.roles[role] in ("out", "motor"):
                    others = [self.ports.get(other) for other in group if other != role]
                    out.rivals = [other for other in others if other]
        self.parts = [port for port in self.ports.values() if isinstance(port, Part)]
        self.good = [part.values for part in self.parts]
        self.inputs = [port for port in self.ports.values() if isinstance(port, In)]
        self.model = self.device = None
        self.start(None, True)

    def _chosen(self):
        """Return options: most at their default, some anywhere in what is accepted."""
        chosen = {}
        for name, _, accepted in self.kind.options:
            if accepted == "device" or self.dice.below(3):
                continue
            if isinstance(accepted[0], str):
                chosen[name] = self.dice.one(accepted)
            else:
                low, high = accepted
                some = low + self.dice.below(high - low + 1)
                near = low + self.dice.below(min(30, high - low + 1))
                chosen[name] = self.dice.one((low, high, some, near))
        return chosen

    def start(self, saved, cold):
        """Make the device on its ports, as they are after a power cut or after a soft restart."""
        policy = self.given.get("power_on")
        for role, port in self.ports.items():
            port_type = self.kind.roles[role]
            if port_type == "motor":
                port.stop()
            elif port_type == "out" and cold:
                port.on = role == "out" and _is_on(policy, saved)
            elif isinstance(port, Level):
                port.duty = 0
            elif hasattr(port, "go"):
                port.stop()
            if isinstance(port, In):
                port._presses, port._releases = [], []
        before = self._levels()
        Device.lost_at = None
        self.device = made(self.kind.name, self.ports, self.options, saved)
        if not (policy and policy != "off"):
            self._no_more_on(before)
        device = self.device
        model = sorted(device.features), sorted((device.allowed or {}).items())
        true(self.model in (None, model), "the model has changed: %r %r" % (self.model, model))
        self.model = model
        self.devices = Devices([device])

    def _levels(self):
        return [
            (role, self.ports[role].value())
            for role in self.roles
            if isinstance(self.ports[role], Out)
        ]

    def _no_more_on(self, before):
        for (role, was), (_, on) in zip(before, self._levels()):
            true(was or not on, "%s went on at the start" % role)
        for role, port in self.ports.items():
            if isinstance(port, Level):
                true(not port.duty, "%s is on at the start" % role)

    def run(self, moves):
        """Make so many moves; all of them may come between any two steps."""
        for _ in range(moves):
            getattr(self, self.dice.one(_MOVES.split()))()
            self.step()
        self.calm()

    def tell(self):
        device, dice = self.device, self.dice
        names = [n for n in device.features if "w" in feature(n)[1] and not is_event(n)]
        if not names:
            return
        name = dice.one(names)
        letter, _, low, high, _, values = feature(name)
        narrowed = (device.allowed or {}).get(name)
        if letter == "B":
            wish = bool(dice.below(2))
        elif letter == "E":
            wish = dice.one(narrowed or values)
        elif letter == "C":
            wish = dice.below(400), dice.below(1100), dice.below(1100)
        else:
            low, high = (narrowed or (low, high))[:2]
            wish = dice.one((low, high, low + dice.below(int(high - low) + 1)))
        wish = value.clamp(name, wish, narrowed)
        for _ in range(1 + (dice.below(4) == 0)):
            device.apply(name, wish, self.clock.now)
        self.devices.wake()
        if dice.below(2):
            self.step()

    def wait(self):
        dice = self.dice
        self.clock.pass_ms(dice.one((1, 30, 700, 3000, 20000, 61000, 400000)))

    def edge(self):
        if self.inputs:
            port = self.dice.one(self.inputs)
            # A contact that bounces, or does not.
            for _ in range(1 + self.dice.below(3)):
                (port.release if port.active else port.press)()
            self.devices.wake()

    def analog(self):
        for port in self.ports.values():
            if isinstance(port, Adc):
                port.level = self.dice.one((0, 65535, self.dice.below(65536)))

    def part(self):
        """Have the parts say something else, or fall silent, or return."""
        for i, part in enumerate(self.parts):
            if self.dice.below(3) == 0:
                part.values = None
                continue
            values = []
            for name, good in zip(part.gives, self.good[i]):
                low, high = _LIMITS[name]
                some = self.dice.one((low, high, low + self.dice.below(high - low + 1), good))
                values.append(float(some) if isinstance(good, float) else some)
            part.values = tuple(values)

    def toggle(self):
        if self.kind.can_toggle() and self.dice.below(2):
            self.device.toggle()
            self.devices.wake()

    def cloud(self):
        self.devices.away(self.clock.now if self.dice.below(2) else None)

    def again(self):
        """Cut the power, or restart the program; now and then the file is of something else."""
        if self.dice.below(3):
            return
        saved = self.device.save()
        saved = self._spoilt(saved) if self.dice.below(2) else saved
        self.start(json.loads(json.dumps(saved)), self.dice.below(2) == 0)

    def _spoilt(self, saved):
        """Return what a damaged file might hold in the place of this, or one of other pins."""
        dice = self.dice
        if isinstance(saved, dict) and saved and dice.below(5):
            name = dice.one(sorted(saved))
            saved = dict(saved)
            saved[name] = self._spoilt(saved[name])
            return saved
        if isinstance(saved, list) and saved and dice.below(5):
            place = dice.below(len(saved))
            return saved[:place] + [self._spoilt(saved[place])] + saved[place + 1 :]
        return dice.one((None, True, 0, 1, 55, 500, -7, 10**9, 2.5, "x", "on", [], [True, 7], {}))

    def step(self):
        """Have what is due done, as the loop does; then look whether all is well."""
        for _ in range(4):
            wait = self.devices.step(self.clock.now)
            true(isinstance(wait, int) and wait >= -1, "a wait of %r" % wait)
            if wait != 0:
                break
        self.look()

    def look(self):
        device = self.device
        if device.busy or (self.parts and self.kind.name[:5] in ("hvac_", "kettl")):
            true(device.due_at is not None, "it is never looked at again")
        for event in device.events:
            true(is_event(event[0]) and event[0] in device.features, "event %r" % (event,))
        device.events = ()
        for name, state in device.states():
            if name == "online":
                true(state is device.online, "online")
                continue
            note = "%s %s %r" % (device.category, name, state)
            true(name in device.features and "r" in feature(name)[1] and not is_event(name), note)
            back = value.decode(name, json.loads(value.encode(state)))
            true(type(back) is type(state), note)
            if not isinstance(state, float):
                true(back == state, note)
            true(value.clamp(name, state, (device.allowed or {}).get(name)) == state, note)

    def calm(self):
        """Let it come to rest: what is busy ends, and nothing heats that cannot be measured."""
        ports = self.ports
        Device.lost_at = None
        for part in self.parts:
            part.values = None
        self.devices.wake()
        reads = [part.reads for part in self.parts]
        for i in range(20000):
            wait = self.devices.step(self.clock.now)
            if self.parts and self.parts[0].reads - reads[0] >= 3:
                self.cold()
            if i > 40 and not self.device.busy:
                break
            self.clock.pass_ms(max(10, min(wait if wait >= 0 else 60000, 60000)))
        self.look()
        self.clock.pass_ms(1)
        true(not self.device.busy, "it stays busy")
        for role in ("open", "close", "open_left", "close_left", "open_right", "close_right"):
            if role in ports and self.kind.roles[role] == "motor":
                true(not ports[role].value(), "%s stays on" % role)

    def cold(self):
        """Fail if something heats that is measured no more."""
        for role in ("heat", "mist"):
            if role in self.ports and not self.given.get("lost"):
                true(not self.ports[role].value(), "%s is on without a sensor" % role)
