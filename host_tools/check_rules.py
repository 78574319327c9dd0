"""Check the rules of devices.json as the board does, and by making them, which sees more.

Which functions a device has depends on its pins: the board's check knows only what its kind may
have, and finds the rest when it starts.
"""

from host_tools.check_place import Place
from host_tools.rooms import room
from host_tools.words import tr


def problems(doc: object, errors: list, codes: dict | None = None) -> list[tuple]:
    """Return what is wrong with the rules of a document.

    errors: those of its devices; codes: see check_codes.keys().
    """
    if not isinstance(doc, dict) or "rules" not in doc:
        return []
    entries = doc.get("devices") if isinstance(doc.get("devices"), list) else []
    known = [
        (entry["id"], entry.get("kind"))
        for entry in entries
        if isinstance(entry, dict) and isinstance(entry.get("id"), str)
    ]
    kinds = [kind if kind in room("kinds.table").names() else None for _, kind in known]
    found = room("check_rules").check(doc["rules"], [name for name, _ in known], kinds)
    return found if found or errors else _made(doc, codes)


def _made(doc: dict, codes: dict | None) -> list[tuple]:
    """Return what shows only when devices and rules are made."""
    devices = room("devices").Devices(list(made(doc, codes).values()))
    found = []
    for place, entry in enumerate(doc["rules"], 1):
        try:
            room("make_rules").make(entry, devices, place)
        except room("make_rules").NotReady as missing:
            _, _, device, function = missing.args
            found.append((f"rule#{place}", "", "not_offered", f"{device}: {function}"))
    return found


def made(doc: dict, codes: dict | None = None) -> dict[str, object]:
    """Return {id: its device} of a document whose devices are good."""
    from host_tools.check import unconnected

    found = {}
    for entry in doc["devices"]:
        device = room("build").make(room("resolve").resolve(entry), unconnected(codes))
        device.id = entry["id"]
        found[device.id] = device
    return found


def accepted(at: Place) -> str:
    """Say what would be accepted in the place of what a rule of the checks refused in a rule."""
    from host_tools.check_hints import one_of

    part, _, name = at.field.rpartition(".")
    detail = at.detail
    if at.rule == "unknown_field":
        known = ("when", "do", "delay_s", "for_s") if not part else _FIELDS[part[:2]]
        return one_of(known, name)
    if at.rule in ("no_such_device", "missing") and name == "device":
        listed = at.doc.get("devices") if isinstance(at.doc.get("devices"), list) else []
        return one_of([e["id"] for e in listed if isinstance(e, dict) and "id" in e], at.value)
    if at.rule in ("no_function", "bad_option") and detail:
        return one_of(detail, at.value)
    if at.rule == "out_of_range":
        if name == "do":
            return tr("one to eight actions", "от одного до восьми действий")
        return tr(f"from {detail[0]} to {detail[1]}", f"от {detail[0]} до {detail[1]}")
    if at.rule in ("no_condition", "not_a_number"):
        return '"is": ...' + ("" if at.rule == "not_a_number" else ', "above": ..., "below": ...')
    if at.rule in ("missing", "wrong_type", "not_an_object"):
        return _EXAMPLES.get(name if not name.isdigit() else "action", "")
    return ""


_FIELDS = {
    "wh": ("device", "function", "is", "above", "below", "hysteresis"),
    "do": ("device", "function", "value"),
}
_ACTION = '{"device": "valve", "function": "open_set", "value": "close"}'
_WHEN = '{"device": "leak", "function": "water_leak_state", "is": true}'
_EXAMPLES = {
    "when": _WHEN,
    "do": f"[{_ACTION}]",
    "action": _ACTION,
    "": f'{{"when": {_WHEN}, "do": [{_ACTION}]}}',
    "device": '"lamp"',
    "function": '"on_off"',
    "value": 'true, 500, "open", {"h": 120, "s": 1000, "v": 1000}',
    "is": 'true, 500, "open"',
    "above": "1000",
    "below": "1000",
    "hysteresis": "10",
    "delay_s": "60",
    "for_s": "60",
}
