"""socket: a relay whose button can be locked. Pure."""

from sbernode.kinds import relay


class Socket(relay.Relay):
    """child_lock: whatever switches it over on the spot does nothing; commands go on working."""

    features = ("on_off", "child_lock")
    locked = False

    def begin(self, ports, saved):
        relay.Relay.begin(self, ports, saved)
        if isinstance(saved, list):
            self.locked = saved[-1:] == [True]

    def apply(self, name, value, now):
        if name == "child_lock":
            self.locked = value
            return True
        return relay.Relay.apply(self, name, value, now)

    def toggle(self):
        """Switch over unless locked; runs inside an interrupt, so it must not allocate."""
        if not self.locked:
            relay.Relay.toggle(self)

    def read(self):
        return list(zip(self.features, (self._out.value() == 1, self.locked)))

    def save(self):
        on = relay.Relay.save(self)
        return [on, True] if self.locked else on
