"""Values of functions: wire objects to plain Python and back. Pure.

A value in Python tells its Sber type by itself: bool is BOOL, int INTEGER, float FLOAT, str ENUM
and a tuple (h, s, v) COLOUR. The cloud leaves out defaults (false, 0, empty), so a missing field
is a value; it sends integers as text, and we do the same. Rules: structure "value",
developers.sber.ru/docs/ru/smarthome/c2c/value.
"""

# What is known of the functions of this board, so that the whole catalogue need not stay in
# memory.
_facts = {}
_FIELDS = {
    "B": ("BOOL", "bool_value"),
    "I": ("INTEGER", "integer_value"),
    "F": ("FLOAT", "float_value"),
    "E": ("ENUM", "enum_value"),
    "C": ("COLOUR", "colour_value"),
}


class BadValue(Exception):
    """A value that a function cannot take; args: function, what is wrong."""


def facts(name: str):
    """Return what the catalogue says of a function, see catalog.feature(); None: not known."""
    if name not in _facts:
        from sbernode.sber.catalog import feature

        found = feature(name)
        if found is None:
            return None
        _facts[name] = found
    return _facts[name]


def field(name: str) -> str:
    """Return the name of the field that holds a value of a function that facts() knows."""
    return _FIELDS[facts(name)[0]][1]


def decode(name: str, value):
    """Return the Python value of a wire value of the function `name`.

    Raises BadValue if the function is unknown, the type is another function's or the content is
    of no use. Ranges are not looked at: see clamp().
    """
    known = facts(name)
    if known is None:
        raise BadValue(name, "unknown function")
    if not isinstance(value, dict):
        raise BadValue(name, "value is not an object")
    kind = known[0]
    if kind not in _FIELDS:
        raise BadValue(name, "a text function")
    wire_type, field = _FIELDS[kind]
    if value.get("type", wire_type) != wire_type:
        raise BadValue(name, "type is not " + wire_type)
    content = value.get(field)
    if kind == "B":
        if content is None or content is False:
            return False
        if content is True:
            return True
    elif kind == "I":
        return _integer(name, content)
    elif kind == "F":
        return _number(name, content)
    elif kind == "E":
        if content is None:
            return ""
        if isinstance(content, str):
            return content
    else:
        return _colour(name, content)
    raise BadValue(name, field + " is of no use")


def _number(name, content):
    if content is None or content == "":
        return 0.0
    if isinstance(content, (int, float, str)) and not isinstance(content, bool):
        try:
            number = float(content)
        except (ValueError, OverflowError):
            number = None
        # NaN differs from itself; infinity cannot be clamped sensibly on a single-precision board.
        if number is not None and number == number and -1e9 < number < 1e9:
            return number
    raise BadValue(name, "not a number")


def _integer(name, content):
    if content is None or content == "":
        return 0
    if isinstance(content, bool):
        raise BadValue(name, "not an integer")
    if isinstance(content, str):
        try:
            content = int(content)
        except ValueError:
            pass
    if not isinstance(content, int):
        content = _number(name, content)
        if content != int(content):
            raise BadValue(name, "not an integer")
    # Far outside every range of the catalogue: keep it a small integer before it is clamped.
    return max(-1000000000, min(1000000000, int(content)))


def _colour(name, content):
    if content is None:
        content = {}
    if not isinstance(content, dict):
        raise BadValue(name, "colour is not an object")
    return tuple([_integer(name, content.get(part)) for part in "hsv"])


def clamp(name: str, value, allowed=None):
    """Return the value brought into the function's range.

    allowed narrows it: (low, high, step) of a number, a tuple of texts of an ENUM, None.
    Raises BadValue for an ENUM text that is not among the values: there is no nearest one.
    """
    kind, _, low, high, _, values = facts(name)
    if kind == "C":
        h, s, v = value
        return (_within(h, 0, 360), _within(s, 0, 1000), _within(v, 100, 1000))
    if kind == "E":
        if value not in (allowed or values):
            raise BadValue(name, "not one of its values")
        return value
    if kind == "B":
        return value
    if allowed:
        low, high, step = allowed
        value = _within(value, low, high)
        return (
            value
            if step <= 1
            else _within(low + (value - low + step // 2) // step * step, low, high)
        )
    return _within(value, low, high)


def _within(value, low, high):
    return low if value < low else high if value > high else value


def encode(value) -> str:
    """Return the wire text of a Python value, defaults written out."""
    if value is True:
        return '{"type":"BOOL","bool_value":true}'
    if value is False:
        return '{"type":"BOOL","bool_value":false}'
    if isinstance(value, int):
        return '{"type":"INTEGER","integer_value":"%d"}' % value
    if isinstance(value, str):  # an ENUM text of the catalogue: nothing in it needs escaping
        return '{"type":"ENUM","enum_value":"%s"}' % value
    if isinstance(value, float):
        return '{"type":"FLOAT","float_value":%.3f}' % value
    return '{"type":"COLOUR","colour_value":{"h":%d,"s":%d,"v":%d}}' % value
