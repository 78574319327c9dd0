"""intercom: tells of a call, opens the door, rejects. Pure."""

from micropython import const

from sbernode import since
from sbernode.devices import Device

# The button is let go before the handset hangs.
_HANG_MS = const(500)


class Intercom(Device):
    """Contacts beside the buttons of a handset, pressed by relays for `pulse_ms`.

    handset: a relay in the place of the hook; it lifts for as long as it takes, and `lift_ms`
    later the button is pressed. Rejecting without a button of its own is to lift and hang up. The
    machine timer ends every press; while one is under way another order is not obeyed: a message
    that comes twice opens once. ring: a call lasts until `hold_s` after its last sound.
    """

    _ring = _rang_at = _port = _press_at = None
    _ringing = False

    def begin(self, ports, saved):
        if len(ports) == 4:
            self._ring = ports[0]
            self._seen = self._ring.edges
        self._unlock, self._reject, self._handset = ports[-3:]
        names = []
        for name, fitted in (
            ("incoming_call", self._ring),
            ("unlock", self._unlock),
            ("reject_call", self._reject or self._handset),
        ):
            if fitted:
                names.append(name)
        self.features = tuple(names)

    def apply(self, name, value, now):
        if name not in self.features or name == "incoming_call":
            return False
        port = self._unlock if name == "unlock" else self._reject
        if self.busy:
            # The same once more is done already.
            return port is self._port
        pulse, lift, _ = self.options
        self.busy, self._port = True, port
        if self._handset:
            self._handset.run(lift + pulse + _HANG_MS)
            self._press_at = now + lift
        else:
            port.run(pulse)
        return True

    def read(self):
        return [("incoming_call", self._ringing)] if self._ring else []

    def step(self, now):
        wait = self._hear(now) if self._ring else -1
        if not self.busy:
            return wait
        left = self._press(now)
        return left if wait < 0 or 0 <= left < wait else wait

    def _press(self, now):
        """Go on with an order; return the ms until there is more to do, -1: it is done."""
        pulse = self.options[0]
        if self._press_at is not None:
            left = -since(now, self._press_at)
            if left > 0:
                return left
            self._press_at = None
            # Not if the loop was so late that the handset hangs again.
            if self._port and self._handset.running:
                self._port.run(pulse)
        for port in (self._handset, self._port):
            if port and port.running:
                return pulse
        self.busy, self._port = False, None
        return -1

    def _hear(self, now):
        """Follow the bell; return the ms until the call counts as over, -1: not now."""
        edges = self._ring.edges
        if edges != self._seen or edges & 1:
            self._seen, self._rang_at = edges, now
        ringing = False
        left = -1
        if self._rang_at is not None:
            left = self.options[2] * 1000 - since(now, self._rang_at)
            ringing = left > 0
            if not ringing:
                self._rang_at, left = None, -1
        if ringing != self._ringing:
            self._ringing = ringing
            self.dirty = True
        return left
