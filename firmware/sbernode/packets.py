"""Cut a stream of bytes into MQTT packets, whatever the pieces it comes in. Pure.

Source: MQTT 3.1.1, section 2.2 (fixed header, remaining length of at most four bytes).
"""


class BadStream(Exception):
    """Bytes that are not MQTT; nothing after them can be understood."""


class Packets:
    """Collect packets of at most `limit` bytes; longer ones are passed over, the frame kept.

    small: size of the buffer kept for good; only a longer packet gets one of its own.
    """

    def __init__(self, limit: int, small: int = 512):
        self._limit = limit
        self._small = bytearray(small)
        self.reset()

    def reset(self):
        """Begin with a new stream."""
        self._head = b""
        self._body = None
        self._left = -1
        self._at = 0

    def feed(self, data):
        """Take bytes (a memoryview); yield (header, body) of each packet that is complete.

        header: bytes, from the type up to the length; body: memoryview, good until the next one,
        or None for a packet beyond the limit.
        """
        at, end = 0, len(data)
        while at < end:
            if self._left < 0:
                at += 1
                self._header(data[at - 1])
                if self._left:
                    continue
            else:
                part = min(self._left, end - at)
                if self._body is not None:
                    self._body[self._at : self._at + part] = data[at : at + part]
                self._at += part
                self._left -= part
                at += part
                if self._left:
                    continue
            head, body = self._head, self._body
            if body is not None:
                body = memoryview(body)[: self._at]
            yield head, body
            self.reset()

    def _header(self, byte):
        self._head += bytes([byte])
        if len(self._head) == 1 or byte & 0x80:
            if len(self._head) > 4:
                raise BadStream("length")
            return
        length = 0
        for digit in reversed(self._head[1:]):
            length = length << 7 | digit & 0x7F
        if length <= len(self._small):
            self._body = self._small
        elif length <= self._limit:
            try:
                self._body = bytearray(length)
            except MemoryError:
                self._body = None
        self._left = length
