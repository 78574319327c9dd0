"""Who is let in, and who is led to the page. Pure: requests and ticks in, decisions out.

A name that is not ours is a phone looking for the internet: it is led to the page. An address, or
our own name, is somebody who wants us: no other site can speak for one of those (DNS rebinding
needs a name of its own). Nothing changes without the token, which other sites cannot read.
Sources: tests/data/captive-portal-probes.json (what each system asks and expects); RFC 9110,
15.5.20 (421); RFC 6454, 7 (Origin).
"""

from sbernode.portal.request import Refused

_OPEN = ("/api/hello", "/api/login")
_READS = ("GET", "HEAD", "OPTIONS")


def keep(random: bytes) -> list:
    """Return what outlives a gate: token, wrong log-ins in a row, tick of the next that may be.

    random: 16 bytes or more that nobody can guess.
    """
    return [_letters(random), 0, 0]


class Gate:
    """Decides about requests; `mode`, `address` and `done` may be changed at any time."""

    def __init__(self, mode: str, unit: str, address, kept: list, near):
        """Take how things are.

        mode: setup, fallback or service. unit: our name, lower case. address: of our access point
        as text, None without one. kept: see keep(). near: function that tells whether the peer
        (its address as text) came over our access point, whose password is key enough.
        """
        self.mode, self.address, self.done = mode, address, False
        self._names = (unit, unit + ".local")
        self.kept, self._near = kept, near

    @property
    def token(self) -> str:
        """Return what requests that change something must bring."""
        return self.kept[0]

    def is_near(self, request) -> bool:
        """Tell whether the visitor is on our own access point."""
        return self.mode != "service" and self._near(request.peer)

    def is_in(self, request) -> bool:
        """Tell whether the visitor needs no log-in, or has logged in."""
        if self.is_near(request):
            return True
        return same(request.token or request.cookie or "", self.token)

    def turn(self, request):
        """Return the answer for somebody who does not want us, None for all others."""
        path = request.target.partition("?")[0]
        if path == "/wpad.dat" or request.host.partition(".")[0] == "wpad":
            # Led anywhere, Windows would ask again and again.
            return 404, "text/plain", b""
        if request.host in self._names or is_address(request.host):
            return None
        if not self.is_near(request) or not self.address:
            raise Refused(421, "not_here", self._names[1])
        if self.done:
            from sbernode.portal.success import success

            found = success(request.host, path)
            if found:
                return found
        return 302, "text/plain", b"", ("Location: http://%s/" % self.address,)

    def check(self, request):
        """Refuse who may not have what is asked for; request.path is set. Raises Refused."""
        if request.method not in _READS:
            if request.origin is not None and request.origin != "http://" + _site(request):
                raise Refused(403, "other_site")
            if request.path != "/api/login" and not same(request.token or "", self.token):
                raise Refused(403, "no_token")
        is_open = request.path in _OPEN or not request.path.startswith("/api/")
        if not is_open and not self.is_in(request):
            raise Refused(401, "log_in")

    def renew(self, random: bytes):
        """Send everybody out: the password has changed."""
        self.kept[0] = _letters(random)


def _site(request):
    """Return the host and port as a browser's Origin has them: without the port of http."""
    name = request.authority
    return name[:-3] if name.endswith(":80") else name


def _letters(random):
    return "".join([chr(97 + (b >> 4)) + chr(97 + (b & 15)) for b in random])


def is_address(host: str) -> bool:
    """Tell whether a host (lower case, no port) is an IPv4 or IPv6 address."""
    if host[:1] == "[":
        return True
    parts = host.split(".")
    if len(parts) != 4:
        return False
    for part in parts:
        if not part.isdigit() or len(part) > 3 or int(part) > 255:
            return False
    return True


def same(one: str, other: str) -> bool:
    """Compare two secrets; how long it takes tells nothing about where they differ."""
    one, other = one.encode(), other.encode()
    wrong = len(one) ^ len(other)
    for i in range(len(one)):
        wrong |= one[i] ^ other[i % len(other)] if other else 1
    return not wrong and bool(one)
