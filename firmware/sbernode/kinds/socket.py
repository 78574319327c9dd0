"""socket: a relay that the app shows as a mains socket. Pure."""

from sbernode.kinds.relay import Relay


class Socket(Relay):
    """Everything as at a relay; only the category differs."""

    CATEGORY = "socket"
