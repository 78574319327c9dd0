"""What light and led_strip share: on/off, brightness, colour, mode. Pure; not a kind itself.

Ranges: light_brightness 50..1000, light_colour h 0..360, s 0..1000, v 100..1000
(developers.sber.ru/docs/ru/smarthome/c2c/light-brightness, light-colour).
"""

from sbernode.kinds import Kind


class Lamp(Kind):
    """State of a lamp; a kind shows it: `_mix()` computes, `_show()` writes the ports."""

    # Which of the functions this lamp has beside on_off.
    dims = False
    colours = False

    def __init__(self, ports, options):
        self.brightness = 1000
        self.colour = (0, 0, 1000)
        self.mode = "white"
        self._power_on = options["power_on"]
        self._on = False
        # Counts what interrupts did, so that whoever is writing the ports notices.
        self._turn = 0
        if "button" in ports:
            rocker = options["switch"] == "rocker"
            ports["button"].bind(self.toggle, self.toggle if rocker else None)

    def features(self):
        names = ("on_off",)
        if self.dims:
            names += ("light_brightness",)
        if self.colours:
            names += ("light_mode", "light_colour")
        return names

    def apply(self, name, value, now):
        if name == "on_off":
            self._on = value
            self._show()
            return True
        if name not in self.features():
            return False
        if name == "light_mode":
            self.mode = value
        elif name == "light_colour":
            # Some commands bring a colour without a mode, or the mode after it.
            self.colour, self.mode = value, "colour"
        elif self.mode == "colour":
            self.colour = self.colour[:2] + (max(100, value),)
        else:
            self.brightness = value
        self._mix()
        self._show()
        return True

    def read(self):
        states = [("on_off", self._is_on())]
        if self.dims:
            # In colour mode the brightness is the colour's own value.
            states.append(
                ("light_brightness", self.colour[2] if self.mode == "colour" else self.brightness)
            )
        if self.colours:
            states.append(("light_mode", self.mode))
            states.append(("light_colour", self.colour))
        return states

    def toggle(self):
        """Switch over; runs inside an interrupt, so it must not allocate."""
        self._on = not self._on
        self._turn = (self._turn + 1) & 255
        self._show()
        self.dirty = True

    def _is_on(self):
        return self._on

    def share(self):
        """Return the wanted brightness as 0.0..1.0, the lowest allowed one being 0."""
        if self.mode == "colour":
            return (self.colour[2] - 100) / 900
        return (self.brightness - 50) / 950

    def save(self):
        if self._power_on != "last":
            return None
        return [self._is_on(), self.brightness, self.mode] + list(self.colour)

    def restore(self, saved):
        # A plain output was latched when it was opened, or held its level over a soft restart.
        self._on = self._power_on == "on" if self.dims else self._is_on()
        if self.dims and self._power_on == "last" and _is_saved(saved):
            self._on, self.brightness, self.mode = saved[:3]
            self.colour = tuple(saved[3:])
        self._mix()
        self._show()


def _is_saved(saved):
    """Tell whether this is what save() gives: on, brightness, mode, h, s, v."""
    if not isinstance(saved, list) or len(saved) != 6 or saved[2] not in ("white", "colour"):
        return False
    if not isinstance(saved[0], bool):
        return False
    for value, low, high in zip(
        (saved[1], saved[3], saved[4], saved[5]), (50, 0, 0, 100), (1000, 360, 1000, 1000)
    ):
        if not isinstance(value, int) or not low <= value <= high:
            return False
    return True
