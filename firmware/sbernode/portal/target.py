"""Path and query of a request target: percent sequences are bytes, the bytes are UTF-8. Pure.

Sources: RFC 3986, 2.1; the query as forms write it: WHATWG URL, 5 (x-www-form-urlencoded).
"""

from micropython import const

from sbernode.portal.request import Refused

_MOST = const(16)
_HEX = const("0123456789abcdef")


def split(target: str):
    """Return (path, query dict); the last of two with one name counts. Raises Refused(400)."""
    path, _, query = target.partition("#")[0].partition("?")
    return decode(path), fields(query)


def fields(query: str) -> "dict[str, str]":
    """Return the fields of a query or a form. Raises Refused(400)."""
    pairs = query.split("&", _MOST)
    if len(pairs) > _MOST:
        raise Refused(400, "bad_request")
    found = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        if pair:
            found[decode(name.replace("+", " "))] = decode(value.replace("+", " "))
    return found


def decode(text: str) -> str:
    """Return the text with its %XX resolved. Raises Refused(400) if that is not UTF-8, or hex."""
    if "%" not in text:
        return text
    first, *parts = text.split("%")
    found = bytearray(first.encode())
    for part in parts:
        high, low = _HEX.find(part[:1].lower()), _HEX.find(part[1:2].lower())
        if len(part) < 2 or high < 0 or low < 0:
            raise Refused(400, "bad_request")
        found.append(high << 4 | low)
        found.extend(part[2:].encode())
    try:
        decoded = bytes(found).decode()
    except UnicodeError:
        raise Refused(400, "bad_request")
    # A byte that ends text for somebody, or hides what follows it.
    if "\0" in decoded:
        raise Refused(400, "bad_request")
    return decoded
