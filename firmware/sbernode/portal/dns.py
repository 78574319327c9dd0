"""What a name server says that knows one address: the board's own. Pure; imports nothing.

Phones look for the internet by name; here every name leads to the set-up page. Other types of
question get an empty answer at once: silence or "no such name" would make a phone wait or give up.
Sources: RFC 1035, 4.1 (packets); RFC 2308, 2.2 (no data); RFC 6891, 7 (a server without EDNS).
"""

from micropython import const

_HEADER = const(12)
_NAME = const(255)
_LABEL = const(63)
_A = const(1)
_IN = const(1)
_ANY = const(255)
# In seconds: a phone that leaves must forget it soon.
_TTL = const(5)
# Firefox asks for this name before it uses encrypted name servers; "no such name" keeps it here.
_CANARY = b"\x13use-application-dns\x03net\x00"
_WPAD = b"\x04wpad"


def answer(query: bytes, address: bytes) -> "bytes | None":
    """Return the packet to send back, None if the query is none or is broken.

    address: the four bytes that every name leads to.
    """
    # One question; neither an answer (QR) nor another kind of request (opcode).
    if len(query) < _HEADER or query[2] & 0xF8 or query[4:6] != b"\0\1":
        return None
    end = _end_of_name(query)
    if end is None or len(query) < end + 4:
        return None
    name = query[_HEADER:end].lower()
    kind = query[end] << 8 | query[end + 1]
    group = query[end + 2] << 8 | query[end + 3]
    found = kind == _A and group in (_IN, _ANY) and name[:5] != _WPAD
    code = 0
    if name == _CANARY:
        found, code = False, 3
    # An answer, authoritative, with the asker's wish for recursion, which is "available".
    head = query[:2] + bytes((0x84 | query[2] & 1, 0x80 | code)) + b"\0\1\0"
    head += b"\1\0\0\0\0" if found else b"\0\0\0\0\0"
    # Only the question goes back; whatever follows it (EDNS) does not.
    packet = head + query[_HEADER : end + 4]
    if found:
        packet += b"\xc0\x0c\0\1\0\1\0\0\0" + bytes((_TTL, 0, 4)) + address
    return packet


def _end_of_name(query):
    """Return the index behind the name of the question, None if it is none."""
    at = _HEADER
    while at < len(query):
        size = query[at]
        at += 1 + size
        if size == 0:
            return at if at - _HEADER <= _NAME else None
        if size > _LABEL:
            # A pointer has nothing to point at in a question.
            return None
    return None
