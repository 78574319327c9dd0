"""A thing that two outputs or a drive move, with its limit switches; for tests of pure rooms."""

from check import true
from ports import Clock, Drive, In, Out, made
from sbernode import log

_STEP_MS = 10


class Rig:
    """`place` is where the thing is, ms from the closed end, of `way` ms; `limits`: which work.

    run() steps the device as the loop would, `late` ms late, and fails if both outputs are on.
    """

    def __init__(self, kind, limits="", place=0, way=10000, saved=None, late=0, **options):
        del log.lines()[:]
        self.clock, self.late = Clock(), late
        self.place, self.way, self.works = place, way, limits
        self.open, self.close = Out(self.clock), Out(self.clock)
        self.ports = {"open": self.open, "close": self.close}
        self.limits = {name + "_limit": In(self.clock) for name in limits.split()}
        self.ports.update(self.limits)
        self.options = dict({"travel_ms": 10000, "pause_ms": 500}, **options)
        self._touch()
        self.name = kind
        self.kind = made(kind, self.ports, self.options, saved)

    def again(self, **options):
        """Make the device anew, as after a restart."""
        given = dict(self.options, **options)
        self.kind = made(self.name, self.ports, given, self.kind.save())

    def tell(self, name, value):
        true(self.kind.apply(name, value, self.clock.now))
        self.check()

    def check(self):
        true(not (self.open.on and self.close.on), "both outputs are on")

    def run(self, ms):
        for _ in range(ms // _STEP_MS):
            self.clock.pass_ms(_STEP_MS)
            # what was on until now has moved it
            self.place += _STEP_MS * (int(self.open.on) - int(self.close.on))
            self.place = max(0, min(self.way, self.place))
            self.open.tick()
            self.close.tick()
            self.check()
            self._touch()
            if (self.clock.now // _STEP_MS) % (1 + self.late // _STEP_MS) == 0:
                self.kind.step(self.clock.now)
            self.check()

    def _touch(self):
        for name, at in (("close_limit", 0), ("open_limit", self.way)):
            limit = self.limits.get(name)
            if limit and name[:-6] in self.works and limit.active != (self.place == at):
                (limit.release if limit.active else limit.press)()

    def state(self):
        return dict(self.kind.read())


class DriveRig:
    """A device on a drive; the clock moves in ms."""

    def __init__(self, kind, role, saved=None, whole=4096, unit_ms=2, **options):
        self.clock = Clock()
        self.drive = Drive(self.clock, whole, unit_ms)
        self.kind = made(kind, {role: self.drive}, options, saved)

    def tell(self, name, value):
        true(self.kind.apply(name, value, self.clock.now))

    def run(self, ms):
        for _ in range(ms // _STEP_MS):
            self.clock.pass_ms(_STEP_MS)
            self.kind.step(self.clock.now)

    def state(self):
        return dict(self.kind.read())
