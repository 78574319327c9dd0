"""Raise the access point as this board is to have it. Loaded for that, then dropped."""

from sbernode import hw, log
from sbernode.portal import drafts, unit
from sbernode.wifi import point


def up():
    """Return its address, and the one that every name leads to, as texts."""
    doc = unit.load()
    moves = "RP2" not in hw.name()
    password = doc["password"] if doc["setup"] else None
    name = unit.name()
    address = point.up(name, password, moves)
    if password:
        log.info("portal", "closed", name, password, address)
    else:
        log.info("portal", "open", name, address)
    return address, point.alias() if not moves and _wants_alias() else address


def _wants_alias():
    settings = drafts.load("settings", False) or {}
    portal = settings.get("portal")
    return isinstance(portal, dict) and portal.get("alias") is True
