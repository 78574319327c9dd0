"""What a board does that cannot go into service: make room for the pages. Then dropped."""

import sys

from sbernode import forget, hw
from sbernode.watch import Watch

_STAY = ("app", "hw", "log", "portal", "ticks", "watch")


def begin(missing):
    """Return the Watch that runs in the place of an App.

    missing: the NotReady that tells what is not as it must be.
    """
    from sbernode import pins

    panel = pins.panel(hw.name())
    # Whatever was loaded on the way to service is of no use now, nor is its timer.
    hw.Urgent = None
    for name in list(sys.modules):
        if name.startswith("umqtt"):
            del sys.modules[name]
        elif name.startswith("sbernode.") and name[9:].split(".")[0] not in _STAY:
            forget(name[9:])
    return Watch(None, panel, (missing.args + ("",))[:2])
