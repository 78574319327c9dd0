"""Read the head of an HTTP request, a piece at a time. Pure.

Only what somebody asks for is kept, so a long head takes no more memory than a short one. What two
readers could understand in two ways is refused.
Sources: RFC 9112 (2.2 lines, 3 request line, 5 fields, 6 length), RFC 9110 (7.2 Host, 10.1.1
Expect), RFC 3986 (3.2.2 host, 2.1 percent). Its result is also what a handler gets: see visit.py.
"""

from micropython import const

# Of the whole head; browsers send up to 1 KiB, with a foreign site's cookies several.
_LONGEST_HEAD = const(8192)
# Of one line; a longer one is passed over, or cut if it is the first.
_LONGEST_LINE = const(512)
_MOST_FIELDS = const(16)
_NAMED = (b"host", b"origin", b"x-token", b"content-length", b"transfer-encoding", b"expect")


class Refused(Exception):
    """The request is not served; args: status, code, and what belongs to the code."""


class Head:
    """The head of one request: feed() it until it is `done`."""

    # Here: a visitor who has said nothing has none of these yet.
    done = cut = expects = False
    # Text of the request line; target is None until there is one. cut: it was longer than a line
    # can be, only its beginning is here.
    method, target = "", None
    # Host as it was said; the name or address alone in lower case.
    authority = host = origin = token = cookie = length = None
    # The first bytes of the body, once done.
    rest = b""
    _coding = None
    _old = _skipping = False
    _size = 0

    def feed(self, data: bytes):
        """Take the next bytes that came. Raises Refused."""
        self._size += len(data)
        data = self.rest + data
        at = 0
        while not self.done:
            end = data.find(b"\n", at)
            if end < 0:
                break
            if end == at or data[end - 1] != 13:
                raise Refused(400, "bad_request")
            if self._skipping:
                self._skipping = False
            elif end - at > _LONGEST_LINE:
                self._pass_over(data[at : at + _LONGEST_LINE])
            else:
                self._line(data[at : end - 1])
            at = end + 1
        self.rest = data[at:]
        if self.done:
            return
        if self._size > _LONGEST_HEAD:
            raise Refused(431, "head_too_long")
        if len(self.rest) > _LONGEST_LINE and not self._skipping:
            self._pass_over(self.rest[:_LONGEST_LINE])
            self._skipping = True
        if self._skipping:
            # Its last byte may be the CR.
            self.rest = self.rest[-1:]

    def _pass_over(self, line):
        """Take what must be known of a line that is too long."""
        if self.target is None:
            method, _, target = line.partition(b" ")
            self.cut = True
            self._first([method, target.partition(b" ")[0], b"HTTP/1.1"])
        elif line.partition(b":")[0].lower() in _NAMED:
            raise Refused(431, "head_too_long")

    def _line(self, line):
        if b"\r" in line or b"\0" in line:
            raise Refused(400, "bad_request")
        if self.target is None:
            # Empty lines before the request are forgiven: RFC 9112, 2.2.
            if line:
                self._first(line.split(b" "))
        elif line:
            self._field(line)
        else:
            self._end()

    def _first(self, parts):
        if len(parts) != 3 or not parts[0].isalpha() or not parts[1]:
            raise Refused(400, "bad_request")
        method, target, version = parts
        if len(version) != 8 or version[:5] != b"HTTP/" or version[6:7] != b".":
            raise Refused(400, "bad_request")
        if not (version[5:6] + version[7:]).isdigit() or min(target) < 33 or max(target) > 126:
            raise Refused(400, "bad_request")
        if version[5:6] != b"1":
            raise Refused(505, "bad_version")
        if len(method) > 16:
            raise Refused(501, "bad_method")
        self._old = version == b"HTTP/1.0"
        self.method, self.target = method.decode(), target.decode()

    def _field(self, line):
        name, colon, value = line.partition(b":")
        # A blank in front is a line continued, one before the colon a trick: RFC 9112, 5.1, 5.2.
        if not colon or not name or b" " in name or b"\t" in name:
            raise Refused(400, "bad_request")
        name = name.lower()
        if name == b"cookie":
            self.cookie = self.cookie or _cookie(value)
        elif name in _NAMED:
            value = value.strip(b" \t")
            if value and (min(value) < 32 or max(value) > 126):
                raise Refused(400, "bad_request")
            self._keep(name, value.decode())

    def _keep(self, name, value):
        if name == b"host":
            _once(self.authority)
            self.authority, self.host = value.lower(), host(value)
        elif name == b"origin":
            _once(self.origin)
            self.origin = value.lower()
        elif name == b"x-token":
            _once(self.token)
            self.token = value
        elif name == b"content-length":
            _once(self.length)
            if not value.isdigit() or len(value) > 9:
                raise Refused(400, "bad_request")
            self.length = int(value)
        elif name == b"transfer-encoding":
            self._coding = value.lower()
        elif value.lower() == "100-continue":
            self.expects = True
        else:
            raise Refused(417, "bad_request")

    def _end(self):
        if self.authority is None and not self._old:
            raise Refused(400, "bad_request")
        if self._coding is not None:
            # Two lengths, or one that only its own reader could find.
            if self.length is not None:
                raise Refused(400, "bad_request")
            raise Refused(411 if self._coding == "chunked" else 501, "no_length")
        self.expects = self.expects and not self._old
        self.length = self.length or 0
        self.authority, self.host = self.authority or "", self.host or ""
        if self.target[:7].lower() == "http://":
            self._absolute()
        # Not [0]: a text of one letter stays in the interpreter's table of names for ever.
        elif not self.target.startswith("/") and (self.method != "OPTIONS" or self.target != "*"):
            raise Refused(405 if self.method == "CONNECT" else 400, "bad_request")
        self.done = True

    def _absolute(self):
        """Take the host from the target, whatever Host says: RFC 9112, 3.2.2."""
        target = self.target[7:]
        ends = [at for at in (target.find("/"), target.find("?")) if at >= 0]
        end = min(ends) if ends else len(target)
        self.authority, self.host = target[:end].lower(), host(target[:end])
        if not self.host:
            raise Refused(400, "bad_request")
        target = target[end:]
        self.target = target if target[:1] == "/" else "/" + target


def _once(value):
    if value is not None:
        raise Refused(400, "bad_request")


def _cookie(value):
    """Return the value of the one cookie that is ours, None if it is not there."""
    for part in value.split(b";"):
        name, _, content = part.strip(b" \t").partition(b"=")
        if name == b"sbernode" and content.isalpha():
            return content.decode()
    return None


def host(authority: str) -> str:
    """Return the host of `host[:port]`, lower case, without the last dot. Raises Refused."""
    name, port = authority.lower(), ""
    end = name.find("]") + 1 if name[:1] == "[" else name.find(":")
    if end >= 0 and name:
        name, port = name[:end], name[end:]
    if name[:1] == "[":
        allowed = len(name) > 3 and ":" in name and not name[1:-1].strip("0123456789abcdef:.")
    else:
        # Letters, digits, and what names of services and of careless people have besides.
        allowed = not name.strip("abcdefghijklmnopqrstuvwxyz0123456789.-_")
    if not allowed or (
        port and (not port.startswith(":") or (port != ":" and not port[1:].isdigit()))
    ):
        raise Refused(400, "bad_request")
    return name[:-1] if name[-1:] == "." else name
