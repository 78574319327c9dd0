"""The interpreter's own sockets; what listens does so where BENCH_PORT says, on this machine."""

import uos
from usocket import (  # noqa: F401  # noqa: F401
    AF_INET,
    SO_REUSEADDR,
    SOCK_DGRAM,
    SOCK_STREAM,
    SOL_SOCKET,
    inet_ntop,
    sockaddr,
    socket,
)
from usocket import getaddrinfo as _real


def getaddrinfo(host, port, *more):
    if host == "0.0.0.0":
        host, port = "127.0.0.1", int(uos.getenv("BENCH_PORT") or 0) if port == 80 else 0
    return _real(host, port, *more)
