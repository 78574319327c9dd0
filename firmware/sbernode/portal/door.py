"""All of the page that stays in memory in service: wait until somebody knocks, then load the rest.

A minute after the last visitor it is dropped again. Imports nothing else of this package.
"""

import asyncio
import gc
import socket
import sys

from micropython import const

from sbernode import forget, log

_QUIET_MS = const(60000)
_AGAIN_MS = const(5000)
_BACKLOG = const(4)
_PACKAGE = const("sbernode.portal.")


class Door:
    """Keeps port 80 open; `kept` is for what must outlive the gate (gate.keep)."""

    def __init__(self, make, port: int = 80):
        """Take make(door) -> http.Server, which imports what it needs when it is called."""
        self._make, self._port = make, port
        self.kept = None

    async def run(self):
        """Serve for ever; whatever breaks in here is logged, and tried again."""
        while True:
            listener = None
            try:
                listener = listen(self._port)
                while True:
                    await self._wait(listener)
            except OSError as wrong:
                log.error("portal", "noport", "TCP", self._port, str(wrong))
            except MemoryError:
                log.warn("portal", "no_memory")
            except Exception as wrong:  # the board's work goes on without its page
                log.error("portal", "fault", "", "", repr(wrong))
            finally:
                if listener:
                    listener.close()
            await asyncio.sleep_ms(_AGAIN_MS)

    async def _wait(self, listener):
        """Wait for a visitor, serve until there is none, forget how it is done."""
        # Reads nothing: waits until somebody comes.
        await asyncio.StreamReader(listener).read(0)
        before = list(sys.modules)
        try:
            gc.collect()
            await self._make(self).serve(listener, _QUIET_MS)
        finally:
            for name in list(sys.modules):
                if name.startswith(_PACKAGE) and name not in before:
                    forget(name[9:])
            gc.collect()


def apart(coroutine):
    """Run a coroutine of a module that is to be forgotten; return its task.

    The queue of asyncio keeps pointers to finished tasks, for as long as another task lives that
    was once before them (extmod/modasyncio.c, child_last). Such a task must not hold on to what
    it ran, which would be the whole web server.
    """
    return asyncio.create_task(_apart([coroutine]))


async def _apart(made):
    try:
        await made.pop()
    except asyncio.CancelledError:
        # Handled here, it takes the place of the coroutine on the stack.
        pass


def listen(port: int):
    """Return a socket that listens on the port. Raises OSError if it cannot be had."""
    listener = socket.socket()
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(socket.getaddrinfo("0.0.0.0", port)[0][-1])
        listener.listen(_BACKLOG)
        listener.setblocking(False)
    except OSError:
        listener.close()
        raise
    return listener
