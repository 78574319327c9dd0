"""The board's own LED. Loaded when it has something to show."""

from machine import Pin

_DIM = (20, 20, 20)


def led(known, pin, pixel: bool):
    """Return a function that switches the LED; pin: GPIO or name, None: there is none.

    known: see hw.probe, which may have made an input of it. pixel: it is a WS2812, whose driver
    stays in known too. Some plain ones light at low level, so only blinking tells anything.
    """
    if pin is None:
        return lambda on: None
    if pixel:
        if "led" not in known:
            known["led"] = _strip(known, pin)
        return known["led"]
    if pin in known:
        known[pin].init(Pin.OUT, value=0)
    else:
        known[pin] = Pin(pin, Pin.OUT, value=0)
    return known[pin].value


def _strip(known, pin):
    from neopixel import NeoPixel

    known[pin] = known.get(pin) or Pin(pin, Pin.OUT, value=0)
    strip = NeoPixel(known[pin], 1)

    def show(on):
        strip.fill(_DIM if on else (0, 0, 0))
        strip.write()

    return show
