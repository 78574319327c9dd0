"""settings.json: what it may hold. Pure; loaded at start, then dropped.

A problem is (part, field, rule, detail) as in definitions; the rules have the same names.
"""

from micropython import const

_VERSION = const(1)
# (part, field): (type, must it be there, longest text or highest number)
_FIELDS = {
    ("wifi", "ssid"): (str, False, 32),
    ("wifi", "ssid_hex"): (str, False, 64),
    ("wifi", "password"): (str, False, 64),
    ("sber", "host"): (str, False, 253),
    ("sber", "port"): (int, False, 65535),
    ("sber", "login"): (str, True, 200),
    ("sber", "password"): (str, True, 200),
    ("sber", "verify"): (bool, False, 0),
    ("page", "salt"): (str, True, 64),
    ("page", "hash"): (str, True, 64),
    ("page", "rounds"): (int, True, 10000),
    ("portal", "alias"): (bool, False, 0),
}
_NEEDED = ("wifi", "sber")
_PARTS = _NEEDED + ("page", "portal")
_HEX = ("ssid_hex", "salt", "hash")
_TEXTS = {"home": 35, "name": 63}


def check(doc) -> list:
    """Return the problems of a parsed settings.json."""
    if not isinstance(doc, dict):
        return [("", "", "not_an_object", doc)]
    problems = []
    version = doc.get("version")
    if version is None:
        problems.append(("", "version", "no_version", _VERSION))
    elif not _is(version, int):
        problems.append(("", "version", "wrong_type", version))
    elif version > _VERSION:
        problems.append(("", "version", "too_new", version))
    for name in doc:
        if name not in _PARTS and name not in ("version", "ntp") and name not in _TEXTS:
            problems.append(("", name, "unknown_field", name))
    for part in _PARTS:
        if part not in doc and part not in _NEEDED:
            continue
        if not isinstance(doc.get(part), dict):
            rule = "wrong_type" if part in doc else "missing"
            problems.append((part, part, rule, doc.get(part)))
            continue
        for name in doc[part]:
            if (part, name) not in _FIELDS:
                problems.append((part, part + "." + name, "unknown_field", name))
    for (part, name), rule in _FIELDS.items():
        if isinstance(doc.get(part), dict):
            _field(part, name, doc[part], rule, problems)
    if isinstance(doc.get("wifi"), dict):
        # Most names are text; one that is not UTF-8 cannot be a text in JSON.
        names = [name for name in ("ssid", "ssid_hex") if name in doc["wifi"]]
        if not names:
            problems.append(("wifi", "wifi.ssid", "missing", None))
        elif len(names) > 1:
            problems.append(("wifi", "wifi.ssid_hex", "two_names", None))
    for name, longest in _TEXTS.items():
        _field("", name, doc, (str, False, longest), problems)
    servers = doc.get("ntp", [])
    if not isinstance(servers, list) or not all([_is(s, str) and s for s in servers]):
        problems.append(("", "ntp", "wrong_type", servers))
    return problems


def _field(part, name, holder, rule, problems):
    kind, needed, most = rule
    path = part + "." + name if part else name
    value = holder.get(name)
    if name not in holder:
        if needed:
            problems.append((part, path, "missing", None))
    elif not _is(value, kind):
        problems.append((part, path, "wrong_type", value if "password" not in name else None))
    elif kind is str and not value and (needed or name in ("host", "ssid", "ssid_hex")):
        problems.append((part, path, "empty", None))
    elif kind is str and len(value.encode()) > most:
        problems.append((part, path, "too_long", most))
    elif kind is int and not 1 <= value <= most:
        problems.append((part, path, "out_of_range", [1, most]))
    elif name == "login" and any([c in value for c in "/+# "]):
        # The login is a part of every topic, where these would mean something else.
        problems.append((part, path, "bad_login", None))
    elif name in _HEX and not _is_hex(value):
        problems.append((part, path, "bad_hex", None))


def _is_hex(text):
    return len(text) % 2 == 0 and all([c in "0123456789abcdefABCDEF" for c in text])


def _is(value, kind):
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
