"""The interpreter's own os on a board that no table of pins knows, so that any number is a pin."""

from uos import *  # noqa: F403

machine = "bench"


def uname():
    """Return the name of the board."""
    return __import__("os")
