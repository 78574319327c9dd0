"""The answer to what is refused, with its reason. Pure; loaded for one answer, then dropped.

Sources: RFC 9110, 15; RFC 6585, 4 and 5 (429, 431); RFC 4918, 11.5 (507).
"""

from micropython import const

from sbernode.portal.answer import json
from sbernode.portal.request import Refused

_METHODS = ("GET", "PUT", "POST", "DELETE")

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


def reason(status: int) -> str:
    """Return a status with its reason, as the first line of an answer has them."""
    start = _REASONS.find("\n%d " % status)
    return _REASONS[start + 1 : _REASONS.find("\n", start + 1)] if start >= 0 else str(status)


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


def unserved(method: str, path: str, page, routes):
    """Return the response to OPTIONS, refuse all else that is not served. Raises Refused.

    page: the packed file of this path, if it has one; routes: see http.
    """
    if page:
        allowed = "GET, HEAD"
    elif path == "*":
        allowed = ", ".join(_METHODS)
    else:
        allowed = ", ".join([name for name in _METHODS if routes.get(name + " " + path)])
    if not allowed:
        raise Refused(404, "not_found")
    if method == "OPTIONS":
        return 200, "text/plain", b"", ("Allow: " + allowed,)
    raise Refused(405, "bad_method", allowed)
