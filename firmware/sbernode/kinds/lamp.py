"""light and led_strip: brightness and colour on PWM channels or on pixels. Pure.

Ranges: light_brightness 50..1000, light_colour h 0..360, s 0..1000, v 100..1000
(developers.sber.ru/docs/ru/smarthome/c2c/light-brightness, light-colour).
"""

from micropython import const

from sbernode.devices import Device

_FULL = const(65535)


class Lamp(Device):
    """One PWM channel, or three: red, green, blue. A light on a plain output is a Relay."""

    features = ("on_off", "light_brightness")
    _coloured = ("on_off", "light_brightness", "light_mode", "light_colour")
    brightness = 1000
    colour = (0, 0, 1000)
    mode = "white"
    # How many channels there are, None: as many as ports; 65535 / what one gets at most.
    _channels = None
    _scale = 1

    def begin(self, ports, saved):
        self._ports = ports
        # What each channel gets while the lamp is on: toggle() need not compute.
        self._levels = [1] * (self._channels or len(ports))
        if len(self._levels) == 3:
            self.features = self._coloured
        # Counts what interrupts did, so that whoever is writing the ports notices.
        self._turn = 0
        self._on = self.options[0] == "on"
        if self.options[0] == "last" and isinstance(saved, list) and len(saved) == 6:
            # What save() gives, unless the file is damaged.
            good = isinstance(saved[0], bool) and saved[2] in ("white", "colour")
            ranges = ((saved[1], 50, 1000), (saved[3], 0, 360), (saved[4], 0, 1000))
            for value, low, high in ranges + ((saved[5], 100, 1000),):
                good = good and isinstance(value, int) and low <= value <= high
            if good:
                self._on, self.brightness, self.mode = saved[:3]
                self.colour = tuple(saved[3:])
        self._mix()
        self._show()

    def apply(self, name, value, now):
        if name not in self.features:
            return False
        if name == "on_off":
            self._on = value
        elif name == "light_mode":
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
        # In colour mode the brightness is the colour's own value.
        brightness = self.colour[2] if self.mode == "colour" else self.brightness
        return list(zip(self.features, (self._on, brightness, self.mode, self.colour)))

    def toggle(self):
        """Switch over; runs inside an interrupt, so it must not allocate."""
        self._on = not self._on
        self._turn = (self._turn + 1) & 255
        self._show()
        self.dirty = True

    def save(self):
        if self.options[0] != "last":
            return None
        return [self._on, self.brightness, self.mode] + list(self.colour)

    def _mix(self):
        """Compute the levels.

        The eye sees the power of 1/gamma of the light, so the level follows the power of gamma; it
        begins at `minimum` permille, below which the lamp does not glow or flickers.
        """
        if self.mode == "colour":
            h, s, v = self.colour
            share = (v - 100) / 900
        else:
            h, s, share = 0, 0, (self.brightness - 50) / 950
        gamma, least = self.options[-2] / 100, _FULL * self.options[-1] // 1000
        full = least + int((_FULL - least) * share**gamma + 0.5)
        parts = rgb(h, s)[: len(self._levels)]
        for i, part in enumerate(parts):
            self._levels[i] = int(full * part**gamma / self._scale + 0.5)
        if not any(self._levels):
            # The dimmest light is the lowest step of the brightest channel, not darkness.
            self._levels[parts.index(max(parts))] = 1

    def _show(self):
        # No enumerate, no tuple: this runs inside an interrupt, and may be interrupted by itself.
        while True:
            turn = self._turn
            i = 0
            for port in self._ports:
                port.duty_u16(self._levels[i] if self._on else 0)
                i += 1
            if turn == self._turn:
                return


class Strip(Lamp):
    """A strip of WS2812, all pixels alike.

    A wall switch only asks: pixels are written by the loop, not in an interrupt.
    """

    _channels = 3
    _scale = 257

    def _show(self):
        self._ports[0].fill(tuple(self._levels) if self._on else (0, 0, 0))
        self._ports[0].write()

    def toggle(self):
        """Ask for a switch-over; runs inside an interrupt, so it must not allocate."""
        self._on = not self._on
        self._turn = 1
        self.dirty = True

    def step(self, now):
        if self._turn:
            self._turn = 0
            self._show()
        return -1


def rgb(h: int, s: int):
    """Return [red, green, blue], each 0.0..1.0, of hue 0..360, saturation 0..1000, full value."""
    found = []
    for offset in (5, 3, 1):
        way = (offset + h / 60) % 6
        found.append(1 - s / 1000 * max(0, min(way, 4 - way, 1)))
    return found
