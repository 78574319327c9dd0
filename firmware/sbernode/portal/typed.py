"""Settings as they are typed in: kept as a draft, checked, not in use. Loaded on request."""

import os

from micropython import const

from sbernode import forget
from sbernode.portal import drafts
from sbernode.portal.answer import json
from sbernode.portal.request import Refused
from sbernode.portal.routes import UPLOAD

_ROOT = const("roots/own.der")
_SECRETS = ("wifi", "sber")


async def get_settings(portal, request):
    """Return the settings without their secrets."""
    doc = drafts.load("settings") or {"version": 1, "wifi": {}, "sber": {}}
    return json(shown(doc))


async def put_settings(portal, request):
    """Keep settings as a draft; say what is wrong with them."""
    portal.not_testing()
    doc = request.doc
    new = doc.pop("page_password", None)
    merge(doc, drafts.load("settings"))
    problems = []
    if new is not None:
        from sbernode.portal import password

        if isinstance(new, str) and password.SHORTEST <= len(new) <= 200:
            doc["page"] = await password.make(new)
        else:
            problems.append(("", "page_password", "too_short", password.SHORTEST))
        forget("portal.password")
    keep(portal, doc)
    from sbernode.portal import checks

    forget("portal.checks")
    return json({"problems": problems + checks.check(doc)})


async def put_root(portal, request):
    """Keep one root certificate of the owner's, in DER form."""
    portal.not_testing()
    try:
        os.mkdir("roots")
    except OSError:
        pass  # it is there
    with open(UPLOAD, "rb") as file:
        head = file.read(4)
    # X.690, 8.1: a SEQUENCE with a length of two bytes, which all certificates have.
    size = os.stat(UPLOAD)[6]
    if len(head) < 4 or head[:2] != b"\x30\x82" or (head[2] << 8 | head[3]) + 4 != size:
        raise Refused(400, "not_der")
    _remove(_ROOT)
    os.rename(UPLOAD, _ROOT)
    portal.trial = None
    return json({})


async def delete_root(portal, request):
    """Remove the owner's root certificate."""
    portal.not_testing()
    _remove(_ROOT)
    portal.trial = None
    return json({})


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


def keep(portal, doc):
    """Save settings as a draft; what was tested before is not what is there now."""
    if not drafts.save("settings", doc, True):
        raise Refused(507, "full")
    portal.trial = None


def _remove(path):
    try:
        os.remove(path)
    except OSError:
        pass  # not there
