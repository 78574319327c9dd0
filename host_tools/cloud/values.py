"""Values on the wire, as the cloud writes and reads them. Pure.

Writing: compact JSON, integers as text, and what equals the default of its type is left out, as
protobuf JSON does: `false` arrives at a board as `{"type":"BOOL"}` and 0 as `{"type":"INTEGER"}`
(dzerik/sber-mqtt-bridge CHANGELOG 1.41.0; a capture in JanchEwgen/MQTT-SberGate sber-gate.py).
Reading: integers as text or number, floats likewise
(developers.sber.ru/docs/ru/smarthome/c2c/value, 2025-10-28, and the contradicting examples of
c2c/tvoc_float). It must not import the firmware: it is the other side.
"""

import json
import math
import re

from host_tools.cloud.catalogue import COLOUR_PARTS, FIELDS, Function
from host_tools.cloud.problems import Problem, make

_INTEGER = re.compile(r"-?[0-9]{1,19}")


class BadValue(Exception):
    """A value that the cloud cannot send; the text names the function and what it takes."""


def compact(body: object) -> bytes:
    """Return JSON bytes as the cloud writes them: no spaces, raw UTF-8."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def write(function: Function, value: object) -> dict:
    """Return the wire value of a command for `function`; a colour is {"h", "s", "v"} or a triple.

    Raises BadValue when the Python type does not fit. Ranges are not checked: a board must clamp.
    """
    wire: dict = {"type": function.type}
    given = value
    if function.type == "COLOUR":
        value = _parts(value)
    fits = isinstance(value, _PYTHON[function.type])
    if not fits or (isinstance(value, bool) and function.type != "BOOL"):
        raise BadValue(f"{function.name} takes {function.type}, not {given!r}")
    if function.type == "COLOUR":
        value = {name: part for name, part in value.items() if part}
    if value:
        wire[FIELDS[function.type]] = str(value) if function.type == "INTEGER" else value
    return wire


# What each type is in Python; a colour by then is a dict of its parts.
_PYTHON = {"BOOL": bool, "INTEGER": int, "FLOAT": int | float, "COLOUR": dict}
_PYTHON |= {"ENUM": str, "STRING": str}


def _parts(value: object) -> dict | None:
    if isinstance(value, tuple | list) and len(value) == len(COLOUR_PARTS):
        value = dict(zip(COLOUR_PARTS, value, strict=True))
    if not isinstance(value, dict) or set(value) != set(COLOUR_PARTS):
        return None
    whole = all(isinstance(part, int) and not isinstance(part, bool) for part in value.values())
    return {name: value[name] for name in COLOUR_PARTS} if whole else None


def plain(values: dict[str, object]) -> dict[str, object]:
    """Return values with colours as dicts, the form in which statuses are kept."""
    return {
        key: dict(zip(COLOUR_PARTS, value, strict=True))
        if isinstance(value, tuple | list)
        else value
        for key, value in values.items()
    }


def read(
    function: Function, wire: object, path: str, allowed: dict | None = None
) -> tuple[object, list[Problem]]:
    """Return (value, problems) of a reported wire value; value is None when it cannot be used.

    `allowed` is the model's narrowing for this function, or None.
    """
    if not isinstance(wire, dict) or not isinstance(wire.get("type"), str):
        return None, [make("state_form", path)]
    if wire["type"] != function.type:
        return None, [make("value_type", f"{path}.type", wire["type"], function.type)]
    field = FIELDS[function.type]
    path = f"{path}.{field}"
    if field not in wire:
        return None, [make("value_field", path, want=field)]
    reader = {"BOOL": _bool, "COLOUR": _colour, "INTEGER": _number, "FLOAT": _number}.get(
        function.type, _word
    )
    return reader(function, wire[field], path, allowed or {})


def _bool(
    _function: Function, raw: object, path: str, _allowed: dict
) -> tuple[object, list[Problem]]:
    if isinstance(raw, bool):
        return raw, []
    return None, [make("value_form", path, raw, "true or false")]


def whole(raw: object) -> int | None:
    """Return the whole number that came as text or as a number, or None."""
    if isinstance(raw, str) and _INTEGER.fullmatch(raw):
        return int(raw)
    return raw if isinstance(raw, int) and not isinstance(raw, bool) else None


def number(raw: object) -> float | None:
    """Return the finite number that came as a number or as text, or None."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    try:
        value = float(raw)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _number(
    function: Function, raw: object, path: str, allowed: dict
) -> tuple[object, list[Problem]]:
    is_whole = function.type == "INTEGER"
    value = whole(raw) if is_whole else number(raw)
    if value is None:
        return None, [make("value_form", path, raw, "a whole number" if is_whole else "a number")]
    low, high = function.min, function.max
    bounds = allowed.get("integer_values" if is_whole else "float_values")
    if isinstance(
        bounds, dict
    ):  # a bound that is no number is a problem of the config, not of this value
        low = _or(number(bounds.get("min")), low)
        high = _or(number(bounds.get("max")), high)
    if not low <= value <= high:
        return value, [make("value_range", path, value, f"{low:g}..{high:g}")]
    return value, []


def _or(bound: float | None, default: float) -> float:
    return default if bound is None else bound


def _word(
    function: Function, raw: object, path: str, allowed: dict
) -> tuple[object, list[Problem]]:
    if not isinstance(raw, str):
        return None, [make("value_form", path, raw, "text")]
    words = function.values
    narrowed = allowed.get("enum_values")
    if isinstance(narrowed, dict) and isinstance(narrowed.get("values"), list):
        words = tuple(word for word in words if word in narrowed["values"])
    if function.type == "ENUM" and raw not in words:
        return raw, [make("value_word", path, raw, ", ".join(words))]
    return raw, []


def _colour(
    _function: Function, raw: object, path: str, _allowed: dict
) -> tuple[object, list[Problem]]:
    if not isinstance(raw, dict):
        return None, [make("value_form", path, raw, "an object")]
    colour, problems = {}, []
    for name, (low, high) in COLOUR_PARTS.items():
        part = whole(raw.get(name))
        if name not in raw:
            problems.append(make("value_field", f"{path}.{name}", want=name))
        elif part is None or isinstance(raw[name], str):
            problems.append(make("value_form", f"{path}.{name}", raw[name], "a whole number"))
        elif not low <= part <= high:
            problems.append(make("value_range", f"{path}.{name}", part, f"{low}..{high}"))
        colour[name] = part
    return (None if None in colour.values() else colour), problems
