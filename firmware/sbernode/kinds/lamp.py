"""light and led_strip: brightness and colour on PWM channels or on pixels. Pure.

Ranges: light_brightness 50..1000, light_colour h 0..360, s 0..1000, v 100..1000
(developers.sber.ru/docs/ru/smarthome/c2c/light-brightness, light-colour).
"""

from micropython import const

from sbernode import since
from sbernode.devices import Device

_FULL = const(65535)
_FRAME_MS = const(20)
# Places of the options in the row.
_GAMMA = const(2)
_MINIMUM = const(3)
_TRANSITION_MS = const(4)
_TYPE = const(6)
_DARK = (0, 0, 0, 0, 0)


class Lamp(Device):
    """One PWM channel; three: red, green, blue; or four: white too. On a plain output: Relay.

    What red, green and blue have in common comes from the white channel, so white light comes from
    it alone; without it, from the three.

    A command is obeyed by a transition that the loop carries; what is reported is its end. A press
    of a wall button ends it and acts at once: the loop may be busy for long.
    """

    features = ("on_off", "light_brightness")
    _coloured = ("on_off", "light_brightness", "light_mode", "light_colour")
    _brightness = 1000
    # h, s, v; and how cold the white light is, where that can be chosen.
    _colour = (0, 0, 1000)
    _mode = "white"
    # The least duty that is not darkness.
    _least = 1
    # The transition under way: (ticks of its begin, levels it sets out from). False: of no length.
    _fade = None

    def begin(self, ports, saved, count=0):
        # The white channel may be left out.
        self._ports = ports if ports[-1] else ports[:-1]
        count = count or len(self._ports)
        self._levels = _DARK[:count]
        if count > 2:
            self.features = self._coloured
        policy = self.options[0]
        # Counts how often it was switched, also by interrupts, so that whoever is writing the
        # ports notices. Odd: on.
        self._turn = int(policy == "on")
        if policy == "last" and isinstance(saved, list) and len(saved) == 3 + len(self._colour):
            # What save() gives, unless the file is damaged, or of before it lost its colours.
            modes = ("white", "colour")[: 1 + count // 3]
            good = isinstance(saved[0], bool) and saved[1] in modes
            lows, highs = (50, 0, 0, 100, 0), (1000, 360, 1000, 1000, 1000)
            for value, low, high in zip(saved[2:], lows, highs):
                good = good and isinstance(value, int) and low <= value <= high
            if good:
                self._turn, self._mode, self._brightness = saved[:3]
                self._colour = tuple(saved[3:])
        self._levels = self._mixed()
        self._show(0)

    def apply(self, name, value, now):
        if name not in self.features:
            return False
        # All functions of one message make one transition.
        fade = self._fade
        if self.options[_TRANSITION_MS] and not (fade and fade[0] == now):
            self._fade = now, self._shown(now)
        if name == "on_off":
            self._turn = (self._turn + (value != self._turn & 1)) & 255
        elif name == "light_mode":
            self._mode = value
        elif name == "light_colour":
            # Some commands bring a colour without a mode, or the mode after it.
            self._colour, self._mode = value + self._colour[3:], "colour"
        elif name != "light_brightness":
            # A temperature of white light asks for white light.
            self._colour, self._mode = self._colour[:3] + (value,), "white"
        elif self._mode == "colour":
            self._colour = self._colour[:2] + (max(100, value),) + self._colour[3:]
        else:
            self._brightness = value
        self._levels = self._mixed()
        self._show(now)
        return True

    def read(self):
        # In colour mode the brightness is the colour's own value.
        brightness = self._colour[2] if self._mode == "colour" else self._brightness
        states = self._turn & 1 == 1, brightness
        if len(self.features) > 3:
            states += self._mode, self._colour[:3]
        return list(zip(self.features, states + self._colour[3:]))

    def toggle(self):
        """Switch over at once; runs inside an interrupt, so it must not allocate."""
        self._turn = (self._turn + 1) & 255
        if self._fade:
            self._fade = None
        self._show(0)
        self.dirty = True

    def step(self, now):
        fade, wait = self._fade, _FRAME_MS
        if fade is None:
            return -1
        if not fade or since(now, fade[0]) >= self.options[_TRANSITION_MS]:
            # Forgotten before it is shown: what an interrupt sets meanwhile is not lost.
            self._fade, wait = None, -1
        self._show(now)
        return wait

    def save(self):
        if self.options[0] == "last":
            return [self._turn & 1 == 1, self._mode, self._brightness] + list(self._colour)

    def _shown(self, now):
        """Return the levels at a moment: what the eye sees of each channel changes evenly.

        On its way from or to darkness it begins or ends with the least light that is any.
        """
        fade = self._fade
        levels = self._levels if self._turn & 1 else _DARK
        if not fade:
            return levels
        share = min(1, since(now, fade[0]) / self.options[_TRANSITION_MS])
        gamma = self.options[_GAMMA] / 100
        found = []
        for old, new in zip(fade[1], levels):
            least = min(_FULL * self.options[_MINIMUM] // 1000, max(old, new))
            old, new = max(0, old - least) ** (1 / gamma), max(0, new - least) ** (1 / gamma)
            found.append(int(least + (old + (new - old) * share) ** gamma + 0.5))
        return found

    def _mixed(self):
        """Return what each channel gets while the lamp is on: toggle() need not compute.

        The eye sees the power of 1/gamma of the light, so the level follows the power of gamma.
        """
        h, s, v = self._colour[:3]
        share = (v - 100) / 900
        if self._mode == "white":
            s, share = 0, (self._brightness - 50) / 950
        gamma = self.options[_GAMMA] / 100
        # Below it, a lamp does not glow or flickers.
        least = max(self._least, _FULL * self.options[_MINIMUM] // 1000)
        parts = self._parts(h, s, gamma)
        most = max(parts)
        full = least + max(0, _FULL * most - least) * share**gamma
        for i, part in enumerate(parts):
            parts[i] = int(full * part / most + 0.5)
        return parts

    def _parts(self, h, s, gamma):
        """Return the power of each channel at full brightness, 0.0..1.0."""
        parts = []
        for turned in range(0, -6, -2):
            away = max(0, min(1, 2 - abs((turned + h / 60) % 6 - 3)))
            parts.append((1 - s / 1000 * away) ** gamma)
        if len(self._levels) > 3:
            white = min(parts)
            for i in range(3):
                parts[i] -= white
            parts.append(white)
        return parts[: len(self._levels)]

    def _show(self, now):
        # This may run inside an interrupt, and may be interrupted by itself: no enumerate.
        while True:
            turn = self._turn
            levels = self._shown(now)
            for i in range(len(self._ports)):
                self._ports[i].duty_u16(levels[i])
            if turn == self._turn:
                return


class Strip(Lamp):
    """A strip of WS2812, or of SK6812 with a white channel, all pixels alike.

    A wall switch only asks: pixels are written by the loop, not in an interrupt.
    """

    _least = 257

    def begin(self, ports, saved):
        # The interrupt sets it, but cannot allocate room for it.
        self._fade = None
        Lamp.begin(self, ports, saved, 3 + (self.options[_TYPE] == "sk6812"))

    def toggle(self):
        """Ask for a switch-over; runs inside an interrupt, so it must not allocate."""
        self._turn = (self._turn + 1) & 255
        self._fade = False
        self.dirty = True

    def _show(self, now):
        levels = list(self._shown(now)[: len(self._levels)])
        for i, level in enumerate(levels):
            levels[i] = (level + 128) // 257
        self._ports[0].fill(tuple(levels))
        self._ports[0].write()
