"""sbernode: a board with home-made devices, spoken to by the Sber smart home cloud.

Here is what all rooms share: modules that are dropped again, and time. Pure: time is passed in.
"""

import sys

from micropython import const

VERSION = "0.1.0"

# The boards' ticks wrap at 2**30; a wider counter gives the same differences.
_WRAP = const(0x3FFFFFFF)
_HALF = const(0x20000000)


class NotReady(Exception):
    """A file is not as it must be; args: the code of what to do, and what of."""


def forget(*names: str):
    """Drop modules of this package, such as "start" or "sber.catalog"; imported anew if needed.

    So the memory of what is needed for a moment comes back. Nobody else may hold on to them:
    import them inside functions only.
    """
    for name in names:
        sys.modules.pop("sbernode." + name, None)
        parent, _, last = ("sbernode." + name).rpartition(".")
        parent = sys.modules.get(parent)
        if hasattr(parent, last):
            delattr(parent, last)


def since(now: int, then: int) -> int:
    """Return now - then in ms, right for less than six days; negative if `then` is to come."""
    return ((now - then + _HALF) & _WRAP) - _HALF


class Backoff:
    """Give waits between tries in ms: each between half and the whole of a doubling limit.

    random: function of n that returns an integer 0..n-1. The halves spread boards that lost the
    same router or cloud at the same moment.
    """

    def __init__(self, first_ms: int, longest_ms: int, random):
        self._first, self._longest, self._random = first_ms, longest_ms, random
        self.reset()

    def reset(self):
        """Begin again from the first wait: the last try worked."""
        self._limit = self._first

    def next(self) -> int:
        """Return the ms to wait now and double the limit."""
        half = self._limit // 2
        self._limit = min(self._limit * 2, self._longest)
        return half + self._random(half + 1)
