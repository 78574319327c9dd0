"""Read the JSON that a visitor sent. Pure; loaded when there is some, then dropped."""

import json

from micropython import const

from sbernode.portal.request import Refused

# Each `[` or `{` of JSON becomes an object: 2 KiB of them would take 64 KiB.
_BYTES_PER_OBJECT = const(32)
_ENDS = {b"{": b"}", b"[": b"]"}


def parsed(body: bytes, limit: int):
    """Return the object in a body. Raises Refused: 400 bad_json."""
    body = body.strip()
    if body.count(b"[") + body.count(b"{") > max(limit, 512) // _BYTES_PER_OBJECT:
        raise Refused(400, "bad_json")
    # The boards' reader forgives a missing end.
    if _ENDS.get(body[:1], body[-1:]) != body[-1:]:
        raise Refused(400, "bad_json")
    try:
        return json.loads(body)
    except (ValueError, TypeError, KeyError):
        # The last two: {[]: 1}, whose key cannot be one.
        raise Refused(400, "bad_json")
