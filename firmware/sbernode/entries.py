"""Take devices.json apart, one object at a time: the whole of it would fill the heap. Pure.

Loaded to check, then dropped. Devices and rules are the objects in a list in an object; what is
around them is small and stays together.
"""

import json

from micropython import const

_USUAL = const(256)
# A name, and the blanks that somebody may have put behind it.
_NAME = const(64)
_OPENING = b"{["
_CLOSING = b"}]"


class Splitter:
    """Feed it the file, however cut; in the end doc() says what there is besides the devices.

    rules: whether the object handed out last is none, but stands in a list called "rules".
    """

    def __init__(self, depth: int = 2):
        """depth: how many lists and objects the devices stand in."""
        self._within, self.rules = depth, False
        self._frame = bytearray()
        # One for all devices, as long as most are: growing takes room for it twice, in one piece.
        self._entry, self._size = bytearray(b" " * _USUAL), 0
        self._filled = 0
        self._depth = 0
        self._quoted = self._escaped = self._inside = False

    def feed(self, block: bytes):
        """Yield the devices and rules that are complete with this block. Raises ValueError."""
        for byte in block:
            if self._quoted:
                self._quoted = self._escaped or byte != 0x22
                self._escaped = not self._escaped and byte == 0x5C
            elif byte == 0x22:
                self._quoted = True
            elif byte in _OPENING:
                if self._depth == self._within - 1:
                    name = bytes(self._frame[-_NAME:]).rstrip(b": \t\r\n")
                    self.rules = name.endswith(b'"rules"')
                if self._depth == self._within and byte == 0x7B:
                    # Nothing else there is one: it stands for a device.
                    self._frame.extend(b"{}")
                    self._inside = True
                self._depth += 1
            elif byte in _CLOSING:
                self._depth -= 1
            if not self._inside:
                self._frame.append(byte)
                continue
            if self._size == len(self._entry):
                self._entry.extend(b" " * _USUAL)
            self._entry[self._size] = byte
            self._size += 1
            if self._depth == self._within and not self._quoted:
                for at in range(self._size, self._filled):
                    # What a longer one has left.
                    self._entry[at] = 0x20
                self._inside, self._filled, self._size = False, self._size, 0
                yield _parsed(self._entry)

    def doc(self):
        """Return the document with {} in the place of each device. Raises ValueError."""
        # The boards' reader forgives a missing end.
        if self._depth or self._quoted:
            raise ValueError
        return _parsed(self._frame)


def _parsed(text):
    try:
        return json.loads(text)
    except (TypeError, KeyError, RuntimeError):
        # A key that cannot be one; nested too deep.
        raise ValueError
