"""Waits between tries: doubling, with jitter, without an end. Pure: randomness is passed in."""


class Backoff:
    """Give the next wait in ms, between half and the whole of a doubling limit.

    random: function of n that returns an integer 0..n-1. The halves spread boards that lost the
    same router or cloud at the same moment.
    """

    def __init__(self, first_ms: int, longest_ms: int, random):
        self._first, self._longest, self._random = first_ms, longest_ms, random
        self._limit = first_ms

    def reset(self):
        """Begin again from the first wait: the last try worked."""
        self._limit = self._first

    def next(self) -> int:
        """Return the ms to wait now and double the limit."""
        half = self._limit // 2
        self._limit = min(self._limit * 2, self._longest)
        return half + self._random(half + 1)
