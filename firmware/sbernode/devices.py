"""The devices of this board: found by id, stepped, asked for changes. Pure."""

from sbernode import since


class Device:
    """What every device has; a kind overrides what it needs. Never raises on valid values.

    id, name, default_name, room, home: as the cloud knows it, None where not given; category: of
    Sber, the name of its kind; options: tuple in the order of the row in kinds.table.
    """

    id = home = room = None
    # Ticks when the session with the cloud ended, or was seen to be missing; None in service.
    lost_at = None
    # The device inside of this one, see kinds.extras.
    inner = None
    options = ()
    # The functions this device offers with the roles that are fitted.
    features = ()
    # {function: (low, high, step) or texts} where values are narrowed, or None.
    allowed = None
    # False: the part behind the device does not answer; nothing but this is reported then.
    online = True
    # Set when the state changed without a command; the owner reports and clears it. Every device
    # has its own from the start: an interrupt may set it, but not allocate room for it.
    dirty = False
    # A motor runs: no moment for work that blocks the interpreter.
    busy = False
    # Pending [(function, value)] of things that happened once: never a part of the state.
    events = ()
    # Ticks of the next step(), None: when something happens.
    due_at = None

    def begin(self, ports, saved):
        """Take the ports in the order of their set, and what save() gave, or None.

        Called once, before service, with the options in place; then dropped. Drives nothing that
        is not to be on.
        """

    def apply(self, name: str, value, now: int) -> bool:
        """Carry out one clamped command; now: ticks in ms. False: not a command of this device."""
        return False

    def read(self):
        """Return [(function, value)] of the present state, taken from the pins."""
        return []

    def step(self, now: int) -> int:
        """Do what is due; return the ms until the next call, -1 for none."""
        return -1

    def save(self):
        """Return what state.json keeps of this device, None for nothing."""
        return None

    def states(self):
        """Return [(function, value)] of everything declared that has a value, online first."""
        if not self.online:
            return [("online", False)]
        return [("online", True)] + self.read()


class Devices:
    """All devices in the order of devices.json; rules: the Rules between them, None if none."""

    rules = None

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
            if device.busy:
                return True
        return False

    def away(self, now):
        """Keep since when there is no session with the cloud; now: None while there is one."""
        if (now is None) != (Device.lost_at is None):
            Device.lost_at = now
            self.wake()

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
                wait = device.step(now)
                if wait >= 0:
                    device.due_at = now + wait
                elif device.due_at is not None:
                    device.due_at = None
            if wait >= 0 and (soonest < 0 or wait < soonest):
                soonest = wait
        if self.rules:
            wait = self.rules.step(now)
            if not wait:
                # Whatever they set is stepped, and looked at by them, before anybody waits.
                self._next_at = None
                return 0
            if wait > 0 and (soonest < 0 or wait < soonest):
                soonest = wait
        # Looked at again once a minute even if nothing is due: tick values grow stale in six days.
        self._next_at = now + (60000 if soonest < 0 else min(soonest, 60000))
        return soonest

    def changed(self):
        """Return the devices whose state changed by itself since the last call."""
        found = []
        for device in self.all:
            if device.dirty:
                device.dirty = False
                found.append(device)
        return found

    def save(self):
        """Return {id: what state.json keeps} of the devices that keep something.

        What rules have to set back stands there like a device with the id of the hub.
        """
        kept = {}
        for device in self.all:
            saved = device.save()
            if saved is not None:
                kept[device.id] = saved
        if self.rules:
            kept["root"] = self.rules.save()
        return kept
