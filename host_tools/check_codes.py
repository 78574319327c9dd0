"""Check codes.txt, the infrared codes that lie beside a devices.json, by the firmware's own rules.

A line that is wrong stops no board: its code is not sent. So all of this is warnings.
"""

from pathlib import Path

from host_tools.words import tr

_PARTS = 4
_STATE = ("hvac_work_mode", "hvac_temp_set", "hvac_air_flow_power", "hvac_air_flow_direction")


def keys(path: Path) -> dict[str, list[str]]:
    """Return {id: keys} of the devices that a codes.txt has codes of; {} if there is no file."""
    found: dict[str, list[str]] = {}
    if path.exists():
        for line in path.read_text("utf-8", errors="replace").splitlines():
            parts = line.split()
            if len(parts) > 1:
                found.setdefault(parts[0], []).append(parts[1])
    return found


def check_codes(path: Path, doc: object) -> list[dict]:
    """Return what was found in a codes.txt, nothing if there is none; doc: of the devices."""
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    devices = doc.get("devices") if isinstance(doc, dict) else None
    kinds = {
        entry["id"]: entry
        for entry in (devices if isinstance(devices, list) else ())
        if isinstance(entry, dict) and isinstance(entry.get("id"), str)
    }
    found, seen = [], set()
    for number, line in enumerate(lines, 1):
        parts = line.split()
        if len(parts) < 2 or line.startswith("#"):
            continue
        rule, text = _problem(parts, kinds, seen)
        seen.add(tuple(parts[:2]))
        if rule:
            name = kinds.get(parts[0], {}).get("name")
            found.append(
                {
                    "file": f"{path.name}:{number}",
                    "device": parts[0],
                    "name": name if isinstance(name, str) else "",
                    "field": parts[1],
                    "rule": rule,
                    "severity": "warning",
                    "text": text,
                    "accepted": "",
                }
            )
    return found


def _problem(parts: list[str], kinds: dict, seen: set) -> tuple[str, str]:
    """Return (rule, text) of what is wrong with a line, two empty texts for nothing."""
    from host_tools.rooms import room

    entry = kinds.get(parts[0])
    if entry is None:
        return "code_of_nobody", tr("there is no such device", "такого устройства нет")
    pins = entry.get("pins")
    if not isinstance(pins, dict) or "ir" not in pins:
        return "code_of_nobody", tr("has no infrared diode", "без инфракрасного диода")
    if not _is_known(entry.get("kind"), parts[1]):
        return "unknown_code", tr(
            "is no function or value of this device", "нет такой функции или значения"
        )
    if tuple(parts[:2]) in seen:
        return "code_twice", tr("there is one already", "уже есть")
    try:
        if len(parts) != _PARTS:
            raise ValueError(len(parts))
        room("infrared.signal").train(parts[2], parts[3])
    except ValueError:
        return "bad_code", tr(
            "the code is damaged, so it is not sent: learn it again",
            "код испорчен, он не посылается: выучите заново",
        )
    return "", ""


def _is_known(kind: object, key: str) -> bool:
    """Tell whether this is a function of the category, and a value of the function."""
    from host_tools.rooms import room

    catalog, function, _, value = room("sber.catalog"), *key.partition("=")
    if function == "state" and kind == "hvac_ac":
        values = value.split("/")
        named = zip(_STATE, values, strict=False)
        return len(values) <= len(_STATE) and all(
            text == "-" or _is_value(catalog, name, text) for name, text in named
        )
    if not isinstance(kind, str) or room("kinds.table").find(kind) is None:
        return False
    required, groups, optional = room("sber.categories").category(kind)
    if function not in {*required, *optional, *(name for group in groups for name in group)}:
        return False
    return not value or _is_value(catalog, function, value)


def _is_value(catalog, name: str, text: str) -> bool:
    letter, _, low, high, _, values = catalog.feature(name)
    if letter == "B":
        return text in ("true", "false")
    if letter == "E":
        return text in values
    return text.isdigit() and low <= int(text) <= high
