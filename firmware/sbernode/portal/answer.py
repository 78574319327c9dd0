"""Heads of what goes back over HTTP. Pure.

Every answer says how long it is and that the connection ends: a phone that keeps one open has one
of the few there are. Nothing may be kept by a browser, or be used by another site.
Sources: RFC 9112, 4 and 9.6; RFC 9110, 15; CSP Level 3; Fetch, 3.6 (nosniff).
"""

import json as _json

from micropython import const

from sbernode import forget

_FIXED = const(
    b"Connection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
    b"Referrer-Policy: no-referrer\r\n"
)
_PAGE = const(
    b"X-Frame-Options: DENY\r\nContent-Security-Policy: default-src 'self'; script-src 'self' "
    b"'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; "
    b"form-action 'self'; frame-ancestors 'none'\r\n"
)


def json(doc, status: int = 200, extra=()):
    """Return a response with the object as JSON; extra: header lines."""
    return status, "application/json", _json.dumps(doc).encode(), extra


def head(status: int, content_type: str, length: int, extra=(), is_packed: bool = False) -> list:
    """Return the parts of status line and fields. extra: lines without their end."""
    reason = "200 OK"
    if status != 200:
        from sbernode.portal.refusal import reason as find

        reason = find(status)
        forget("portal.refusal")
    if content_type[:5] == "text/":
        content_type += "; charset=utf-8"
    parts = [b"HTTP/1.1 ", reason.encode(), b"\r\nContent-Type: ", content_type.encode()]
    parts += [b"\r\nContent-Length: %d\r\n" % length, _FIXED]
    if is_packed:
        parts.append(b"Content-Encoding: gzip\r\n")
    if content_type[:9] == "text/html":
        parts.append(_PAGE)
    for line in extra:
        # Whatever got into it: it cannot end the head.
        parts += [line.replace("\r", "").replace("\n", "").encode(), b"\r\n"]
    parts.append(b"\r\n")
    return parts
