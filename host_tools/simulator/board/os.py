"""`os` of a board: the real file functions, and uname() with the texts that boards give."""

from _sim import facts as _facts
from uos import *  # noqa: F403

del getenv, putenv, unsetenv, system  # noqa: F821  the Unix port alone has these


def uname():
    """Return sysname, nodename, release, version, machine."""
    from collections import namedtuple

    kind = namedtuple("uname", ("sysname", "nodename", "release", "version", "machine"))
    port, version = _facts.port, _facts.version
    return kind(port, port, version, "v%s (simulated)" % version, _facts.machine)
