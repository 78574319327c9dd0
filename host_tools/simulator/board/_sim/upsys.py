"""`sys` as the firmware sees it on a board: sys.platform is "esp32" or "rp2"."""

from sys import *  # noqa: F403
from sys import argv, path  # noqa: F401  these two a star leaves out

from _sim import facts as _facts

platform = _facts.port
