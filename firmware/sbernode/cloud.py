"""Keep the session with the cloud: connect, talk, wait, for ever.

A thin shell: what is said is decided by the agent, how long to wait by Backoff.
"""

import asyncio
import gc
import sys
import time

from micropython import const

from sbernode import Backoff, forget, hw, log
from sbernode.link import Link
from sbernode.packets import LinkDown

_FIRST_MS = const(2000)
_LONGEST_MS = const(60000)
# A login that was refused is tried again more seldom: it takes a person, but no restart, to mend
# it.
_REFUSED_FIRST_MS = const(30000)
_REFUSED_LONGEST_MS = const(900000)
_REFUSALS = ("login_refused", "not_authorised")


class Nap:
    """A wait of one task that others can end early.

    It takes no memory, which asyncio.wait_for_ms() does: two more tasks for each wait.
    """

    def __init__(self):
        self._task = None
        self._called = False

    def set(self):
        """End the wait, or the next one if nobody waits now."""
        self._called = True
        task, self._task = self._task, None
        if task:
            task.cancel()

    async def wait(self, ms: int):
        """Wait for set(), at most so long."""
        if not self._called:
            self._task = asyncio.current_task()
            try:
                await asyncio.sleep_ms(ms)
            except asyncio.CancelledError:
                if not self._called:
                    raise  # not by set()
            finally:
                self._task = None
        self._called = False


class Cloud:
    """The way to the cloud. `talk` is set when the agent may have something to say.

    root: name of the root that verified, None while it is to be found; address: of the broker,
    None while it is to be looked up; trouble: the code why there is no connection, "" while there
    is one; detail: what was said with it.
    """

    def __init__(self, agent, account, wifi, servers, verify, wake):
        """account: host, port, login, password, client id; see also assemble.cloud()."""
        self.agent, self.wifi, self.servers, self.verify = agent, wifi, servers, verify
        self.talk = Nap()
        self.link = Link(*account, self.received, self.talk.set)
        self.root = self.address = None
        self.trouble, self.detail = "joining", ""
        self._wake = wake
        self._backoff = Backoff(_FIRST_MS, _LONGEST_MS, hw.random)
        self._refused = Backoff(_REFUSED_FIRST_MS, _REFUSED_LONGEST_MS, hw.random)

    def trust(self, root):
        """Remember the root that verified, None to look for it anew; it survives a restart."""
        self.root = root
        self._wake.set()

    def stepped(self):
        """Have changes of the devices taken in; called after each of their steps."""
        if self.agent.step(time.ticks_ms()) >= 0:
            self.talk.set()

    async def run(self):
        """Connect, serve, wait, for ever."""
        while True:
            try:
                await self.session()
            except LinkDown as down:
                self.trouble, self.detail = down.args
            except MemoryError as wrong:
                # No reason to restart the devices: what the session took is free again now.
                self.trouble, self.detail = "no_memory", str(wrong)
            except (OSError, ValueError) as wrong:
                # What radio, sockets and TLS say of their own troubles, mostly too little memory.
                self.trouble, self.detail = "trouble", repr(wrong)
            wait = (self._refused if self.trouble in _REFUSALS else self._backoff).next()
            words = log.words(self.trouble)
            if self.detail:
                log.warn("cloud", "again", words, self.detail, wait // 1000)
            else:
                log.warn("cloud", "later", words, wait // 1000)
            await asyncio.sleep_ms(wait)

    async def session(self):
        """Connect once and serve until it breaks. Raises LinkDown and what the stack raises."""
        try:
            await self._connect()
            self.link.stage = "announce"
            gc.collect()
            await self._talk()
        except LinkDown as down:
            if down.args[0] not in _REFUSALS:
                self.address = None
            raise
        finally:
            self.agent.disconnected()
            self.link.close()

    async def _connect(self):
        from sbernode import connect

        try:
            await connect.connect(self)
        finally:
            # Its memory is for the messages now.
            forget("connect")

    async def _talk(self):
        self.agent.connected()
        while True:
            item = self.agent.next(time.ticks_ms())
            quiet = await self.link.tend()
            if item:
                # A list, as the link empties it: the body is gone before the next one is made.
                item = list(item)
                await self._say(item)
            else:
                wait = self.agent.step(time.ticks_ms())
                await self.talk.wait(quiet if wait < 0 else min(wait, quiet))

    async def _say(self, item):
        # The body stands in no place of this frame: a frame that has ended may be taken for one
        # in use, and so may all that stands in it.
        topic = item[0]
        if item[1] is not None:
            await self.link.send(item)
        elif not await self.link.ask(topic):
            if topic.endswith(b"/down/#"):
                raise LinkDown("not_authorised", "SUBACK")
            # The common config is a thing of the past; most clients never ask for it.
            log.info("cloud", "nocommon")
        self.agent.sent()
        if self.trouble and self.agent.is_ready():
            self.trouble = self.detail = ""
            self._backoff.reset()
            self._refused.reset()
            log.info("cloud", "service")

    def received(self, topic, body):
        """Hand a message to the agent, whatever is in it."""
        try:
            self.agent.received(bytes(topic), body, self.link.retained, time.ticks_ms())
        except Exception as broken:
            # The barrier around one message: it must not cost the connection, let alone the board.
            sys.print_exception(broken)
            log.error("cloud", "broken", repr(broken))
        self.talk.set()
        self._wake.set()
