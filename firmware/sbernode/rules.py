"""Local rules: when a function of one device has a value, functions of others are set. Pure.

Loaded only where devices.json has rules; make_rules makes them. A rule fires when its condition
becomes true, or at each event. Loops end: all rules are looked at before any of them acts, what
they do is seen in the next step, and one that fires too often is paused.
"""

from micropython import const

from sbernode import log, since

# A rule that fires more often than so within a window is paused for so many of them.
_WINDOW_MS = const(10000)
_MOST = const(20)
_PAUSE = const(60)
# A truth: true, and it was so when it was first looked at.
_START = const(2)


class Rule:
    """One rule; what is not said of it stands on the class.

    device, name: whose function is looked at; value: what it must be, or beyond what, in the
    units of the wire, None: any event; sign: 1 above, -1 below, both then multiplied with it, 0
    is, None an event; back: where a threshold ends to be true; delay, hold: ms until it fires,
    until what it set is set back, 0: never; do: device, name, value of each action in a row.
    """

    value = back = None
    sign = delay = hold = 0
    # Whether the condition holds, None: not known yet. Ticks when it is to fire, None: never.
    truth = due_at = None
    # How often it fired within this window; below 0: for how many it is still paused.
    count = 0
    told = False


class Rules:
    """All rules in the order of devices.json; backs: see `_backs`, with None for "at once"."""

    def __init__(self, rules, backs, wake):
        """wake: a flag that is set when a rule has acted, so that its effects are saved."""
        self.all, self._wake = rules, wake
        # [device, name, value, at]: what is to be set back, and when.
        self._backs = backs
        self._window_at = None

    def step(self, now: int) -> int:
        """Do what is due; return the ms until the next call, -1 for none; 0: it did something.

        Called after the devices' steps, before anybody takes their events.
        """
        soonest = self._count(now)
        fired = []
        seen = states = None
        for rule in self.all:
            if rule.count < 0:
                continue
            device, due_at = rule.device, rule.due_at
            known = True
            if rule.sign is None:
                for event in device.events:
                    if event[0] == rule.name and rule.value in (None, event[1]):
                        # As a delay begins anew with each event, only the last one counts.
                        due_at = now + rule.delay
                        if not rule.delay:
                            fired.append(rule)
                            due_at = None
            else:
                if device is not seen:
                    seen, states = device, device.states()
                value = _found(states, rule.name)
                known = value is not None
                if known and _holds(rule, value):
                    if not rule.truth:
                        rule.truth = _START if rule.truth is None else True
                        due_at = now + rule.delay
                elif known:
                    rule.truth, due_at = False, None
            if due_at is not None:
                wait = max(0, -since(now, due_at))
                if wait == 0 and not known:
                    # It waits for the sensor; a tick value must not grow stale meanwhile.
                    due_at = now
                elif wait == 0:
                    fired.append(rule)
                    due_at = None
                elif soonest < 0 or wait < soonest:
                    soonest = wait
            rule.due_at = due_at
        for rule in fired:
            self._fire(rule, now)
        wait = self._set_back(now)
        if fired or wait == 0:
            self._wake.set()
            return 0
        return wait if soonest < 0 or 0 < wait < soonest else soonest

    def touched(self, device, name: str):
        """Take note that somebody else sets this function: it is not set back any more."""
        back = self._pending(device, name)
        if back:
            self._backs.remove(back)

    def save(self):
        """Return what state.json keeps: [id, name, value] of all that is to be set back."""
        return [[back[0].id, back[1], back[2]] for back in self._backs]

    def _count(self, now):
        """Begin a new window if it is time; return the ms until then if that matters, else -1."""
        left = _WINDOW_MS
        if self._window_at is not None:
            left -= since(now, self._window_at)
        if self._window_at is None or left <= 0:
            self._window_at, left = now, _WINDOW_MS
            for rule in self.all:
                rule.count = rule.count + 1 if rule.count < 0 else 0
        for rule in self.all:
            if rule.count < 0:
                return left
        return -1

    def _fire(self, rule, now):
        starts = rule.truth is _START
        if rule.count < 0 or (starts and rule.hold):
            # What is for a time begins with a change, not with the supply voltage.
            return
        rule.count += 1
        if rule.count > _MOST:
            # Afterwards it is looked at as for the first time.
            rule.count, rule.truth = -_PAUSE, None
            if not rule.told:
                rule.told = True
                log.warn("rules", "paused", self.all.index(rule) + 1)
            return
        for i in range(0, len(rule.do), 3):
            device, name, value = rule.do[i : i + 3]
            before = _found(device.states(), name)
            # A move is asked for anyway: only its kind knows where the motor stands.
            if starts and before in (None, value) and name[:5] != "open_":
                continue
            self._keep(rule, device, name, before, value, now)
            if not device.apply(name, value, now):
                log.info("agent", "untaken", device.id, name)
            device.dirty = True

    def _keep(self, rule, device, name, before, value, now):
        """Have a function set back that is about to be set; or not any more."""
        if not rule.hold:
            self.touched(device, name)
            return
        back = self._pending(device, name)
        at = now + rule.hold
        if isinstance(value, bool):
            before = not value
        elif name[:5] == "open_" and value in ("open", "close"):
            before = "close" if value == "open" else "open"
        elif back and back[1] == name:
            before = back[2]
        if back:
            if back[3] is not None and since(back[3], at) > 0:
                at = back[3]
            back[1], back[2], back[3] = name, before, at
        elif before is not None:
            # What was set last is set back first.
            self._backs.insert(0, [device, name, before, at])

    def _pending(self, device, name):
        """Return what is to be set back of a function, or of the other one of its drive."""
        for back in self._backs:
            if back[0] is device and _what(back[1]) == _what(name):
                return back
        return None

    def _set_back(self, now):
        """Set back what is due; return the ms until the next, -1 for none; 0: it did something."""
        soonest = -1
        for back in list(self._backs):
            device, name, value, at = back
            wait = 0 if at is None else max(0, -since(now, at))
            if isinstance(value, bool) and _found(device.states(), name) is value:
                # Somebody did it by hand.
                self._backs.remove(back)
            elif wait == 0:
                self._backs.remove(back)
                device.apply(name, value, now)
                device.dirty = True
                soonest = 0
            elif soonest < 0 or wait < soonest:
                soonest = wait
        return soonest


def _found(states, name):
    for known, value in states:
        if known == name:
            return value
    return None


def _what(name):
    # open_set and open_percentage move the same.
    return name[: name.rfind("_")] if name[:5] == "open_" else name


def _holds(rule, value):
    if rule.sign:
        return rule.sign * value > (rule.back if rule.truth else rule.value)
    return value == rule.value
