"""Devices, rules and time for tests of the rules between devices."""

from ports import Clock
from sbernode import make_rules
from sbernode.devices import Device, Devices

MINUTE = 60000


class Thing(Device):
    """A device of any functions whose states a test sets by hand; `done`: what it was told."""

    def __init__(self, name, events=(), **states):
        self.id, self.values, self.done = name, states, []
        self.features = tuple(states) + events + ("open_set", "unlock")

    def read(self):
        return list(self.values.items())

    def apply(self, name, value, now):
        self.done.append((name, value))
        if name in self.values:
            self.values[name] = value
        return True


class Home:
    """Devices with rules, stepped as App does it; the agent takes the events after each step."""

    def __init__(self, things, rules, kept=None):
        self.clock, self.woken = Clock(), 0
        self.devices = Devices(things)
        made = [make_rules.make(entry, self.devices, i + 1) for i, entry in enumerate(rules)]
        self.devices.rules = make_rules.rules(made, kept, self.devices, self)
        self.step()

    def set(self):
        self.woken += 1

    def step(self):
        """Step until nothing is to be done; return the ms until something is."""
        self.devices.wake()
        for _ in range(200):
            wait = self.devices.step(self.clock.now)
            for device in self.devices.changed():
                device.events = ()
            if wait != 0:
                return wait
        raise AssertionError("it does not come to rest")

    def run(self, ms):
        """Let so much time pass, looked at whenever something is due."""
        while ms > 0:
            wait = self.step()
            wait = min(ms, MINUTE, MINUTE if wait < 0 else wait)
            self.clock.pass_ms(wait)
            ms -= wait
        self.step()

    def happens(self, thing, name, what):
        thing.events = [(name, what)]
        thing.dirty = True
        self.step()


def when(device, function, do, **more):
    """Return a rule; do: (device, function, value), ...; what is no condition stands beside."""
    condition = {"device": device, "function": function}
    entry = {"when": condition}
    for name, value in more.items():
        target = entry if name in ("for_s", "delay_s") else condition
        target[name.rstrip("_")] = value
    entry["do"] = [{"device": d, "function": f, "value": v} for d, f, v in do]
    return entry
