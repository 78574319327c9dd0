"""Differences of tick values that wrap. Pure: the same on every board and on a computer."""

from micropython import const

# The boards' ticks wrap at 2**30; a wider counter gives the same differences.
_WRAP = const(0x3FFFFFFF)
_HALF = const(0x20000000)


def since(now: int, then: int) -> int:
    """Return now - then in ms, right for less than six days; negative if `then` is to come."""
    return ((now - then + _HALF) & _WRAP) - _HALF
