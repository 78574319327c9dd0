"""Settings as they are typed in: kept as a draft, checked, not in use. Loaded on request."""

import os

from sbernode import forget, store
from sbernode.portal import drafts
from sbernode.portal.answer import json
from sbernode.portal.request import Refused
from sbernode.portal.routes import UPLOAD

# What a password was typed for, with what stands for a field that is left out, see assemble: it
# goes nowhere else, as whoever is on an open access point can change these.
_BOUND = (
    ("wifi", (("ssid", None), ("ssid_hex", None))),
    (
        "sber",
        (
            ("host", "mqtt-partners.iot.sberdevices.ru"),
            ("port", 8883),
            ("login", None),
            ("verify", True),
        ),
    ),
)


async def get_settings(portal, request):
    """Return the settings without their secrets."""
    doc = drafts.load("settings") or {"version": 1, "wifi": {}, "sber": {}}
    return json(shown(doc))


async def put_settings(portal, request):
    """Keep settings as a draft; say what is wrong with them."""
    portal.not_testing()
    doc = request.doc
    new = doc.pop("page_password", None)
    wrong = []
    if new is not None:
        if not _may_replace(portal, request):
            # Only with the old one: post_password.
            raise Refused(403, "wrong_page_password", 0)
        from sbernode.portal import password

        if isinstance(new, str) and password.SHORTEST <= len(new) <= 200:
            doc["page"] = await password.make(new)
        else:
            wrong.append(("", "page_password", "too_short", password.SHORTEST))
        forget("portal.password")
    return json({"problems": wrong + take(portal, request, doc)})


def take(portal, request, doc):
    """Keep settings as a draft, with the secrets they may have; return their problems."""
    used = drafts.load("settings", False)
    if not _may_replace(portal, request):
        doc.pop("page", None)
    if used and drafts.root() and not portal.has_password():
        # Nobody typed it for this root.
        _forget_password(used)
    problems = merge(doc, drafts.load("settings", True), used)
    if not drafts.save("settings", doc, True):
        raise Refused(507, "full")
    # What was tested before is not what is there now.
    portal.trial = None
    from sbernode.portal import checks

    forget("portal.checks")
    again = [problem[1] for problem in problems]
    return problems + [problem for problem in checks.check(doc) if problem[1] not in again]


async def put_root(portal, request):
    """Keep one root certificate of the owner's, in DER form."""
    portal.not_testing()
    with open(UPLOAD, "rb") as file:
        head = file.read(4)
    # X.690, 8.1: a SEQUENCE with a length of two bytes, which all certificates have.
    size = os.stat(UPLOAD)[6]
    if len(head) < 4 or head[:2] != b"\x30\x82" or (head[2] << 8 | head[3]) + 4 != size:
        raise Refused(400, "not_der")
    problems = []
    doc = None if portal.has_password() else drafts.load("settings")
    if doc and _forget_password(doc):
        # First of all: a stranger's root must not find it.
        if not drafts.save("settings", doc, True):
            raise Refused(507, "full")
        problems.append(("sber", "sber.password", "type_again", None))
    try:
        os.mkdir("roots")
    except OSError:
        pass  # it is there
    try:
        os.rename(UPLOAD, drafts.ROOT_DRAFT)
    except OSError:
        raise Refused(507, "full")
    portal.trial = None
    return json({"problems": problems})


async def delete_root(portal, request):
    """Have the owner's root certificate removed when the drafts are put in use."""
    portal.not_testing()
    portal.trial = None
    try:
        os.stat(drafts.ROOT)
    except OSError:
        store.remove(drafts.ROOT_DRAFT)
        return
    try:
        open(drafts.ROOT_DRAFT, "w").close()
    except OSError:
        raise Refused(507, "full")


def merge(doc, *kept) -> list:
    """Put stored secrets into settings that were sent without them; return what has to be typed.

    kept: settings of before, the newest first, or None. True in the place of a secret, or
    nothing: the stored one, where it was typed for the same; an empty text: none.
    """
    kept = [before for before in kept if before]
    doc["version"] = 1
    problems = []
    for part, bound in _BOUND:
        mine = doc.get(part)
        if not isinstance(mine, dict):
            continue
        for name in ("host", "login"):
            if isinstance(mine.get(name), str):
                mine[name] = mine[name].strip()
        given = mine.get("password", True)
        if given is not True and given != "":
            continue
        mine.pop("password", None)
        stored = [before[part] for before in kept if _has_password(before, part)]
        for had in stored if given else ():
            if all([had.get(name, usual) == mine.get(name, usual) for name, usual in bound]):
                mine["password"] = had["password"]
                break
        else:
            if given and stored:
                problems.append((part, part + ".password", "type_again", None))
    if not isinstance(doc.get("page"), dict):
        doc.pop("page", None)
    for before in kept:
        for name, kind in (("ntp", list), ("portal", dict), ("page", dict)):
            if name not in doc and isinstance(before.get(name), kind):
                doc[name] = before[name]
    return problems


def shown(doc) -> dict:
    """Return settings as they may be sent: no secret in them, but whether there is one."""
    doc = dict(doc)
    for part in ("wifi", "sber"):
        found = doc.get(part)
        doc[part] = dict(found) if isinstance(found, dict) else {}
        doc[part]["password"] = bool(doc[part].get("password"))
    doc["page"] = isinstance(doc.get("page"), dict)
    return doc


def _may_replace(portal, request):
    """Tell whether the password of the pages may be set without the old one."""
    return portal.gate.mode == "setup" or portal.gate.is_near(request)


def _has_password(doc, part):
    return isinstance(doc.get(part), dict) and "password" in doc[part]


def _forget_password(doc) -> bool:
    """Take the password of the Sber login out of settings; return whether there was one."""
    return _has_password(doc, "sber") and doc["sber"].pop("password") is not None
