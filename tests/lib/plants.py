"""Rooms and kettles that warm and cool, for tests of what heats them.

Newton's law of cooling: C dT/dt = P - k (T - outside), integrated in steps far shorter than C / k.
"""

from check import true
from ports import Clock, In, Out, Part, Servo, made

HOUR_MS = 3600 * 1000
DAY_MS = 24 * HOUR_MS


class Room:
    """A room of so many kJ/K that loses so many W/K; a heater of so many W whose heat comes late.

    degrees: its temperature.
    """

    def __init__(self, degrees=18.0, outside=0.0, watts=2000, loss=60.0, kilojoules=600, lag_s=0):
        self.degrees, self.outside, self.watts = degrees, outside, watts
        self.loss, self.capacity, self.lag_s = loss, kilojoules * 1000, lag_s
        self._given = 0.0

    def pass_ms(self, ms, share):
        """Let time pass while the heater gives so much of its power, 0..1."""
        seconds = ms / 1000
        # A radiator or a floor is a store of heat itself.
        follow = min(1, seconds / self.lag_s) if self.lag_s else 1
        self._given += (share - self._given) * follow
        power = self.watts * self._given - self.loss * (self.degrees - self.outside)
        self.degrees += power * seconds / self.capacity

    def balance(self, degrees) -> float:
        """Return the share of its power at which the heater holds this temperature."""
        return self.loss * (degrees - self.outside) / self.watts


class Pot:
    """Water on 4.19 kJ/(kg K), see ISO 31-4; it boils at `boils`, and loses nothing before."""

    def __init__(self, degrees=20.0, watts=2000, litres=1.0, boils=100.0):
        self.degrees, self.watts, self.litres, self.boils = degrees, watts, litres, boils

    def pass_ms(self, ms, share):
        if self.litres > 0:
            self.degrees += self.watts * share * ms / 1000 / (4190 * self.litres)
            self.degrees = min(self.degrees, self.boils)


class Rig:
    """A device, its heater and the room it heats; run() steps it when it asks for it."""

    def __init__(self, kind="hvac_heater", room=None, saved=None, clock=None, **options):
        self.clock = clock or Clock()
        self.room = room or Room()
        self.heat, self.part = Out(self.clock), Part(0, None, ("humidity", "temperature"))
        self.kind = made(kind, self.ports(), options, saved)
        # Whether it was online at each of the last reports.
        self.online = []
        # The lowest and the highest since watch(), and the ms of heating.
        self.low, self.high, self.on_ms = 1000, -1000, 0
        self.broken = False
        self.measure()

    def ports(self):
        return {"heat": self.heat, "dht22": self.part}

    def measure(self):
        degrees = self.room.degrees
        self.part.values = None if self.broken else (40, int(degrees * 10 + 100.5) - 100)

    def share(self):
        return self.heat.value()

    def tell(self, name, value):
        true(self.kind.apply(name, value, self.clock.now))

    def watch(self):
        self.low, self.high, self.on_ms = 1000, -1000, 0

    def run(self, ms, most_ms=10000):
        end = ms
        while end > 0:
            self.measure()
            wait = self.kind.step(self.clock.now)
            true(wait > 0, "asked to be stepped in %r ms" % wait)
            if self.kind.dirty:
                self.kind.dirty = False
                self.online = self.online[-8:] + [self.kind.online]
            wait = min(wait, end, most_ms)
            share = self.share()
            self.room.pass_ms(wait, share)
            self.on_ms += int(wait * share)
            self.clock.pass_ms(wait)
            end -= wait
            self.low = min(self.low, self.room.degrees)
            self.high = max(self.high, self.room.degrees)

    def state(self):
        return dict(self.kind.read())


def hours(number):
    return number * 3600 * 1000


def runs(history):
    """Return ([ms of each time on], [ms of each time off in between])."""
    on, off = [], []
    for i in range(1, len(history)):
        (on if history[i - 1][1] else off).append((history[i][0] - history[i - 1][0]) & 0x3FFFFFFF)
    return on, off


class Valve(Rig):
    """A radiator whose heat follows its valve."""

    def ports(self):
        self.valve = Servo()
        return {"valve": self.valve, "dht22": self.part}

    def share(self):
        return (self.valve.place or 0) / 1000


class Aired:
    """A device on ports made by their names; run() steps it when it asks for it."""

    def __init__(self, kind, ports, saved=None, **options):
        self.clock = Clock()
        self.ports = {}
        for role, port in ports.items():
            self.ports[role] = port(self.clock) if port in (Out, In) else port
        self.kind = made(kind, self.ports, options, saved)
        self.reports = 0

    def tell(self, name, value):
        true(self.kind.apply(name, value, self.clock.now))

    def run(self, ms, most_ms=1000):
        while ms > 0:
            wait = self.kind.step(self.clock.now)
            true(wait, "asked to be stepped in %r ms" % wait)
            self.reports += self.kind.dirty
            self.kind.dirty = False
            wait = min(ms, most_ms) if wait < 0 else min(wait, ms, most_ms)
            for port in self.ports.values():
                if isinstance(port, Out):
                    port.tick()
            true(sum([self.on(name) for name in ("low", "medium", "high")]) <= 1, "two windings")
            self.clock.pass_ms(wait)
            ms -= wait

    def on(self, role):
        return role in self.ports and self.ports[role].on

    def state(self):
        return dict(self.kind.read())
