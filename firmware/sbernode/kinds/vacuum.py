"""vacuum_cleaner: a robot, by infrared or by pulses on the contacts of its buttons. Pure.

return_s: how long the way to its dock takes, where no contact tells that it is there; pulse_ms:
how long a button is pressed. A little more than 4 KiB of heap, of which Remote takes 1.5.
"""

from micropython import const

from sbernode import since
from sbernode.kinds.remote import Remote

_COMMAND = const("vacuum_cleaner_command")
_STATUS = const("vacuum_cleaner_status")
_HOME = const("return_to_dock")


class Vacuum(Remote):
    """Its status follows the commands, and the contact of its dock if there is one."""

    features = (_STATUS,)
    state = {
        _STATUS: "docked",
        "vacuum_cleaner_program": "",
        "vacuum_cleaner_cleaning_type": "",
        "child_lock": False,
    }
    _home_at = None

    def begin(self, ports, saved):
        self._dock = ports[1]
        self._seen = None
        super().begin(ports, saved)

    def offer(self, keys):
        """Offer what there are codes for."""
        self.allowed = {}
        commands = ("start", "resume", "pause", _HOME)
        found = [name for name in commands if _COMMAND + "=" + name in keys]
        if "start" in found and "resume" not in found:
            found.append("resume")
        if found:
            self.features += (_COMMAND,)
            self.allowed[_COMMAND] = tuple(found)
            # The last one, as far as anybody knows.
            states = [_status(command) for command in found if command != "resume"]
            self.allowed[_STATUS] = tuple(states + ["docked"])
            self.state[_COMMAND] = _HOME if _HOME in found else found[0]
        self.narrow(keys, "vacuum_cleaner_program", "smart perimeter spot random_route")
        self.narrow(keys, "vacuum_cleaner_cleaning_type", "dry wet mixed")
        self.switch(keys, "child_lock")

    def apply(self, name, value, now):
        if name not in self.features:
            return False
        if name == _STATUS:
            # A wish for a status is the command that leads there.
            name = _COMMAND
            value = "start" if value == "cleaning" else "pause" if value == "pause" else _HOME
        if name != _COMMAND:
            self.turn(name, value)
            return True
        way = value
        if way == "resume" and not self.ir.has(_COMMAND + "=resume"):
            way = "start"
        if self.press(name, way):
            self.state[_COMMAND] = value
            self.state[_STATUS] = _status(value)
            self._home_at = now + self.options[0] * 1000 if value == _HOME else None
        return True

    def step(self, now):
        status = self.state[_STATUS]
        if self._dock:
            if self._seen != self._dock.edges:
                self._seen = self._dock.edges
                if self._dock.get():
                    self._at_home()
                elif status == "docked":
                    # Somebody has started it.
                    self.state[_STATUS] = "cleaning"
                    self.dirty = True
            return -1
        if self._home_at is None:
            return -1
        left = -since(now, self._home_at)
        if left <= 0:
            self._at_home()
        return left

    def _at_home(self):
        self._home_at = None
        self.dirty = self.dirty or self.state[_STATUS] != "docked"
        self.state[_STATUS] = "docked"


class Wired(Vacuum):
    """Outputs in the place of its buttons: start, pause, dock. It is its own remote control."""

    def begin(self, ports, saved):
        self._outs = [pair for pair in zip(("start", "pause", _HOME), ports) if pair[1]]
        super().begin((self, ports[3]), saved)

    def keys(self):
        """Return the keys there are."""
        return [_COMMAND + "=" + name for name, _ in self._outs]

    def has(self, key):
        """Tell whether there is this one."""
        return key in self.keys()

    def send(self, key):
        """Press it, and no other."""
        for _, out in self._outs:
            out.stop()
        for name, out in self._outs:
            if key == _COMMAND + "=" + name:
                out.run(self.options[1])
        return self.has(key)


def _status(command):
    """Return what a command makes of the status."""
    if command == "pause":
        return command
    return "returning_to_dock" if command == _HOME else "cleaning"
