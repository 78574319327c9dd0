"""Find the entry, the value and the pin that a problem of the checks speaks of.

A problem is (device, field, rule, detail), as `sbernode.definitions` and `sbernode.settings` give
it.
"""

import json
from dataclasses import dataclass

from host_tools.rooms import room
from host_tools.words import tr

# Fields of settings.json whose values may be shown; a password typed into a wrong place may not.
_OPEN = ("version", "home", "name", "ntp", "sber.host", "sber.port", "sber.verify")


@dataclass(frozen=True)
class Place:
    """Where a problem is: the whole document, its entry (or None), the board (or None)."""

    form: str  # "devices", "settings", or "rules" of a devices.json
    doc: object
    entry: dict | None
    board: dict | None
    field: str
    rule: str
    detail: object

    @property
    def value(self) -> object:
        """What the file says at the field; None when it says nothing."""
        found = self.doc if self.entry is None else self.entry
        for part in self.field.split(".") if self.field else []:
            if isinstance(found, list) and part.isdigit():
                found = found[int(part) - 1]
            else:
                found = found.get(part) if isinstance(found, dict) else None
        return found

    @property
    def shown(self) -> str:
        """The value as text for a person; nothing that may be a secret."""
        if self.form == "settings" and self.field not in _OPEN:
            return tr("this value", "это значение")
        return said(self.value)

    @property
    def kind(self):
        """The rules of the device's kind, or None."""
        is_device = self.entry and self.form != "rules"
        return room("kinds.table").find(self.entry.get("kind")) if is_device else None

    @property
    def gpio(self) -> int | None:
        """The GPIO number at the field, or None."""
        pin = room("definitions").pin(self.value)
        return pin and pin[0]


def place(problem: tuple, form: str, doc: object, board: dict | None) -> Place:
    """Find what a problem of a "devices" or "settings" document speaks of."""
    device, field, rule, detail = problem
    if form == "devices" and device.startswith("rule#"):
        entry = doc["rules"][int(device[5:]) - 1]
        entry = entry if isinstance(entry, dict) else {}
        return Place("rules", doc, entry, board, field, rule, detail)
    entry = entry_of(device, doc) if form == "devices" else None
    return Place(form, doc, entry, board, field, rule, detail)


def entry_of(device: str, doc: object) -> dict | None:
    """Return the entry of devices.json with this id, or at this place ("#2"); None: no such."""
    listed = doc.get("devices") if isinstance(doc, dict) else None
    entries = listed if isinstance(listed, list) else []
    if isinstance(device, str) and device[:1] == "#" and device[1:].isdigit():
        entries = entries[int(device[1:]) - 1 : int(device[1:])]
        return entries[0] if entries and isinstance(entries[0], dict) else None
    named = [entry for entry in entries if isinstance(entry, dict) and entry.get("id") == device]
    return named[-1] if named and device else None


def used_pins(doc: object) -> list[tuple]:
    """Return (device id, field, gpio, port type) of every well-formed pin in the document."""
    found = []
    listed = doc.get("devices") if isinstance(doc, dict) else None
    for entry in listed if isinstance(listed, list) else []:
        kind = room("kinds.table").find(entry.get("kind")) if isinstance(entry, dict) else None
        pins = entry.get("pins") if kind else None
        for role, spec in pins.items() if isinstance(pins, dict) else ():
            pin = room("definitions").pin(spec)
            if pin and role in kind.roles:
                found.append((entry.get("id"), "pins." + role, pin[0], kind.roles[role]))
    return found


def said(value: object) -> str:
    """Return a value as JSON, cut when it is long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."
