"""light: on/off, a PWM dimmer, or three PWM channels for colour. Pure."""

from sbernode.kinds import POWER_ON, SWITCH
from sbernode.kinds.colour import duty, rgb
from sbernode.kinds.lamp import Lamp

_CHANNELS = ("red", "green", "blue")


class Light(Lamp):
    """A lamp on one output, one PWM channel or three."""

    CATEGORY = "light"
    ROLES = (
        ("out", "out"),
        ("level", "level"),
        ("red", "level"),
        ("green", "level"),
        ("blue", "level"),
        ("button", "in"),
    )
    SETS = (("out",), ("level",), _CHANNELS)
    MAY = ("button",)
    # gamma in hundredths; minimum: the lowest permille of duty at which the lamp glows.
    OPTIONS = (POWER_ON, SWITCH, ("gamma", 220, (100, 300)), ("minimum", 10, (0, 500)))

    def __init__(self, ports, options):
        self.colours = "red" in ports
        self.dims = "out" not in ports
        roles = _CHANNELS if self.colours else ("level",) if self.dims else ("out",)
        self._ports = [ports[role] for role in roles]
        self._gamma = options["gamma"] / 100
        self._minimum = options["minimum"]
        # What each port gets when the lamp is on; made here so that toggle() need not compute.
        self._levels = [1] * len(roles)
        super().__init__(ports, options)

    def _mix(self):
        if not self.dims:
            return
        full = duty(self.share(), self._gamma, self._minimum)
        if not self.colours:
            self._levels[0] = max(1, full)
            return
        h, s, _ = self.colour if self.mode == "colour" else (0, 0, 0)
        for i, part in enumerate(rgb(h, s)):
            self._levels[i] = int(full * part**self._gamma + 0.5)
        if not any(self._levels):
            self._levels[0] = 1

    def _show(self):
        # No enumerate, no tuple: this runs inside an interrupt, and may be interrupted by itself.
        while True:
            turn = self._turn
            i = 0
            for port in self._ports:
                port.set(self._levels[i] if self._on else 0)
                i += 1
            if turn == self._turn:
                return

    def _is_on(self):
        return self._on if self.dims else self._ports[0].get()
