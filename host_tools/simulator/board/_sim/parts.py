"""What is soldered to the pins: sensors and their present values, set by tests or by a person.

Values: temperature (degrees Celsius), humidity (per cent), temperatures (a list: several parts on
one 1-Wire bus), value (ADC, 0..65535), co2 (ppm), pm1_0 pm2_5 pm10 (ug/m3), hcho (mg/m3), tvoc
(ppb), pressure (hPa), voltage current power (V, A, W), kind (which part it is, see _sim/peers and
_sim/i2c.py), cf1 sel sel_low (GPIOs of a meter, see peers/hlw8012.py), present (0: nothing is
connected), error (1: no answer, "checksum": a damaged one; what else a part can do stands there).
"""

bootsel = 0  # 1 while the button of an RP2 board is pressed
_parts = {}
_USUAL = {
    "temperature": 21.0,
    "humidity": 45.0,
    "value": 0,
    "co2": 650,
    "pm1_0": 4,
    "pm2_5": 7,
    "pm10": 9,
    "hcho": 0.02,
    "tvoc": 60,
    "pressure": 1013.25,
    "voltage": 230,
    "current": 0.4,
    "power": 90,
    "present": 1,
    "error": 0,
}
_KNOWN = ("temperatures", "kind", "cf1", "sel", "sel_low")
# Called before a value changes: what was sent until now went with the old one.
watchers = []


def change(gpio: int, values: dict) -> None:
    """Set some values of the part on a pin. Raises ValueError for a value that no part has."""
    for name in values:
        if name not in _USUAL and name not in _KNOWN:
            known = ", ".join(sorted(_USUAL) + list(_KNOWN))
            raise ValueError("a part has no %r; it has %s" % (name, known))
    for settle in watchers:
        settle()
    if gpio not in _parts:
        _parts[gpio] = {}
    _parts[gpio].update(values)


def get(gpio: int, name: str):
    """Return a value of the part on a pin; a room's usual one if nobody has set it."""
    return _parts.get(gpio, _USUAL).get(name, _USUAL.get(name))


def told(gpio: int, name: str):
    """Return a value of the part on a pin, None if nobody has set it."""
    return _parts.get(gpio, {}).get(name)


def owner(gpio: int, name: str):
    """Return the pin of the part that names another pin of its own so; None: there is none."""
    for key, values in _parts.items():
        if values.get(name) == gpio:
            return key
    return None
