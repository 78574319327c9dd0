"""Carry settings and devices away and back: backup and restore. Loaded on request."""

import json as writer
import os

from micropython import const

from sbernode.portal import drafts, papers
from sbernode.portal.answer import json
from sbernode.portal.request import Refused

_LONGEST = const(36864)
_UPLOAD = const("upload.new")


class Backup:
    """A body of settings and the file of devices, one after the other."""

    def __init__(self, settings, path):
        self._settings = writer.dumps(settings).encode()
        self._devices = papers.File(path) if path else (b'{"version":1,"devices":[]}',)
        self._size = sum([len(part) for part in self._frame()])
        self._size += len(self._devices) if path else len(self._devices[0])

    def _frame(self):
        return b'{"version":1,"settings":', self._settings, b',"devices":', b"}"

    def __len__(self):
        return self._size

    def __iter__(self):
        first, settings, second, last = self._frame()
        yield first
        yield settings
        yield second
        yield from self._devices
        yield last


async def get_backup(portal, request):
    """Return what is in use; with its secrets only to who has logged in with the password."""
    settings = drafts.load("settings", False) or drafts.load("settings") or {}
    if request.query.get("secrets") == "1":
        if not portal.has_password():
            raise Refused(403, "log_in")
    else:
        for part in ("wifi", "sber"):
            if isinstance(settings.get(part), dict):
                settings[part].pop("password", None)
        settings.pop("page", None)
    return 200, "application/json", Backup(settings, drafts.path("devices"))


async def put_restore(portal, request):
    """Keep a backup as drafts; secrets that it lacks stay as they are."""
    async with portal.lock:
        return await _restore(portal, request)


async def _restore(portal, request):
    portal.not_testing()
    await request.save(_UPLOAD, _LONGEST)
    doc = papers.parse(_UPLOAD)
    os.remove(_UPLOAD)
    settings, devices = doc.get("settings"), doc.get("devices")
    if doc.get("version") != 1 or not isinstance(settings, dict) or not isinstance(devices, dict):
        raise Refused(400, "not_backup")
    del doc
    settings = drafts.merge(settings, drafts.load("settings"))
    papers.keep_draft(portal, "settings", settings)
    papers.keep_draft(portal, "devices", devices)
    problems = drafts.check("settings", settings)
    return json({"problems": problems + drafts.check("devices", devices)})
