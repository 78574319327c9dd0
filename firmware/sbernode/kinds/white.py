"""light and led_strip with warm and cold white: colour temperature. Pure.

light_colour_temp: 0 is the warm LEDs alone, 1000 the cold ones alone
(developers.sber.ru/docs/ru/smarthome/c2c/light-colour-temp).
"""

from sbernode.kinds.lamp import Lamp


class Tunable(Lamp):
    """Two PWM channels: warm, cold; or five: red, green, blue before them.

    The power is shared out as the slider stands: it does not grow in the middle, and the mixture
    moves evenly in mireds (1000000 / kelvin), as the eye sees colour temperature. What kelvin the
    LEDs have need not be known for that.
    """

    features = ("on_off", "light_brightness", "light_colour_temp")
    _coloured = Lamp._coloured + ("light_colour_temp",)
    _colour = (0, 0, 1000, 500)

    def _parts(self, h, s, gamma):
        parts = Lamp._parts(self, h, s, gamma)
        cold = self._colour[3] * parts[-1] / 1000
        return parts[: len(self._levels) - 2] + [parts[-1] - cold, cold]
