"""What is soldered to the pins: sensors and their present values, set by tests or by a person.

Values: temperature (degrees Celsius), humidity (per cent), temperatures (a list: several parts on
one 1-Wire bus), value (ADC, 0..65535), present (0: nothing is connected), error (1: no answer,
"checksum": a damaged one).
"""

bootsel = 0  # 1 while the button of an RP2 board is pressed
_parts = {}
_USUAL = {"temperature": 21.0, "humidity": 45.0, "value": 0, "present": 1, "error": 0}
_KNOWN = ("temperature", "temperatures", "humidity", "value", "present", "error")


def change(gpio: int, values: dict) -> None:
    """Set some values of the part on a pin. Raises ValueError for a value that no part has."""
    for name in values:
        if name not in _KNOWN:
            raise ValueError("a part has no %r; it has %s" % (name, ", ".join(_KNOWN)))
    if gpio not in _parts:
        _parts[gpio] = {}
    _parts[gpio].update(values)


def get(gpio: int, name: str):
    """Return a value of the part on a pin; a room's usual one if nobody has set it."""
    return _parts.get(gpio, _USUAL).get(name, _USUAL.get(name))
