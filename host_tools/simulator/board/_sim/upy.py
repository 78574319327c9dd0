"""`micropython` as the firmware sees it on a board.

Two things differ from the Unix port: a function scheduled in an interrupt runs after it (here
the heap would still be locked), and alloc_emergency_exception_buf exists.
"""

from micropython import *  # noqa: F403  the whole module, as on a board
from micropython import schedule as _now

from _sim import clock


def schedule(function, argument):
    """Call the function soon, but never inside an interrupt."""
    if clock.in_interrupt:
        clock.free()
        clock.later.append((function, argument))
        clock.relock()
    else:
        _now(function, argument)


def alloc_emergency_exception_buf(size: int) -> None:
    """Take the size; the Unix port always has room for an exception."""
