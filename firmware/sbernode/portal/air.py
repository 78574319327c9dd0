"""The networks in the air, for the page. Loaded on request."""

import time
from binascii import hexlify

from sbernode.portal.answer import json
from sbernode.ticks import since


async def get_scan(portal, request):
    """Return what the last scan found."""
    networks, left = [], portal.networks
    while left:
        # See wifi.point.scan().
        level, lock, size = left[:3]
        ssid, left = left[3 : 3 + size], left[3 + size :]
        try:
            name = {"ssid": ssid.decode()}
        except UnicodeError:
            name = {"hex": hexlify(ssid).decode()}
        name["rssi"], name["lock"] = -level, bool(lock)
        networks.append(name)
    age = -1
    if portal.scanned_at is not None:
        age = since(time.ticks_ms(), portal.scanned_at) // 1000
    return json({"age": age, "scanning": portal.scans, "networks": networks})


async def post_scan(portal, request):
    """Scan again; phones may lose the access point for a moment."""
    portal.scan()
    return json({}, 202)
