"""`socket`: the real sockets; getaddrinfo can fail or take long, and interrupts happen meanwhile.

Numbers such as 127.0.0.1 need no network. Names go through _sim/air.py first. "0.0.0.0" is what
a server binds to: SIM_PORTS='{"80": 8081}' says where on 127.0.0.1 that is; ports that it does
not name are free ones, so that boards keep out of each other's way; SIM_PORTS="real" is for a
machine, or a network namespace, that is the board.
"""

import json as _json

import uos as _uos
from _sim import air as _air
from usocket import *  # noqa: F403
from usocket import getaddrinfo as _real

_ports = (
    None if _uos.getenv("SIM_PORTS") == "real" else _json.loads(_uos.getenv("SIM_PORTS") or "{}")
)


def getaddrinfo(host, port, af=0, type=0, proto=0, flags=0):
    """Return what the real one returns; blocks, as on the boards."""
    if host == "0.0.0.0":
        if _ports is not None:
            host = "127.0.0.1"
            port = _ports.get(str(port), 0)
    elif not host.replace(".", "").isdigit() and ":" not in host:
        host = _air.look_up(host)
    return _real(host, port, af or AF_INET, type or SOCK_STREAM)  # noqa: F405
