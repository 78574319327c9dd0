"""Tell others what happens in the cloud: listeners in order, waiting for a claim."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)


class Signals:
    """A queue of events for listeners; `run()` is the task that serves them."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[dict], Awaitable[None]]] = []
        self._queue: asyncio.Queue[dict] = asyncio.Queue()
        self._changed = asyncio.Event()

    def emit(self, kind: str, **details: object) -> None:
        """Queue {"kind": kind, **details} for the listeners and wake everyone who waits."""
        self._queue.put_nowait({"kind": kind, **details})
        self._changed.set()
        self._changed = asyncio.Event()

    async def run(self) -> None:
        """Serve the listeners, one event after the other, until cancelled."""
        while True:
            event = await self._queue.get()
            for listener in list(self.listeners):
                try:
                    await listener(event)
                except Exception:  # a listener's fault must not stop the cloud, and must be seen
                    log.exception("a listener of the cloud failed at %s", event["kind"])

    async def wait_for(self, claim: Callable[[], object], timeout_s: float) -> object:
        """Wait until `claim()` is true and return what it returned. Raises TimeoutError."""
        async with asyncio.timeout(timeout_s):
            while not (result := claim()):
                await self._changed.wait()
            return result
