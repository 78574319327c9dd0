"""Settings and devices as they are edited: kept as drafts, checked, not in use. On request."""

import os

from micropython import const

from sbernode import store
from sbernode.portal import drafts, password
from sbernode.portal.answer import json
from sbernode.portal.request import Refused
from sbernode.portal.routes import document

_ROOT = const("roots/own.der")
_LONGEST_ROOT = const(4096)
_LONGEST_DEVICES = const(32768)
_UPLOAD = const("upload.new")


class File:
    """A body that is a file, in pieces; it must not be replaced meanwhile."""

    def __init__(self, path: str):
        self._path = path
        self._size = os.stat(path)[6]

    def __len__(self):
        return self._size

    def __iter__(self):
        with open(self._path, "rb") as file:
            while True:
                part = file.read(512)
                if not part:
                    return
                yield part


async def get_settings(portal, request):
    """Return the settings without their secrets."""
    doc = drafts.load("settings") or {"version": 1, "wifi": {}, "sber": {}}
    return json(drafts.shown(doc))


async def put_settings(portal, request):
    """Keep settings as a draft; say what is wrong with them."""
    doc = await document(request)
    async with portal.lock:
        return await _settings(portal, doc)


async def _settings(portal, doc):
    portal.not_testing()
    new = doc.pop("page_password", None)
    drafts.merge(doc, drafts.load("settings"))
    problems = []
    if new is not None:
        if isinstance(new, str) and password.SHORTEST <= len(new) <= 200:
            doc["page"] = await password.make(new)
        else:
            problems.append(("", "page_password", "too_short", password.SHORTEST))
    keep_draft(portal, "settings", doc)
    return json({"problems": problems + drafts.check("settings", doc)})


async def put_root(portal, request):
    """Keep one root certificate of the owner's, in DER form."""
    async with portal.lock:
        return await _root(portal, request)


async def _root(portal, request):
    portal.not_testing()
    try:
        os.mkdir("roots")
    except OSError:
        pass  # it is there
    await request.save(_UPLOAD, _LONGEST_ROOT)
    with open(_UPLOAD, "rb") as file:
        head = file.read(4)
    # X.690, 8.1: a SEQUENCE with a length of two bytes, which all certificates have.
    size = os.stat(_UPLOAD)[6]
    if len(head) < 4 or head[:2] != b"\x30\x82" or (head[2] << 8 | head[3]) + 4 != size:
        os.remove(_UPLOAD)
        raise Refused(400, "not_der")
    _remove(_ROOT)
    os.rename(_UPLOAD, _ROOT)
    portal.trial = None
    return json({})


async def delete_root(portal, request):
    """Remove the owner's root certificate."""
    portal.not_testing()
    _remove(_ROOT)
    portal.trial = None
    return json({})


async def get_devices(portal, request):
    """Return devices.json as it is."""
    path = drafts.path("devices")
    if path is None:
        return json({"version": 1, "devices": []})
    return 200, "application/json", File(path)


async def put_devices(portal, request):
    """Keep devices as a draft; say what is wrong with them."""
    async with portal.lock:
        return await _devices(portal, request)


async def _devices(portal, request):
    portal.not_testing()
    await request.save(_UPLOAD, _LONGEST_DEVICES)
    doc = parse(_UPLOAD)
    problems = drafts.check("devices", doc)
    del doc
    try:
        with open(_UPLOAD, "a") as file:
            file.write("\n")
        os.rename(_UPLOAD, drafts.draft("devices") + ".new")
        store.replace(drafts.draft("devices"))
    except OSError:
        raise Refused(507, "full")
    portal.trial = None
    return json({"problems": problems})


def parse(path: str):
    """Return the JSON object in an uploaded file; the file goes if it holds none."""
    import json as reader

    try:
        with open(path, "rb") as file:
            # The board's reader takes a text that is cut for a whole one.
            file.seek(max(0, os.stat(path)[6] - 16))
            whole = file.read().rstrip()[-1:] == b"}"
            file.seek(0)
            doc = reader.load(file) if whole else None
    except (ValueError, RuntimeError):  # RuntimeError: nested too deep
        doc = None
    if not isinstance(doc, dict):
        os.remove(path)
        raise Refused(400, "not_json")
    return doc


def keep_draft(portal, name: str, doc):
    """Save a draft; what was tested before is not what is there now."""
    if not store.save(drafts.draft(name), doc):
        raise Refused(507, "full")
    portal.trial = None


def _remove(path):
    try:
        os.remove(path)
    except OSError:
        pass  # not there
