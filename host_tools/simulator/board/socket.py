"""`socket`: the real sockets; getaddrinfo can fail or take long, and interrupts happen meanwhile.

Numbers such as 127.0.0.1 need no network. Names go through _sim/air.py first.
"""

from _sim import air as _air
from usocket import *  # noqa: F403
from usocket import getaddrinfo as _real


def getaddrinfo(host, port, af=0, type=0, proto=0, flags=0):
    """Return what the real one returns; blocks, as on the boards."""
    if not host.replace(".", "").isdigit() and ":" not in host:
        host = _air.look_up(host)
    return _real(host, port, af or AF_INET, type or SOCK_STREAM)  # noqa: F405
