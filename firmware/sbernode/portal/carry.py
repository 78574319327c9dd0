"""Carry settings and devices away and back: backup and restore. Loaded on request."""

import asyncio
import json as writer

from micropython import const

from sbernode import forget
from sbernode.portal import checks, drafts, papers, typed
from sbernode.portal.answer import json
from sbernode.portal.request import Refused
from sbernode.portal.routes import RESTORED, UPLOAD

_BLOCK = const(64)


class Backup:
    """A body of settings and the file of devices, one after the other."""

    def __init__(self, settings, path, is_draft):
        mark = b'"draft":true,' if is_draft else b""
        self._begin = b'{"version":1,' + mark + b'"settings":' + writer.dumps(settings).encode()
        self._path = path

    def __len__(self):
        return sum([len(part) for part in self])

    def __iter__(self):
        yield self._begin
        yield b',"devices":'
        if self._path:
            with open(self._path, "rb") as file:
                while True:
                    part = file.read(512)
                    if not part:
                        break
                    yield part
        else:
            yield b'{"version":1,"devices":[]}'
        yield b"}"


async def get_backup(portal, request):
    """Return what is in use; with its secrets only to who has logged in with the password.

    Where nothing is in use yet: the drafts, and "draft" says so.
    """
    settings, path, is_draft = drafts.load("settings", False), drafts.path("devices", False), False
    if settings is None and path is None:
        settings, path = drafts.load("settings"), drafts.path("devices")
        is_draft = bool(settings or path)
    settings = settings or {}
    if request.query.get("secrets") == "1":
        if not portal.has_password():
            raise Refused(403, "log_in")
    else:
        for part in ("wifi", "sber"):
            if isinstance(settings.get(part), dict):
                settings[part].pop("password", None)
        settings.pop("page", None)
    return 200, "application/json", Backup(settings, path, is_draft)


async def put_restore(portal, request):
    """Keep a backup as drafts; secrets that it lacks stay as they are."""
    portal.not_testing()
    try:
        settings = await _taken_apart(UPLOAD, RESTORED)
    except ValueError:
        raise Refused(400, "not_json")
    except OSError:
        raise Refused(507, "full")
    problems = typed.take(portal, request, settings)
    del settings
    papers.keep(portal, RESTORED)
    return json({"problems": problems + await checks.check_devices(drafts.path("devices"))})


async def _taken_apart(path, devices):
    """Write the devices and rules of a backup to another file, return its settings.

    Raises Refused, ValueError if it is no JSON, OSError.
    """
    from sbernode.entries import Splitter

    forget("entries")
    splitter, counts, names = Splitter(3), [0, 0], ("devices", "rules")
    with open(path, "rb") as source, open(devices, "w") as target:
        while True:
            block = source.read(_BLOCK)
            if not block:
                break
            for entry in splitter.feed(block):
                which = int(splitter.rules)
                if counts[which]:
                    target.write(",")
                else:
                    target.write(("], " if any(counts) else "{") + '"%s": [' % names[which])
                writer.dump(entry, target)
                counts[which] += 1
            await asyncio.sleep_ms(0)
        doc = splitter.doc()
        if not isinstance(doc, dict):
            raise Refused(400, "not_backup")
        settings, rest = doc.get("settings"), doc.get("devices")
        good = doc.get("version") == 1 and isinstance(settings, dict) and isinstance(rest, dict)
        # Nothing but these has been taken out.
        if not good or [rest.get("devices"), rest.get("rules", [])] != [
            [{}] * count for count in counts
        ]:
            raise Refused(400, "not_backup")
        for name, count in zip(names, counts):
            if count:
                del rest[name]
        begin = "{" if not any(counts) else "], " if rest else "]"
        target.write(begin + writer.dumps(rest)[1:])
    return settings
