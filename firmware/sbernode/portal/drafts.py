"""Drafts: what was entered and is not in use yet; settings.json and devices.json beside them.

Whatever moment the power goes: what was in use and what was entered are still there, one of them
at least. Texts of problems are in the page; rules are those of settings and definitions.
"""

import os

from sbernode import forget, hw, store

NAMES = ("settings", "devices")
_SECRETS = ("wifi", "sber")
_HIDDEN = ("wifi", "sber", "page", "portal")


def draft(name: str) -> str:
    """Return the file of a draft."""
    return name + ".draft.json"


def load(name: str, is_draft=None):
    """Return the draft, else the file in use, else None; is_draft True or False: just that one."""
    for file, sealed in ((draft(name), True), (name + ".json", False)):
        if is_draft is None or is_draft is sealed:
            try:
                doc = store.load(file, sealed)
            except ValueError:
                continue
            if isinstance(doc, dict):
                return doc
    return None


def exists() -> bool:
    """Tell whether there is a draft."""
    return any([_size(draft(name)) for name in NAMES])


def path(name: str):
    """Return the file to show: the draft, else the one in use; None if there is none."""
    for file in (draft(name), name + ".json"):
        for ending in ("", ".new", ".old"):
            if _size(file + ending):
                return file + ending
    return None


def check(name: str, doc) -> list:
    """Return the problems of a document; the rules are dropped again."""
    if name == "settings":
        from sbernode.settings import check as rules

        problems = [
            # What stands in a wrong place may be a password.
            (part, field, rule, None if field in _HIDDEN else detail)
            for part, field, rule, detail in rules(doc)
        ]
        forget("settings")
        return problems
    from sbernode import definitions, pins

    try:
        return definitions.check(doc, pins.facts(hw.name()))
    finally:
        del definitions, pins
        forget("definitions", "kinds.table", "pins")


def stops(problems) -> bool:
    """Tell whether a board with these problems would not start."""
    return any([problem[2] not in ("caution_pin", "avoid_pin") for problem in problems])


def merge(doc, kept):
    """Put stored secrets into settings that were sent without them; kept: those before, or None.

    True in the place of a secret, or nothing: the stored one; an empty text: none.
    """
    doc["version"] = 1
    for part in _SECRETS:
        if not isinstance(doc.get(part), dict):
            continue
        had = (kept or {}).get(part)
        had = had.get("password") if isinstance(had, dict) else None
        given = doc[part].get("password", True)
        if given is True and had is not None:
            doc[part]["password"] = had
        elif given is True or given == "":
            doc[part].pop("password", None)
    if not isinstance(doc.get("page"), dict):
        doc.pop("page", None)
        if kept and isinstance(kept.get("page"), dict):
            doc["page"] = kept["page"]
    for name in ("ntp", "portal"):
        if name not in doc and kept and name in kept:
            doc[name] = kept[name]
    return doc


def shown(doc) -> dict:
    """Return settings as they may be sent: no secret in them, but whether there is one."""
    doc = dict(doc)
    for part in _SECRETS:
        found = doc.get(part)
        doc[part] = dict(found) if isinstance(found, dict) else {}
        doc[part]["password"] = bool(doc[part].get("password"))
    doc["page"] = isinstance(doc.get("page"), dict)
    return doc


def commit() -> bool:
    """Put the drafts in use, one after the other; False: the file system would not have it."""
    for name in NAMES:
        source = draft(name)
        if not _size(source):
            continue
        target = name + ".json"
        try:
            _copy(source, target + ".new")
            store.replace(target)
        except OSError:
            return False
        store.remove(source)
    return True


def save(name: str, doc, is_draft: bool) -> bool:
    """Save a draft, or what is in use; False: the file system would not have it."""
    return store.save(draft(name) if is_draft else name + ".json", doc)


def discard():
    """Drop the drafts."""
    for name in NAMES:
        store.remove(draft(name))


def _copy(source, target):
    buffer = bytearray(256)
    with open(source, "rb") as old, open(target, "wb") as new:
        while True:
            size = old.readinto(buffer)
            if not size:
                return
            new.write(memoryview(buffer)[:size])


def _size(name):
    try:
        return os.stat(name)[6]
    except OSError:
        return 0
