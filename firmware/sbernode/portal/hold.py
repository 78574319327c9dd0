"""The set-up button while it is held: how long is long enough, what the LED shows. Pure.

Under 5 s nothing, from 5 s on the access point, from 10 s on everything is erased; it counts at
the moment the button is let go, so that whoever holds it sees what will happen. A button that is
stuck, or lies under something, does nothing.
"""

from micropython import const

from sbernode import since

_PORTAL_MS = const(5000)
_ERASE_MS = const(10000)
_STUCK_MS = const(30000)
# Half a blink.
_SLOW_MS = const(400)
_FAST_MS = const(100)
STEP_MS = const(50)


class Hold:
    """A press from its beginning; now: ticks."""

    def __init__(self, now: int):
        self._began = now

    def light(self, now: int) -> bool:
        """Tell whether the LED is on: steady, then slow blinks, then fast ones."""
        held = since(now, self._began)
        if held < _PORTAL_MS:
            return True
        if held >= _STUCK_MS:
            return False
        return held // (_FAST_MS if held >= _ERASE_MS else _SLOW_MS) % 2 == 0

    def released(self, now: int) -> str:
        """Return what the press asks for: "portal", "erase" or ""."""
        held = since(now, self._began)
        if held < _PORTAL_MS or held >= _STUCK_MS:
            return ""
        return "erase" if held >= _ERASE_MS else "portal"
