"""One connection of a visitor: hear the request, hand out its body, send the answer.

Everything goes by in pieces of half a kilobyte at most: a long body takes no more memory than a
short one. Time limits are kept by whoever owns the visits (http.py); they only
say how far they are.
"""

import os
import time

from micropython import const

from sbernode.portal import answer
from sbernode.portal.request import Head, Refused
from sbernode.watch import arrival, room

_PIECE = const(512)
# Of what comes in: each visitor has one for himself.
_HEARD = const(128)
# From the first byte of the head, of the body, of the answer; and without any byte at all.
_IDLE_MS = const(5000)
_HEAD_MS = const(4000)
_BODY_MS = const(20000)
_ANSWER_MS = const(30000)
_LINGER_MS = const(1000)
# One for all: it is filled and handed to the socket at a stretch, so nobody else can be at it.
_buffer = memoryview(bytearray(_PIECE))

# How far a visit is: who keeps others waiting may have to leave (see http.py).
IDLE, HEAD, AT_WORK, MOVING = range(4)


class Gone(Exception):
    """The visitor has left."""


class Request(Head):
    """What a handler gets; see http.py for what it may use."""

    path, query, doc = "", None, None
    task = None
    _left = _filled = 0

    def __init__(self, connection, peer: str):
        self.peer = peer
        self._socket = connection
        self.came = self.moved = time.ticks_ms()
        self._go(IDLE, _IDLE_MS)

    def _go(self, stage, limit_ms):
        """Note how far the visit is; it must be over or further within the time."""
        self.stage, self.moved = stage, time.ticks_ms()
        self.until = time.ticks_add(self.moved, limit_ms)

    def close(self):
        """Let go of the connection, once: the unix port would close whoever has its number now."""
        if self._socket:
            self._socket.close()
            self._socket = None

    def begin(self):
        """Return what to wait for until the visitor says something: reads nothing yet."""
        return arrival(self._socket)

    async def hear(self):
        """Take in the head. Raises Gone, Refused."""
        data = await self._read(_HEARD)
        self._go(HEAD, _HEAD_MS)
        while True:
            self.feed(data)
            if self.done:
                break
            data = await self._read(_HEARD)
        self._left = self.length
        self._go(AT_WORK, _ANSWER_MS)

    async def json(self, limit: int = 2048):
        """Return the body as an object. Raises Refused: 413 too_long, 400 bad_json."""
        from sbernode.portal.objects import parsed

        return parsed(await self.body(limit), limit)

    async def body(self, limit: int) -> bytes:
        """Return the body. Raises Refused: 413 too_long."""
        self._begin(limit)
        body = b""
        while self._left:
            body += await self._more()
        self._go(AT_WORK, _ANSWER_MS)
        return body

    async def save(self, path: str, limit: int = 32768) -> int:
        """Write the body to a file, return its size; what was written of a bad one is removed.

        Raises Refused: 413 too_long, 507 full.
        """
        self._begin(limit)
        whole = False
        try:
            with open(path, "wb") as file:
                while self._left:
                    file.write(await self._more())
            whole = True
        except OSError:
            raise Refused(507, "full")
        finally:
            if not whole:
                _remove(path)
        self._go(AT_WORK, _ANSWER_MS)
        return self.length

    async def reply(self, response):
        """Send the answer: see http.py for its shape. Raises Gone."""
        self._go(MOVING, _ANSWER_MS)
        status, kind, body = response[:3]
        extra = response[3] if len(response) > 3 else ()
        if isinstance(body, tuple):
            await self._put_file(body, status, kind, extra)
        else:
            for part in answer.head(status, kind, len(body), extra):
                await self._put(part)
            if self.method == "HEAD":
                pass
            elif isinstance(body, (bytes, bytearray)):
                await self._put(body)
            else:
                await self._put_parts(body, len(body))
        await self._flush()
        if self._left or not self.done:
            await self._linger()

    def _begin(self, limit):
        if self._left > limit:
            raise Refused(413, "too_long", limit)
        self._go(MOVING, _BODY_MS)

    async def _more(self):
        """Return the next piece of the body."""
        data, self.rest = self.rest, b""
        if not data:
            if self.expects:
                self.expects = False
                await self._send(b"HTTP/1.1 100 Continue\r\n\r\n")
            data = await self._read(min(_HEARD, self._left))
        # What comes after the body is another request; it is not answered.
        data = data[: self._left]
        self._left -= len(data)
        return data

    async def _read(self, size):
        try:
            data = None
            while data is None:
                await arrival(self._socket)
                data = self._socket.read(size)
        except OSError:
            raise Gone
        if not data:
            raise Gone
        self.moved = time.ticks_ms()
        return data

    async def _send(self, data):
        try:
            while True:
                n = self._socket.write(data) or 0
                if n == len(data):
                    break
                # A copy: what it lay in may be filled by somebody else meanwhile.
                data = bytes(data[n:])
                await room(self._socket)
        except OSError:
            raise Gone
        self.moved = time.ticks_ms()

    async def _put(self, data):
        """Add to the answer; small parts leave together."""
        data, at = memoryview(data), 0
        while at < len(data):
            n = min(len(data) - at, _PIECE - self._filled)
            _buffer[self._filled : self._filled + n] = data[at : at + n]
            self._filled += n
            at += n
            if self._filled == _PIECE:
                await self._flush()

    async def _flush(self):
        if self._filled:
            await self._send(_buffer[: self._filled])
            self._filled = 0

    async def _put_file(self, body, status, kind, extra):
        path, coding = body
        # Open all the time: whatever becomes of the name, this is what was announced.
        with open(path, "rb") as file:
            size = file.seek(0, 2)
            for part in answer.head(status, kind, size, extra, coding == "gzip"):
                await self._put(part)
            await self._flush()
            file.seek(0)
            while self.method != "HEAD":
                self._filled = file.readinto(_buffer)
                if not self._filled:
                    return
                await self._flush()

    async def _put_parts(self, body, left):
        """Send what yields its parts; never more than was announced."""
        for part in body:
            left -= len(part)
            if left < 0:
                # It has grown meanwhile; less than announced tells the visitor to ask again.
                raise Gone
            await self._put(part)
        if left:
            raise Gone

    async def _linger(self):
        """Let a visitor finish who was refused half-way: closing now could lose the answer."""
        self._go(HEAD, _LINGER_MS)
        while True:
            await self._read(_HEARD)


def _remove(path):
    try:
        os.remove(path)
    except OSError:
        pass  # it could not even be begun
