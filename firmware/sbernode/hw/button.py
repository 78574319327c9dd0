"""The board's own set-up button, read when asked. Loaded at start, then dropped."""

from machine import Pin


def button(known, gpio):
    """Return a function that tells whether the button is pressed.

    gpio: a button to ground; None: BOOTSEL of an RP2 board, which is no GPIO. Reading that one
    stops flash and interrupts for a moment (docs/library/rp2.rst), so it is not read often.
    known: see hw.probe.
    """
    if gpio is None:
        from rp2 import bootsel_button

        return bootsel_button
    pin = known[gpio] = Pin(gpio, Pin.IN, Pin.PULL_UP)
    return lambda: not pin.value()
