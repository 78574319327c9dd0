"""What stays in memory of the pages in service: it sees when the rest is wanted, see portal/.

Somebody knocks, the button is held, the home network is gone for minutes. Below that, what all who
wait for sockets share.
"""

import asyncio
import gc
import sys
import time
from asyncio import core

from micropython import const

from sbernode import forget, log, since

_LOOK_MS = const(250)
_AGAIN_MS = const(5000)
# Without the home network for so long, the access point comes up besides.
_ALONE_MS = const(240000)


class Watch:
    """Has the Portal at work while there is something for it.

    app: the App in service, None in set-up. panel: see pins.panel(), None if not known.
    reason: (code, detail) why the board is not in service. kept: what outlives the Portal: pins
    that were tried, as none can be opened twice, and what the gate remembers.
    """

    # See door.open(): the listening socket, who knocks at it, whether the button is pressed.
    listener = knocks = pressed = None
    portal = _alone_at = None

    def __init__(self, app, panel, reason=("", "")):
        self.app, self.panel, self.reason = app, panel, reason
        self.began = time.ticks_ms()
        self.kept = {}
        self.open()

    def open(self):
        """Open the port, again if it is broken, or try to."""
        self._opened_at = time.ticks_ms()
        try:
            from sbernode.portal import door

            door.open(self)
        except MemoryError:
            log.warn("portal", "no_memory")  # tried again, see call()
        forget("portal.door", "portal")

    async def run(self):
        """Watch for ever; whatever breaks, the board's work goes on."""
        before = None
        while True:
            await asyncio.sleep_ms(_LOOK_MS)
            try:
                if not self.portal:
                    if not self.call():
                        continue
                    before = list(sys.modules)
                    self.portal = _portal(self)
                # One that broke goes on: it knows what is up and who waits.
                await self.portal.run()
                self.portal = None
                drop(before)
                before = None
            except Exception as wrong:  # the board's work goes on without its pages
                if isinstance(wrong, MemoryError):
                    log.warn("portal", "no_memory")
                else:
                    log.error("portal", "fault", "", "", repr(wrong))
                await asyncio.sleep_ms(_AGAIN_MS)

    def stop(self):
        """Let go of what would outlive the program, see Portal.stop()."""
        if self.portal:
            self.portal.stop()

    def call(self) -> str:
        """Tell what the Portal is wanted for: setup, alone, button, knock; "" for nothing."""
        now = time.ticks_ms()
        if not self.knocks and since(now, self._opened_at) >= _AGAIN_MS:
            self.open()
        if not self.app:
            return "setup"
        if not self.app.cloud.trouble or self.app.cloud.link.stage not in ("wifi", "address"):
            self._alone_at = None
        elif self._alone_at is None:
            self._alone_at = now
        elif since(now, self._alone_at) >= _ALONE_MS:
            return "alone"
        if self.pressed and self.pressed():
            return "button"
        return "knock" if self.knocks and self.knocks(0) else ""


def _portal(watch):
    from sbernode.portal.portal import Portal

    return Portal(watch)


def drop(before):
    """Forget the modules of ours that are not in the list."""
    for name in list(sys.modules):
        if name.startswith("sbernode.") and name not in before:
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


def arrival(stream):
    """Wait until there is something to read, as StreamReader does: its module takes 900 bytes."""
    yield core._io_queue.queue_read(stream)


def room(stream):
    """Wait until something can be written."""
    yield core._io_queue.queue_write(stream)
