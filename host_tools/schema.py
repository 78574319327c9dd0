"""Make docs/devices.schema.json from the table of kinds, its words and a frame that is the same.

The frame, host_tools/data/devices-frame.json, holds what is not about kinds: fields, pins.
"""

import json

from host_tools import page
from host_tools.rooms import room
from host_tools.sber_tables import CATEGORIES, FEATURES, ROOT

FRAME = "host_tools/data/devices-frame.json"


def render() -> str:
    """Return the text of the schema."""
    doc = json.loads((ROOT / FRAME).read_text("utf-8"))
    table, words = room("kinds.table"), page.texts(documents=True)
    titles = json.loads((ROOT / CATEGORIES).read_text("utf-8"))
    device = doc["$defs"]["device"]
    device["properties"]["kind"] = {"enum": table.names()}
    for name in table.names():
        chosen = {"required": ["kind"], "properties": {"kind": {"const": name}}}
        device["allOf"].append({"if": chosen, "then": {"$ref": f"#/$defs/{name}"}})
        doc["$defs"][name] = _kind(table.find(name), words, titles[name])
    for part, access in (("when", "r"), ("action", "w")):
        doc["$defs"][part]["properties"]["function"]["enum"] = _functions(access)
    return json.dumps(doc, ensure_ascii=False, indent=1) + "\n"


def _functions(access: str) -> list[str]:
    """Return the functions a rule can look at (r) or set (w)."""
    features = json.loads((ROOT / FEATURES).read_text("utf-8"))
    catalog = room("sber.catalog")
    facts = {name: catalog.feature(name) for name in sorted(features)}
    return [
        name
        for name, (letter, can, *_) in facts.items()
        if access in can and name != "online" and (access == "w" or letter != "C")
    ]


def _kind(rules, words: dict, title: dict) -> dict:
    pins = {
        role: {"description": _said(_words(words, "roles", rules.name, role)), "$ref": _PIN}
        for role in rules.roles
    }
    options = {name: _option(rules, words, name, *more) for name, *more in rules.options}
    return {
        "description": f"{title['title_en']} / {title['title_ru']}",
        "properties": {
            "pins": {
                "type": "object",
                "additionalProperties": False,
                "properties": pins,
                "anyOf": [_fitted(rules.roles, tokens) for _, tokens in rules.items()],
            },
            "options": {
                "type": "object",
                "additionalProperties": False,
                "properties": options,
            },
        },
    }


_PIN = "#/$defs/pin"


def _fitted(all_roles, tokens: list) -> dict:
    """Return what holds of the pins of one set: its roles are there, and no foreign ones."""
    must, may = room("kinds.table").split(tokens)
    found: dict = {"required": must}
    foreign = {role: False for role in all_roles if role not in must + may}
    if foreign:
        found["properties"] = foreign
    # Of a port of several pins all are there, or none.
    pairs = [roles for roles, _, spare in tokens if spare and len(roles) > 1]
    if pairs:
        found["dependentRequired"] = {
            role: [other for other in roles if other != role] for roles in pairs for role in roles
        }
    return found


def _option(rules, words: dict, name: str, default, accepted) -> dict:
    about = _words(words, "options", rules.name, name)
    said = about.get("doc") or about.get("hint") or about["label"]
    found = {"description": _said(said), "default": default}
    if accepted == "device":
        return {**found, "type": "string"}
    if isinstance(accepted[0], str):
        return {**found, "enum": list(accepted)}
    return {**found, "type": "integer", "minimum": accepted[0], "maximum": accepted[1]}


def _words(words: dict, part: str, kind: str, name: str):
    return words[part].get(f"{kind}.{name}") or words[part][name]


def _said(pair: list[str]) -> str:
    return " / ".join(dict.fromkeys(pair))
