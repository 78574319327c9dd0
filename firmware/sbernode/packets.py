"""What umqtt.simple takes for a socket: MQTT packets out of a stream, whatever its pieces. Pure.

Source: MQTT 3.1.1, section 2.2 (fixed header, remaining length of at most four bytes).
"""

from micropython import const

_COPIED = const(128)


class LinkDown(Exception):
    """The link cannot be had or is gone; args: a code of texts.py, the detail for the log."""


class Packets:
    """Collect one packet of at most `limit` bytes; a longer one is passed over, the frame kept.

    head: bytes, from the type up to the length; body: memoryview, None beyond the limit; both are
    good from the moment took() says so until reset(). out, long: what umqtt wrote.
    small: size of the buffer kept for good; only a longer packet gets one of its own.
    """

    def __init__(self, limit: int, small: int = 512):
        self._limit = limit
        self._small = bytearray(small)
        self.reset()
        self.clear()

    def reset(self):
        """Begin with the next packet."""
        self.head, self.body = b"", None
        self._left = self._at = 0

    def room(self):
        """Return where the next bytes of the stream belong, a memoryview; took() must follow."""
        if self.body is not None:
            return memoryview(self.body)[self._at : self._at + self._left]
        # A byte of the header, or what is passed over.
        return memoryview(self._small)[: self._left or 1]

    def took(self, n: int) -> bool:
        """Take note of n bytes in room(); return whether the packet is complete."""
        if self._left:
            self._at += n
            self._left -= n
        elif not self._is_header(self._small[0]):
            return False
        if self._left:
            return False
        if self.body is not None:
            self.body = memoryview(self.body)[: self._at]
        self._at = 0
        return True

    def _is_header(self, byte):
        self.head += bytes([byte])
        if len(self.head) == 1 or byte & 0x80:
            if len(self.head) > 4:
                raise LinkDown("not_mqtt", "length")
            return False
        for digit in reversed(self.head[1:]):
            self._left = self._left << 7 | digit & 0x7F
        if self._left <= len(self._small):
            self.body = self._small
        elif self._left <= self._limit:
            try:
                self.body = bytearray(self._left)
            except MemoryError:
                pass
        return True

    def read(self, n):
        """Return the next n bytes of the complete packet, for umqtt."""
        start = self._at
        self._at += n
        inside = start - len(self.head)
        if inside < 0:
            return self.head[start : start + n]
        part = self.body[inside : inside + n]
        if len(part) != n:
            raise LinkDown("not_mqtt", "a packet shorter than it says")
        # A long body stays where it is; json reads it from there.
        return part if n > _COPIED else bytes(part)

    def clear(self):
        """Forget what was written."""
        self.out, self.long = bytearray(), None

    def write(self, data, n=None):
        """Keep what is to be sent; a body that yields its parts is kept as it is."""
        if isinstance(data, (bytes, bytearray)):
            self.out.extend(data if n is None else memoryview(data)[:n])
        else:
            self.long = data

    def setblocking(self, flag):
        """umqtt asks for a blocking socket after the first byte; there is none."""
