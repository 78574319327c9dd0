"""led_strip: a strip of WS2812 pixels that shows one colour. Pure."""

from sbernode.kinds import POWER_ON, SWITCH
from sbernode.kinds.colour import FULL, duty, rgb
from sbernode.kinds.lamp import Lamp


class LedStrip(Lamp):
    """All pixels alike.

    A wall switch only asks: pixels are written by the loop, not in an interrupt.
    """

    CATEGORY = "led_strip"
    ROLES = (("pixels", "pixels"), ("button", "in"))
    SETS = (("pixels",),)
    MAY = ("button",)
    OPTIONS = (
        POWER_ON,
        SWITCH,
        ("count", 30, (1, 300)),
        ("gamma", 220, (100, 300)),
        ("minimum", 10, (0, 500)),
    )
    dims = colours = True

    def __init__(self, ports, options):
        self._pixels = ports["pixels"]
        self._gamma = options["gamma"] / 100
        self._minimum = options["minimum"]
        self._colour = (1, 1, 1)
        self._stale = False
        super().__init__(ports, options)

    def _mix(self):
        full = duty(self.share(), self._gamma, self._minimum)
        h, s, _ = self.colour if self.mode == "colour" else (0, 0, 0)
        mixed = [int(255 * full * part**self._gamma / FULL + 0.5) for part in rgb(h, s)]
        # The dimmest light is the lowest step of the brightest channel, not darkness.
        brightest = mixed.index(max(mixed))
        mixed[brightest] = max(1, mixed[brightest])
        self._colour = tuple(mixed)

    def _show(self):
        self._pixels.fill(self._colour if self._on else (0, 0, 0))

    def toggle(self):
        """Ask for a switch-over; runs inside an interrupt, so it must not allocate."""
        self._on = not self._on
        self._stale = self.dirty = True

    def step(self, now):
        if self._stale:
            self._stale = False
            self._show()
        return -1
