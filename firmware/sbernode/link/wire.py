"""What umqtt.simple takes for a socket, and why a link is down. Pure."""

from micropython import const

_COPIED = const(128)


class LinkDown(Exception):
    """The link cannot be had or is gone; args: a code, the detail for the log.

    Codes: no_name refused unreachable no_answer clock_not_set not_trusted expired wrong_name tls
    login_refused not_authorised not_now dropped silent not_mqtt no_roots; their words: reasons.py.
    """


class Wire:
    """What umqtt takes for a socket: reads from one packet, writes into a buffer."""

    def __init__(self):
        self.clear()

    def clear(self):
        """Forget what was written."""
        self.out, self.long = bytearray(), None

    def load(self, head, body):
        """Have the next reads return this packet."""
        self._head, self._body, self._at = head, body, 0

    def read(self, n):
        """Return the next n bytes of the packet."""
        start = self._at
        self._at += n
        inside = start - len(self._head)
        if inside < 0:
            return self._head[start : start + n]
        part = self._body[inside : inside + n]
        if len(part) != n:
            raise LinkDown("not_mqtt", "a packet shorter than it says")
        # A long body stays where it is; json reads it from there.
        return part if n > _COPIED else bytes(part)

    def write(self, data, n=None):
        """Keep what is to be sent; a body that yields its parts is kept as it is."""
        if isinstance(data, (bytes, bytearray)):
            self.out.extend(data if n is None else memoryview(data)[:n])
        else:
            self.long = data

    def setblocking(self, flag):
        """umqtt asks for a blocking socket after the first byte; there is none."""
