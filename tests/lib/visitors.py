"""Visitors of the board's web server without a network: connections that a test holds by hand.

They behave as non-blocking sockets do: None when there is nothing (or no room), b"" at the end,
OSError once they are closed. Times are those of the loop, so the simulator's are virtual.
"""

import asyncio
import errno
import io
import time

from sbernode.portal import gate, http

PHONE, LAN = "4.3.2.2", "192.168.1.7"
_POLL, _READ, _WRITE, _HANG_UP = 3, 1, 4, 16


class Line(io.IOBase):
    """A connection: `say` what the visitor sends, `heard` is what came back."""

    def __init__(self, room=1 << 30):
        self._coming = b""
        self._over = False
        # Bytes that the visitor's side still takes.
        self.room = room
        self.heard = b""
        self.is_open = True
        self.peer = PHONE

    def say(self, data):
        """Send bytes or text to the board."""
        self._coming += data if isinstance(data, bytes) else data.encode()
        return self

    def leave(self):
        """Say no more."""
        self._over = True

    def ioctl(self, request, argument):
        """Answer poll as a stream does."""
        if request != _POLL:
            return -errno.EINVAL  # above all there is no file descriptor behind it
        if not self.is_open:
            return _HANG_UP
        readable = _READ if self._coming or self._over else 0
        return argument & (readable | (_WRITE if self.room else 0))

    def read(self, size):
        """Return what was said, at most so much."""
        self._must_be_open()
        if not self._coming:
            return b"" if self._over else None
        data, self._coming = self._coming[:size], self._coming[size:]
        return data

    def write(self, data):
        """Take in what there is room for."""
        self._must_be_open()
        if not self.room:
            return None
        data = bytes(data)[: self.room]
        self.heard += data
        self.room -= len(data)
        return len(data)

    def close(self):
        """End the connection, from the board's side."""
        self.is_open = False

    def setblocking(self, flag):
        """Do nothing: it never blocks."""

    def setsockopt(self, *args):
        """Refuse, as a port without TCP_NODELAY."""
        raise OSError(errno.EINVAL)

    def _must_be_open(self):
        if not self.is_open:
            raise OSError(errno.EBADF)

    def answer(self):
        """Return (status, {field: value}, body) of what was heard; checks that it is whole."""
        head, split, body = self.heard.partition(b"\r\n\r\n")
        if not split:
            raise AssertionError("no answer: %r" % self.heard)
        first, *lines = head.decode().split("\r\n")
        fields = dict([line.split(": ", 1) for line in lines])
        if fields["Connection"] != "close" or fields["Cache-Control"] != "no-store":
            raise AssertionError("fields that belong to every answer are missing: %r" % fields)
        return int(first.split(" ")[1]), fields, body


class Listener(io.IOBase):
    """A listening socket; `come` puts a visitor before the door."""

    def __init__(self):
        self.waiting = []

    def come(self, text="", **named):
        """Return a new Line that waits to be let in, with something said already."""
        line = Line(**named).say(text)
        self.waiting.append(line)
        return line

    def ioctl(self, request, argument):
        """Answer poll: somebody waits, or nobody."""
        if request != _POLL:
            return -errno.EINVAL
        return argument & (_READ if self.waiting else 0)

    def read(self, size):
        """Nothing is read from it."""
        return b""

    def accept(self):
        """Let in the first."""
        if not self.waiting:
            raise OSError(errno.EAGAIN)
        line = self.waiting.pop(0)
        return line, (line.peer, 50000)

    def close(self):
        """Nobody holds it."""


class House:
    """A running server with a gate; an asynchronous context."""

    def __init__(self, routes, www="www", mode="setup", seats=4):
        self.gate = gate.Gate(
            mode, "sbernode-a1b2", "4.3.2.1", gate.keep(bytes(range(16))), lambda p: p == PHONE
        )
        self.server = http.Server(routes, self.gate, www, seats)
        self.door = Listener()

    async def __aenter__(self):
        self._task = asyncio.create_task(self.server.serve(self.door))
        return self

    async def __aexit__(self, *error):
        self._task.cancel()
        try:
            await self._task
        except asyncio.CancelledError:
            pass

    async def ask(self, method, path, body=b"", *lines, host="4.3.2.1", ms=3000):
        """Return (status, fields, body) of one request, made as the page does."""
        text = "%s %s HTTP/1.1\r\nHost: %s\r\nX-Token: %s\r\n" % (
            method,
            path,
            host,
            self.gate.token,
        )
        text += "Content-Length: %d\r\n" % len(body)
        line = self.door.come(text + "".join([more + "\r\n" for more in lines]) + "\r\n")
        line.say(body)
        await self.closed(line, ms)
        return line.answer()

    async def closed(self, line, ms=3000):
        """Wait until the board ends the connection; return the ms it took."""
        began = time.ticks_ms()
        while line.is_open:
            if time.ticks_diff(time.ticks_ms(), began) > ms:
                raise AssertionError("still open after %d ms: %r" % (ms, line.heard[:200]))
            await asyncio.sleep_ms(10 if ms < 5000 else 50)
        return time.ticks_diff(time.ticks_ms(), began)
