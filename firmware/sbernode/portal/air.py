"""The networks in the air, for the page. Loaded on request."""

import json as writer
import time
from binascii import hexlify

from sbernode import since
from sbernode.portal.answer import json


class Networks:
    """A body that lists what a scan found, one network after the other."""

    def __init__(self, found, begin):
        self._found, self._begin = found, begin

    def __len__(self):
        return sum([len(part) for part in self])

    def __iter__(self):
        yield self._begin
        at = 0
        while at < len(self._found):
            # See wifi.point.scan().
            level, lock, size = self._found[at : at + 3]
            ssid = self._found[at + 3 : at + 3 + size]
            try:
                name = {"ssid": ssid.decode()}
            except UnicodeError:
                name = {"hex": hexlify(ssid).decode()}
            name["rssi"], name["lock"] = -level, bool(lock)
            yield (b", " if at else b"") + writer.dumps(name).encode()
            at += 3 + size
        yield b"]}"


async def get_scan(portal, request):
    """Return what the last scan found."""
    age = -1
    if portal.scanned_at is not None:
        age = since(time.ticks_ms(), portal.scanned_at) // 1000
    begin = writer.dumps({"age": age, "scanning": portal.scans})[:-1] + ', "networks": ['
    return 200, "application/json", Networks(portal.networks, begin.encode())


async def post_scan(portal, request):
    """Scan again; phones may lose the access point for a moment."""
    portal.scan()
    return json({}, 202)
