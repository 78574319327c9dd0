"""Pins, PWM and a timer that cost no heap, as on a board, where they are part of the firmware."""

from umachine import PinBase, Signal  # noqa: F401

SOFT_RESET = 5


class _Pin(PinBase):
    def value(self, level=None):
        return 1

    duty_u16 = deinit = value


_PIN = _Pin()


class Pin:
    """Pin, PWM and Timer in one; Signal takes nothing but what has PinBase in it."""

    IN, OUT, PULL_UP, PULL_DOWN = 0, 1, 1, 2
    PERIODIC = 1

    def __new__(cls, *_, **__):
        return _PIN


PWM = Timer = Pin


def unique_id():
    """Return the number of the chip."""
    return b"\x01\x02\x03\x04"


def reset_cause():
    """Return that of a power-up."""
    return 1


def soft_reset():
    """End with the code that starts the program anew."""
    raise SystemExit(112)
