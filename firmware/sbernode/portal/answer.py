"""What goes back over HTTP: heads, and the answer to what is refused. Pure.

Every answer says how long it is and that the connection ends: a phone that keeps one open has one
of the few there are. Nothing may be kept by a browser, or be used by another site.
Sources: RFC 9112, 4 and 9.6; RFC 9110, 15; CSP Level 3; Fetch, 3.6 (nosniff).
"""

import json as _json

from micropython import const

# No 204: for phones it means "this is the internet", and it may not say its length.
_REASONS = const("""
200 OK
202 Accepted
302 Found
400 Bad Request
401 Unauthorized
403 Forbidden
404 Not Found
405 Method Not Allowed
409 Conflict
411 Length Required
413 Content Too Large
414 URI Too Long
417 Expectation Failed
421 Misdirected Request
429 Too Many Requests
431 Request Header Fields Too Large
500 Internal Server Error
501 Not Implemented
503 Service Unavailable
505 HTTP Version Not Supported
507 Insufficient Storage
""")
_FIXED = const(
    "Connection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
)
_PAGE = const(
    "X-Frame-Options: DENY\r\nContent-Security-Policy: default-src 'self'; script-src 'self' "
    "'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'\r\n"
)
# For people who typed an address; the page has its own words for what the API says.
_TEXTS = const("""
not_here|This board answers to its address and to %s only.|\
Плата отвечает только по своему адресу и по имени %s.
not_found|There is no such page here. Open the first page.|\
Такой страницы здесь нет. Откройте первую.
no_memory|The board is short of memory. Try again in a few seconds.|\
Плате не хватает памяти. Повторите через несколько секунд.
fault|Something went wrong on the board; its log says more. Try again.|\
На плате что-то пошло не так; подробности в её журнале. Попробуйте ещё раз.
|The board does not understand this request. Open its page in a browser.|\
Плата не понимает этот запрос. Откройте её страницу в браузере.
""")


def json(doc, status: int = 200, extra=()):
    """Return a response with the object as JSON; extra: header lines."""
    return status, "application/json", _json.dumps(doc).encode(), extra


def refusal(refused, is_api: bool):
    """Return the response for a Refused: JSON for the page, words for everybody else."""
    status, code = refused.args[:2]
    args = refused.args[2:]
    extra = ()
    if status == 401:
        # One is required (RFC 9110, 15.5.2); of an unknown kind, so that no browser asks.
        extra = ("WWW-Authenticate: Page",)
    elif status == 405:
        extra = ("Allow: " + args[0],)
    elif status in (429, 503):
        extra = ("Retry-After: %d" % (args[0] if args else 3),)
    if is_api:
        return json({"error": code, "args": args}, status, extra)
    start = _TEXTS.find("\n" + code + "|")
    if start < 0:
        start = _TEXTS.find("\n|")
    line = _TEXTS[start + 1 : _TEXTS.find("\n", start + 1)]
    _, english, russian = line.split("|")
    text = russian + "\n" + english + "\n"
    if "%s" in text:
        text = text % (args + args)
    return status, "text/plain", text.encode(), extra


def head(status: int, content_type: str, length: int, extra=(), is_packed: bool = False) -> bytes:
    """Return status line and fields up to the empty line. extra: lines without their end."""
    start = _REASONS.find("\n%d " % status)
    reason = _REASONS[start + 1 : _REASONS.find("\n", start + 1)] if start >= 0 else str(status)
    if content_type[:5] == "text/":
        content_type += "; charset=utf-8"
    lines = ["HTTP/1.1 ", reason, "\r\nContent-Type: ", content_type]
    lines += ["\r\nContent-Length: %d\r\n" % length, _FIXED]
    if is_packed:
        lines.append("Content-Encoding: gzip\r\n")
    if content_type[:9] == "text/html":
        lines.append(_PAGE)
    for line in extra:
        # Whatever got into it: it cannot end the head.
        lines += [line.replace("\r", "").replace("\n", ""), "\r\n"]
    lines.append("\r\n")
    return "".join(lines).encode()
