"""DNS packets, HTTP requests, JSON and forms: made from their grammar, then spoilt.

The same for the same random.seed(); runs in MicroPython and in CPython.
"""

import random


def pick(*values):
    """Return one of the values."""
    return random.choice(values)


def noise(most):
    """Return up to so many bytes of anything."""
    return bytes([random.getrandbits(8) for _ in range(random.randrange(most + 1))])


def spoil(data):
    """Return the bytes as they are, or cut, doubled, with some changed, added or left out."""
    for _ in range(pick(0, 0, 0, 1, 1, 2, 4)):
        at = random.randrange(len(data) + 1)
        to = min(len(data), at + random.randrange(9))
        way = random.randrange(6)
        if way == 0:
            data = data[:at]
        elif way == 1:
            data = data[:at] + data[to:]
        elif way == 2:
            data = data[:to] + data[at:]
        elif way == 3:
            data = data[:at] + noise(8) + data[at:]
        elif way == 4:
            data = data[:at] + noise(to - at) + data[to:]
        else:
            data = (
                data[:at]
                + pick(b"\0", b"\r\n", b"\n", b" ", b":", b"\xff", b"%", b"\xc0")
                + data[at:]
            )
    return data


def _name():
    known = (b"\x04wpad\0", b"\x13use-application-dns\x03net\0", b"\0", b"\xc0\x0c")
    if random.randrange(8) == 0:
        return random.choice(known)
    name = b""
    for _ in range(random.randrange(6)):
        label = noise(pick(3, 12, 63, 70))
        name += bytes([len(label)]) + label
    return name + pick(b"\0", b"\0", b"\0", b"", b"\xc0\x0c", b"\x40")


def packet():
    """Return a DNS packet."""
    flags = pick(b"\1\0", b"\1\0", b"\0\0", b"\1\x20", b"\x81\x80", noise(2))
    counts = pick(b"\0\1\0\0\0\0\0\0", b"\0\1\0\0\0\0\0\1", b"\0\2\0\0\0\0\0\0", noise(8))
    kind = pick(b"\0\1", b"\0\1", b"\0\x1c", b"\0\x41", b"\0\xff", noise(2))
    group = pick(b"\0\1", b"\0\1", b"\0\xff", noise(2))
    rest = pick(b"", b"\0\0\x29\x04\xd0\0\0\0\0\0\0", noise(40))
    return spoil(noise(2) + flags + counts + _name() + kind + group + rest)


_HOSTS = ("4.3.2.1", "4.3.2.1:80", "[::1]", "sbernode-a1b2.local", "captive.apple.com", "wpad", "")
_PATHS = ("/", "/api/hello", "/api/echo", "/api/save", "/generate_204", "/wpad.dat", "/../x", "*")
# RFC 9110, 9.3.6 (its target is a host and port) and 9.3.8; RFC 9113, 3.4; one that nobody has.
_ODD = ("CONNECT", "TRACE", "PRI", "PATCH", "get", "BREW")
_FIELDS = (
    "Content-Length: 2",
    "Content-Length: 700",
    "Transfer-Encoding: chunked",
    "Expect: 100-continue",
    "Cookie: a=b; sbernode=aaabacadaeafagahaiajakalamanaoap",
    "X-Token: aaabacadaeafagahaiajakalamanaoap",
    "X-Token: aaabacadaeafagahaiajakalamanaoap",
    "Origin: http://4.3.2.1",
    "Origin: null",
    "Connection: keep-alive",
    "Host: x",
    " folded",
    "User-Agent: " + "Mozilla " * 20,
    "Accept: " + "a" * 700,
)


def head():
    """Return the bytes of a request with a body."""
    uri = random.choice(_PATHS) + pick("", "", "?a=%D0%B0&b", "?" + "x=%zz&" * 20, "/" * 600)
    if random.randrange(8) == 0:
        uri = "http://" + random.choice(_HOSTS) + uri
    method = pick("GET", "GET", "PUT", "PUT", "POST", "POST", "HEAD", "OPTIONS", *_ODD)
    if method == "CONNECT":
        uri = pick("a:443", "captive.apple.com:443", uri)
    lines = ["%s %s HTTP/1.1" % (method, uri)]
    lines.append("Host: " + random.choice(_HOSTS))
    for _ in range(random.randrange(6)):
        lines.append(random.choice(_FIELDS))
    return spoil("\r\n".join(lines + ["", ""]).encode() + pick(b"", b"{}", body()))


def body():
    """Return JSON, or what once was."""
    text = pick('{"a":[1,2,{"b":null}]}', "[" * 70, '{"password":"\\u0434"}', "[1e999]", "{}", '"')
    return spoil(text.encode())


def form():
    """Return a query as text."""
    text = pick("a=1&b=2", "p=%26%3D%2B%25", "n=%D0%94%D0%BE%D0%BC+x", "&&=&", "a=b=c", "%" * 9)
    return "".join(
        [chr(b) if b < 128 else pick("é", "Ж", "%%%02x" % b) for b in spoil(text.encode())]
    )
