"""Values of functions: wire objects to plain Python and back. Pure.

A value in Python tells its Sber type by itself: bool is BOOL, int INTEGER, float FLOAT, str ENUM
and a tuple (h, s, v) COLOUR. The cloud leaves out defaults (false, 0, empty), so a missing field
is a value; it sends integers as text, and we do the same. Rules: structure "value",
developers.sber.ru/docs/ru/smarthome/c2c/value.
"""

from micropython import const

# What is known of the functions of this board, so that the whole catalogue need not stay in
# memory: (letter, low, high), of an ENUM (letter, values); None: not to be touched.
known = {}
_TYPES = {"B": "BOOL", "I": "INTEGER", "F": "FLOAT", "E": "ENUM", "C": "COLOUR"}
_BIG = const(1000000000)


class BadValue(Exception):
    """A value that a function cannot take; args: function, what is wrong."""


def facts(name: str):
    """Return what is known of a function, learnt from the catalogue; None: it takes no values."""
    if name not in known:
        from sbernode.sber.catalog import feature

        found = feature(name)
        if found is None:
            return None
        kind, _, low, high, _, values = found
        known[name] = (kind, values) if kind == "E" else (kind, low, high)
    return known[name]


def decode(name: str, value):
    """Return the Python value of a wire value of the function `name`.

    Raises BadValue if the function is unknown, the type is another function's or the content is
    of no use. Ranges are not looked at: see clamp().
    """
    fact = facts(name)
    if fact is None or fact[0] not in _TYPES:
        raise BadValue(name, "not a function that takes values")
    if not isinstance(value, dict):
        raise BadValue(name, "value is not an object")
    kind, wire_type = fact[0], _TYPES[fact[0]]
    if value.get("type", wire_type) != wire_type:
        raise BadValue(name, "type is not " + wire_type)
    content = value.get(wire_type.lower() + "_value")
    if kind in "IF":
        return _number(name, content, kind == "I")
    if kind == "C":
        if content is None:
            content = {}
        if isinstance(content, dict):
            return tuple([_number(name, content.get(part), True) for part in "hsv"])
    elif content is None:
        return False if kind == "B" else ""
    elif isinstance(content, bool if kind == "B" else str):
        return content
    raise BadValue(name, wire_type + " of no use")


def _number(name, content, whole):
    """Return an integer or a float, text taken as well; clamping is still to come."""
    if content is None or content == "":
        content = 0
    if isinstance(content, (int, float, str)) and not isinstance(content, bool):
        try:
            if isinstance(content, str):
                try:
                    content = int(content)
                except ValueError:
                    content = float(content)
            if whole and isinstance(content, int):
                # Far outside every range of the catalogue: keep it a small integer.
                return max(-_BIG, min(_BIG, content))
            number = float(content)
            # Not so NaN; and infinity cannot be clamped sensibly on a single-precision board.
            if -1e9 < number < 1e9:
                if not whole:
                    return number
                if number == int(number):
                    return int(number)
        except (ValueError, OverflowError):
            pass
    raise BadValue(name, "not an integer" if whole else "not a number")


def clamp(name: str, value, allowed=None):
    """Return the value brought into the function's range.

    allowed narrows it: (low, high, step) of a number, a tuple of texts of an ENUM, None.
    Raises BadValue for an ENUM text that is not among the values: there is no nearest one.
    """
    fact = facts(name)
    kind = fact[0]
    if kind == "E":
        if value not in (allowed or fact[1]):
            raise BadValue(name, "not one of its values")
    elif kind == "C":
        h, s, v = value
        value = (max(0, min(360, h)), max(0, min(1000, s)), max(100, min(1000, v)))
    elif kind != "B":
        low, high, step = allowed or (fact[1], fact[2], 1)
        value = max(low, min(high, value))
        if step > 1:
            value = min(high, low + (value - low + step // 2) // step * step)
    return value


def encode(value) -> str:
    """Return the wire text of a Python value, defaults written out."""
    if isinstance(value, bool):
        wire_type, text = "BOOL", "true" if value else "false"
    elif isinstance(value, int):
        wire_type, text = "INTEGER", '"%d"' % value
    elif isinstance(value, str):  # an ENUM text of the catalogue: nothing in it needs escaping
        wire_type, text = "ENUM", '"%s"' % value
    elif isinstance(value, float):
        wire_type, text = "FLOAT", "%.3f" % value
    else:
        wire_type, text = "COLOUR", '{"h":%d,"s":%d,"v":%d}' % value
    return '{"type":"%s","%s_value":%s}' % (wire_type, wire_type.lower(), text)
