"""The board's own LED. Loaded when it has something to show."""

from machine import Pin

_DIM = (20, 20, 20)


def led(known, pin, pixel: bool):
    """Return a function that switches the LED; pin: GPIO or name, None: there is none.

    known: dict of what was opened before, kept by the caller. pixel: it is a WS2812. Some plain
    ones light at low level, so only blinking tells anything.
    """
    if "led" not in known:
        known["led"] = _open(pin, pixel)
    return known["led"]


def _open(pin, pixel):
    if pin is None:
        return lambda on: None
    if pixel:
        from neopixel import NeoPixel

        strip = NeoPixel(Pin(pin, Pin.OUT, value=0), 1)

        def show(on):
            strip.fill(_DIM if on else (0, 0, 0))
            strip.write()

        return show
    return Pin(pin, Pin.OUT, value=0).value
