"""Colour arithmetic of lamps: HSV, gamma, the lowest level that glows. Pure."""

FULL = 65535


def rgb(h: int, s: int):
    """Return (red, green, blue), each 0.0..1.0, of hue 0..360, saturation 0..1000, full value."""
    sector, rest = divmod(h % 360, 60)
    part = s / 1000
    low, down, up = 1 - part, 1 - part * rest / 60, 1 - part * (60 - rest) / 60
    return (
        (1, up, low),
        (down, 1, low),
        (low, 1, up),
        (low, down, 1),
        (up, low, 1),
        (1, low, down),
    )[sector]


def duty(share: float, gamma: float, minimum: int) -> int:
    """Return the PWM duty 0..65535 for a brightness 0.0..1.0.

    The eye sees the power of 1/gamma of the light, so the duty follows the power of gamma; it
    begins at `minimum` permille, below which the lamp does not glow or flickers.
    """
    floor = FULL * minimum // 1000
    return floor + int((FULL - floor) * share**gamma + 0.5)
