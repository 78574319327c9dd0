"""Check devices.json: shape, kinds, roles, pins, options. Pure; loaded at start, then dropped.

A problem is (device, field, rule, detail): the id of the device or its place "#2", the path of the
field, the name of the rule that refused it, and what the rule saw. Texts for people are made where
they are shown (host_tools/check.py, the pages).
"""

from micropython import const

from sbernode.kinds import table

_LONGEST_ID = const(64)
_LONGEST_NAME = const(63)
_LONGEST_ROOM = const(35)
_MOST_DEVICES = const(100)
_VERSION = const(1)
_FIELDS = ("id", "kind", "name", "room", "home", "pins", "options")
_PULLS = ("up", "down", "none")

# Rules that do not stop a board; everything else does.
WARNINGS = ("caution_pin", "avoid_pin")


def check(doc, facts=None, hub: str = "root") -> list:
    """Return the problems of a parsed devices.json.

    facts: {gpio: letters} of the board (i input, o output, u pull-up, d pull-down, p PWM, c
    caution, v avoid; a missing pin must not be used), None if the board is not known; hub: the id
    taken by the hub.
    """
    problems = []
    devices = _devices(doc, problems)
    taken, ids = {}, {}
    for i, entry in enumerate(devices):
        where = "#%d" % (i + 1)
        if not isinstance(entry, dict):
            problems.append((where, "", "not_an_object", entry))
            continue
        if isinstance(entry.get("id"), str) and entry["id"]:
            where = entry["id"]
        _fields(where, entry, ids, hub, problems)
        kind = table.find(entry.get("kind"))
        if kind is None:
            rule = "missing" if "kind" not in entry else "unknown_kind"
            problems.append((where, "kind", rule, entry.get("kind")))
            continue
        _roles(where, kind, entry, taken, facts, problems)
        _options(where, kind, entry, problems)
    _bindings(devices, ids, problems)
    return problems


def errors(problems) -> list:
    """Return the problems that stop a board."""
    return [problem for problem in problems if problem[2] not in WARNINGS]


def pin(spec):
    """Return (gpio, active, pull) of a pin, None for what is not given; None if malformed."""
    if isinstance(spec, dict):
        for key in spec:
            if key not in ("gpio", "active", "pull", "address"):
                return None
        active, pull = spec.get("active"), spec.get("pull")
        if active not in (None, "low", "high") or pull not in (None,) + _PULLS:
            return None
        if not _address(spec.get("address", "0" * 16)):
            return None
        spec = spec.get("gpio")
    else:
        active = pull = None
    if not _integer(spec) or spec < 0:
        return None
    return spec, active, pull


def _address(text):
    """Tell whether this is the number of a 1-Wire part: 16 hexadecimal digits."""
    if not isinstance(text, str) or len(text) != 16:
        return False
    return all([c in "0123456789abcdefABCDEF" for c in text])


def _devices(doc, problems):
    if not isinstance(doc, dict):
        problems.append(("", "", "not_an_object", doc))
        return ()
    if "version" not in doc:
        problems.append(("", "version", "no_version", _VERSION))
    elif not _integer(doc["version"]):
        problems.append(("", "version", "wrong_type", doc["version"]))
    elif doc["version"] > _VERSION:
        problems.append(("", "version", "too_new", doc["version"]))
    for name in doc:
        if name not in ("version", "devices"):
            problems.append(("", name, "unknown_field", name))
    devices = doc.get("devices")
    if not isinstance(devices, list):
        problems.append(("", "devices", "no_devices", devices))
        return ()
    if len(devices) > _MOST_DEVICES:
        problems.append(("", "devices", "too_many", len(devices)))
    return devices


def _fields(where, entry, ids, hub, problems):
    for name in entry:
        if name not in _FIELDS:
            problems.append((where, name, "unknown_field", name))
    longest = {
        "id": _LONGEST_ID,
        "name": _LONGEST_NAME,
        "room": _LONGEST_ROOM,
        "home": _LONGEST_ROOM,
    }
    for name, limit in longest.items():
        if name not in entry:
            if name in ("id", "name"):
                problems.append((where, name, "missing", None))
            continue
        text = entry[name]
        if not isinstance(text, str):
            problems.append((where, name, "wrong_type", text))
        elif not text.strip():
            problems.append((where, name, "empty", text))
        elif len(text) > limit:
            problems.append((where, name, "too_long", limit))
    name = entry.get("id")
    if not isinstance(name, str) or not name:
        return
    if not all(
        ["a" <= c <= "z" or "A" <= c <= "Z" or "0" <= c <= "9" or c in "_.-" for c in name]
    ):
        problems.append((where, "id", "bad_id", name))
    if name in ids:
        problems.append((where, "id", "taken_id", name))
    elif name == hub:
        problems.append((where, "id", "reserved_id", name))
    ids[name] = entry


def _roles(where, kind, entry, taken, facts, problems):
    pins = entry.get("pins")
    if not isinstance(pins, dict):
        rule = "missing" if pins is None else "wrong_type"
        problems.append((where, "pins", rule, _sets(kind)))
        return
    types = kind.roles
    fitted = []
    for role, spec in pins.items():
        field = "pins." + role
        if role not in types:
            problems.append((where, field, "unknown_role", list(types)))
            continue
        if role not in kind.may:
            fitted.append(role)
        got = pin(spec)
        if got is None:
            problems.append((where, field, "bad_pin", spec))
            continue
        _pin(where, field, types[role], got, taken, facts, problems)
    matching = [roles for roles in kind.sets if sorted(roles) == sorted(fitted)]
    if not matching:
        partly = [roles for roles in kind.sets if all([role in roles for role in fitted])]
        rule = "roles_incomplete" if partly else "roles_conflict"
        problems.append((where, "pins", rule, _sets(kind)))


def _sets(kind):
    return ["+".join(roles) for roles in kind.sets]


def _pin(where, field, port, got, taken, facts, problems):
    gpio, _, pull = got
    if gpio in taken and not (port == taken[gpio][1] == "ds18b20"):
        problems.append((where, field, "pin_taken", taken[gpio][0]))
    else:
        taken[gpio] = (where, port)
    if facts is None:
        return
    letters = facts.get(gpio)
    if letters is None:
        problems.append((where, field, "forbidden_pin", gpio))
        return
    if port == "in":
        if "i" not in letters:
            problems.append((where, field, "no_input", gpio))
        # What a contact gets when nothing is said; a detector of motion drives its line itself.
        wanted = pull or ("none" if field.endswith("motion") else "up")
        if wanted != "none" and wanted[0] not in letters:
            problems.append((where, field, "no_pull", gpio))
    elif "o" not in letters:
        problems.append((where, field, "input_only", gpio))
    elif port == "level" and "p" not in letters:
        problems.append((where, field, "no_pwm", gpio))
    if "v" in letters:
        problems.append((where, field, "avoid_pin", gpio))
    elif "c" in letters:
        problems.append((where, field, "caution_pin", gpio))


def _options(where, kind, entry, problems):
    options = entry.get("options", {})
    if not isinstance(options, dict):
        problems.append((where, "options", "wrong_type", options))
        return
    known = {option[0]: option[2] for option in kind.options}
    for name, value in options.items():
        field = "options." + name
        accepted = known.get(name)
        if accepted is None:
            problems.append((where, field, "unknown_option", list(known)))
        elif accepted == "device":
            if not isinstance(value, str):
                problems.append((where, field, "wrong_type", value))
        elif isinstance(accepted[0], str):
            if value not in accepted:
                problems.append((where, field, "bad_option", list(accepted)))
        elif not _integer(value):
            problems.append((where, field, "wrong_type", value))
        elif not accepted[0] <= value <= accepted[1]:
            problems.append((where, field, "out_of_range", list(accepted)))


def _bindings(devices, ids, problems):
    for entry in devices:
        options = entry.get("options") if isinstance(entry, dict) else None
        target = options.get("toggles") if isinstance(options, dict) else None
        if not isinstance(target, str) or not target:
            continue
        where = entry.get("id")
        if target not in ids:
            problems.append((where, "options.toggles", "no_such_device", target))
            continue
        kind = table.find(ids[target].get("kind"))
        if kind and not kind.can_toggle():
            problems.append((where, "options.toggles", "not_bindable", target))


def _integer(value):
    return isinstance(value, int) and not isinstance(value, bool)
