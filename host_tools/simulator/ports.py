"""Ports of this machine for a simulated board's servers: 80 is its pages, 53 its names."""

import random
import socket
import time

_SERVED = (80, 53)
_RANGE = (20000, 32000)  # below the ports that systems give to outgoing connections


def choose(wish: bool | str | dict[int, int]) -> dict[int, int]:
    """Return {port on the board: port on 127.0.0.1}; {} leaves it to the board ("real" too)."""
    if isinstance(wish, dict):
        return wish
    return {port: free() for port in _SERVED} if wish is True else {}


def free() -> int:
    """Return a port that nobody uses now, for TCP and for UDP."""
    while True:
        port = random.randrange(*_RANGE)
        if all(_is_free(port, kind) for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM)):
            return port


def _is_free(port: int, kind: socket.SocketKind) -> bool:
    with socket.socket(socket.AF_INET, kind) as trial:
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def wait_until_served(place: tuple[str, int], timeout_s: float = 10) -> None:
    """Wait until somebody listens there. Raises ConnectionRefusedError."""
    end = time.monotonic() + timeout_s
    while True:
        try:
            socket.create_connection(place, 1).close()
            return
        except ConnectionRefusedError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
