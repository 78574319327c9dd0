"""`rp2`: what RP2 boards alone have; here only the BOOTSEL button (docs/library/rp2.rst)."""

from _sim import facts as _facts
from _sim import parts as _parts

if _facts.port != "rp2":
    raise ImportError("no module named 'rp2'")


def bootsel_button() -> int:
    """Return 1 while BOOTSEL is pressed. On a board flash and interrupts stand still meanwhile."""
    return _parts.bootsel
