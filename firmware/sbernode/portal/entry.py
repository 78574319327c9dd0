"""Who comes in: the first word of a page, the log-in, a new password. Loaded on request."""

import os
import time

from sbernode import VERSION, forget, wifi
from sbernode.portal import drafts, unit
from sbernode.portal.answer import json
from sbernode.portal.request import Refused


async def get_hello(portal, request):
    """Say what this is, and give the token to whoever may have it."""
    name = unit.name()
    is_in = portal.gate.is_in(request)
    used = drafts.load("settings", False) or {}
    sber = used.get("sber")
    # Whoever has not logged in need not know what is wrong here.
    trouble, detail = portal.trouble() if is_in else ("", "")
    found = {
        "mode": portal.gate.mode,
        "board": portal.board(),
        "version": VERSION,
        "unit": name,
        "local": name.lower() + ".local",
        "new": not unit.load()["setup"],
        "login": not is_in,
        "token": portal.gate.token if is_in else None,
        "unsafe": isinstance(sber, dict) and sber.get("verify") is False,
        "trouble": trouble,
        "detail": detail,
        "draft": is_in and drafts.exists(),
        "address": wifi.address() if wifi.is_up() else None,
        "finishing": portal.farewell is not None,
        # Kept away from the cloud: by a test, or by a phone on the access point.
        "held": portal.app is not None and portal.app.is_held(),
    }
    if portal.farewell:
        found["farewell"] = portal.farewell
    forget("wifi")
    return json(found)


async def post_login(portal, request):
    """Let in who knows the password of the pages; each wrong one makes the next wait longer."""
    given = request.doc.get("password")
    from sbernode.portal import login, password

    forget("portal.login", "portal.password")
    kept = portal.gate.kept
    wait = login.wait(kept, time.ticks_ms())
    if wait or portal.checks:
        raise Refused(429, "wait", wait or 1)
    page = _page()
    if page is None:
        # Nobody could ever come in: only the access point, whose password is on the label, can.
        raise Refused(403, "no_password")
    portal.checks = True
    try:
        fits = isinstance(given, str) and await password.fits(given, page)
    finally:
        portal.checks = False
    if not fits:
        raise Refused(401, "wrong_page_password", login.missed(kept, time.ticks_ms()))
    return json({"token": kept[0]}, 200, (login.passed(kept),))


async def post_password(portal, request):
    """Change the password of the pages; everybody has to log in anew."""
    asked = request.doc
    page = _page()
    from sbernode.portal import login, password

    forget("portal.login", "portal.password")
    new, kept = asked.get("new"), portal.gate.kept
    if page is not None:
        wait = login.wait(kept, time.ticks_ms())
        if wait or portal.checks:
            raise Refused(429, "wait", wait or 1)
        portal.checks = True
        try:
            old = asked.get("old")
            fits = isinstance(old, str) and await password.fits(old, page)
        finally:
            portal.checks = False
        if not fits:
            raise Refused(403, "wrong_page_password", login.missed(kept, time.ticks_ms()))
    if not isinstance(new, str) or not password.SHORTEST <= len(new) <= 200:
        raise Refused(400, "short_password", password.SHORTEST)
    made = await password.make(new)
    settings = drafts.load("settings", False)
    if settings is None:
        raise Refused(409, "no_settings")
    settings["page"] = made
    if not drafts.save("settings", settings, False):
        raise Refused(507, "full")
    draft = drafts.load("settings", True)
    if draft is not None:
        draft["page"] = made
        drafts.save("settings", draft, True)
    portal.gate.renew(os.urandom(16))
    return json({"token": kept[0]}, 200, (login.passed(kept),))


def _page():
    """Return what is kept of the password, None if none is set."""
    page = (drafts.load("settings", False) or {}).get("page")
    return page if isinstance(page, dict) else None
