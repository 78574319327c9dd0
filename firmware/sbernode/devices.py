"""The devices of this board: found by id, stepped, asked for changes. Pure."""

from sbernode.ticks import since


class Device:
    """One device as the cloud knows it, around its kind."""

    def __init__(self, entry, kind):
        self.id = entry["id"]
        self.name = self.default_name = entry["name"]
        self.home = entry.get("home")
        self.room = entry.get("room")
        self.kind = kind
        # The attribute is made here: an interrupt may set it, but not allocate room for it.
        kind.dirty = False
        self.due_at = 0

    def states(self):
        """Return [(function, value)] of everything declared that has a value, online first."""
        if not self.kind.online:
            return [("online", False)]
        return [("online", True)] + self.kind.read()


class Devices:
    """All devices in the order of devices.json."""

    def __init__(self, devices):
        self.all = devices
        # The pins that a soft restart leaves as they are, see hw.ports.
        self.outs = []
        # A bit for each GPIO in use, for whoever wants to use one for something else.
        self.taken = 0
        self._next_at = None

    def find(self, device_id: str):
        """Return the device with this id, None if it is not ours."""
        for device in self.all:
            if device.id == device_id:
                return device
        return None

    def is_busy(self) -> bool:
        """Tell whether a motor runs, so that work which blocks the interpreter should wait."""
        for device in self.all:
            if device.kind.busy:
                return True
        return False

    def wake(self):
        """Have the next step() look at every device: an input or a command changed something."""
        self._next_at = None

    def step(self, now: int) -> int:
        """Do what is due; return the ms until the next call, -1 for none."""
        if self._next_at is not None and since(now, self._next_at) < 0:
            return -since(now, self._next_at)
        everything = self._next_at is None
        soonest = -1
        for device in self.all:
            wait = -1 if device.due_at is None else max(0, -since(now, device.due_at))
            if everything or wait == 0:
                wait = device.kind.step(now)
                device.due_at = None if wait < 0 else now + wait
            if wait >= 0 and (soonest < 0 or wait < soonest):
                soonest = wait
        # Looked at again once a minute even if nothing is due: tick values grow stale in six days.
        self._next_at = now + (60000 if soonest < 0 else min(soonest, 60000))
        return soonest

    def changed(self):
        """Return the devices whose state changed by itself since the last call."""
        found = []
        for device in self.all:
            if device.kind.dirty:
                device.kind.dirty = False
                found.append(device)
        return found

    def save(self):
        """Return {id: what state.json keeps} of the devices that keep something."""
        kept = {}
        for device in self.all:
            saved = device.kind.save()
            if saved is not None:
                kept[device.id] = saved
        return kept
