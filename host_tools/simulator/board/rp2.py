"""`rp2`: what RP2 boards alone have: BOOTSEL, and of the PIO what sends infrared light.

docs/library/rp2.rst. The PIO and its DMA are in a file of their own, loaded on first use.
"""

from _sim import facts as _facts
from _sim import parts as _parts

if _facts.port != "rp2":
    raise ImportError("no module named 'rp2'")


def bootsel_button() -> int:
    """Return 1 while BOOTSEL is pressed. On a board flash and interrupts stand still meanwhile."""
    return _parts.bootsel


def __getattr__(name):
    if name not in ("PIO", "StateMachine", "DMA", "asm_pio", "PIOASMError"):
        raise AttributeError("rp2 of the simulator has no %s" % name)
    from _sim import pio

    globals()[name] = getattr(pio, name)
    return globals()[name]
