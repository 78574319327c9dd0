"""The web server of the page: few connections, each with limits, none that keeps others out.

For those who write handlers:

routes: anything with get("GET /api/hello") -> handler or None; a HEAD is answered by the GET.
handler: `async def handler(request) -> response`.
request: .method .path .query {str: str, decoded} .host .origin .token .cookie .length
  .peer (its address as text, "" if unknown), `await request.json(limit=2048)`,
  `await request.save(path, limit=32768)`; both raise Refused by themselves.
response: (status, content type, body) or (..., body, header lines); body: bytes, or an object with
  len() that yields parts (as sber.config.Config), or (path of a file, "gzip" or ""). Never 204.
json(doc, status=200, extra=()): such a response. Refused(status, code, *args): raise it.
What a handler raises otherwise is logged and answered with 500; for too little memory with 503.

Phones open connections in advance and say nothing. So when all seats are taken and somebody waits,
whoever has not finished asking leaves, the silent first, then who is slowest at sending his body
or taking his answer, if that is too slow. Who needs no token is still asking while his body comes.
"""

import asyncio
import gc
import os
import socket
import sys
import time

from micropython import const

from sbernode import forget, log
from sbernode.portal import target, visit
from sbernode.portal.answer import json  # noqa: F401
from sbernode.portal.request import Refused
from sbernode.watch import apart, arrival

# rp2: lwIP has 5 connections for everything, one is the cloud's, one must stay free for the next.
_SEATS = {"rp2": 3}
_MOST = const(6)
_WATCH_MS = const(250)
_LOOK_MS = const(50)
# So long a visitor is left in peace while others wait: to ask, and behind the slowest pace.
_GRACE_MS = const(400)
_BEHIND_MS = const(2000)
_TYPES = {"html": "text/html", "json": "application/json", "js": "text/javascript"}


class Server:
    """Answers visitors of one listening socket."""

    def __init__(self, routes, gate, www: str, seats: int = 0):
        """Take the handlers, who decides, the folder of packed files, connections at once."""
        self._routes, self._gate, self._www = routes, gate, www
        self._most = seats or _SEATS.get(sys.platform, _MOST)
        self._visits = []
        self._is_over, self._last = False, time.ticks_ms()

    async def serve(self, listener, quiet_ms: int = 0):
        """Serve for ever, or until nobody has come for so long. The listener stays open."""
        watch = apart(self._watch(quiet_ms, asyncio.current_task()))
        try:
            while True:
                await arrival(listener)
                self._last = time.ticks_ms()
                if len(self._visits) < self._most or self._make_room():
                    await self._let_in(listener)
                else:
                    await asyncio.sleep_ms(_LOOK_MS)
        except asyncio.CancelledError:
            if not self._is_over:
                raise
        finally:
            watch.cancel()
            while self._visits:
                self._end(self._visits[0])

    async def _let_in(self, listener):
        try:
            connection, address = listener.accept()
        except OSError:
            # Gone again, or the board has no connection left just now.
            await asyncio.sleep_ms(_LOOK_MS)
            return
        connection.setblocking(False)
        try:
            # TCP_NODELAY: without it each piece would wait for the one before to be confirmed.
            connection.setsockopt(6, 1, 1)
        except (OSError, ValueError):
            pass  # slower, no worse
        request = visit.Request(connection, _peer(address))
        self._visits.append(request)
        request.task = apart(self._visit(request))

    def _make_room(self) -> bool:
        """Send somebody away who keeps others waiting; False: there is nobody to send yet."""
        now = time.ticks_ms()
        for stage in (visit.IDLE, visit.HEAD):
            for request in self._visits:
                if request.stage == stage and time.ticks_diff(now, request.came) >= _GRACE_MS:
                    self._end(request)
                    return True
        slowest, most = None, _BEHIND_MS
        for request in self._visits:
            behind = time.ticks_diff(now, request.moved)
            if request.stage == visit.MOVING and behind >= most:
                slowest, most = request, behind
        if slowest:
            self._end(slowest)
        return bool(slowest)

    async def _watch(self, quiet_ms, serving):
        """End visits whose time is over; end it all when nobody has come for long."""
        self._last = time.ticks_ms()
        while True:
            await asyncio.sleep_ms(_WATCH_MS)
            now = time.ticks_ms()
            if self._visits or not quiet_ms:
                self._last = now
            elif time.ticks_diff(now, self._last) >= quiet_ms:
                self._is_over = True
                serving.cancel()
                return
            for request in list(self._visits):
                if time.ticks_diff(now, request.until) >= 0:
                    self._end(request)

    def _end(self, request):
        self._visits.remove(request)
        request.task.cancel()
        # Its task may not have begun, then nothing in it would run.
        request.close()

    async def _visit(self, request):
        try:
            try:
                # Who says nothing yet costs no more than this.
                await request.begin()
            except OSError:
                return
            await request.reply(await self._respond(request))
        except visit.Gone:
            pass
        except Exception as wrong:  # a body that broke half-way: the connection just ends
            _note(request, wrong)
        finally:
            request.close()
            if request in self._visits:
                self._visits.remove(request)

    async def _respond(self, request):
        """Return the response to a visitor, whatever happens. Raises Gone."""
        try:
            await request.hear()
            response = self._gate.turn(request) or self._find(request)
            return response if isinstance(response, tuple) else await response(request)
        except visit.Gone:
            raise
        except Refused as wrong:
            refused = wrong
        except MemoryError:
            gc.collect()
            log.warn("portal", "no_memory")
            refused = Refused(503, "no_memory")
        except Exception as wrong:  # a fault of one handler must not end the others
            _note(request, wrong)
            refused = Refused(500, "fault")
        from sbernode.portal.refusal import refusal

        forget("portal.refusal")
        return refusal(refused, (request.target or "").startswith("/api/"))

    def _find(self, request):
        """Return the response to a request, or its handler. Raises Refused."""
        if request.cut:
            raise Refused(414, "bad_request")
        request.path, request.query = target.split(request.target)
        self._gate.check(request)
        method = "GET" if request.method == "HEAD" else request.method
        handler = self._routes.get(method + " " + request.path)
        if handler:
            return handler
        page = self._page(request.path)
        if page and method == "GET":
            return page
        from sbernode.portal.refusal import unserved

        forget("portal.refusal")
        return unserved(method, request.path, page, self._routes)

    def _page(self, path):
        """Return the response with a packed file of the page, None if there is none."""
        name = "page.html" if path == "/" else path[1:] or "."
        # One plain name: nothing that leads out of the folder.
        if name.lower().strip("abcdefghijklmnopqrstuvwxyz0123456789_-.") or name.startswith("."):
            return None
        packed = "%s/%s.gz" % (self._www, name)
        try:
            os.stat(packed)
        except OSError:
            return None
        kind = _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
        return 200, kind, (packed, "gzip")


def _note(request, wrong):
    log.error("portal", "fault", request.method, request.path, repr(wrong))


def _peer(address) -> str:
    """Return the address of a peer as text; the unix port gives the bytes of a sockaddr."""
    if isinstance(address, tuple):
        return address[0]
    family, *rest = socket.sockaddr(address)
    return socket.inet_ntop(family, rest[0])
