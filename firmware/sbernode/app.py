"""Keep a board going: its devices, its state file, its cloud; the last barrier for what breaks."""

import asyncio
import gc
import sys
import time

from micropython import const

from sbernode import VERSION, NotReady, forget, hw, log, since
from sbernode.watch import Watch

# Saved so long after the last change: a dimmer being turned is one write, not fifty.
_SAVE_MS = const(5000)
_IDLE_MS = const(60000)
_RESTART_S = const(10)
# In service; boot.py collects more often, so that what stays lies close together.
_COLLECT_BYTES = const(8192)


class App:
    """A board in service."""

    def __init__(self, urgent, devices, cloud, state):
        self._urgent, self.devices, self.cloud = urgent, devices, cloud
        cloud.agent.devices, cloud.agent.moved = devices, self._moved
        self._places = {name: dict(fields) for name, fields in state["places"].items()}
        self._state = state
        self._changed_at = self._broken = self._talking = None
        # Of the same kind as the cloud's own.
        self._nap = type(cloud.talk)()
        self._watch = Watch(self, state["panel"])

    async def run(self):
        """Serve until something breaks."""
        for work in (self._serve(), self._watch.run()):
            asyncio.create_task(self._guarded(work))
        self.hold(False)
        while True:
            await self._urgent.wake.wait()
            if self._broken:
                raise self._broken
            self.devices.wake()
            self._note_change()
            self._nap.set()

    async def _guarded(self, work):
        try:
            await work
        except Exception as broken:
            self._broken = broken
            self._urgent.wake.set()

    def hold(self, on: bool) -> bool:
        """Have the session end and stay away from the cloud, or come back.

        Returns whether it is so; if not, call again soon: a wait that just ended takes the
        cancelling for its own end, see cloud.Nap.
        """
        if not on:
            if self.is_held() or self._talking.done():
                self._talking = asyncio.create_task(self._guarded(self.cloud.run()))
        elif self._talking:
            self._talking.cancel()
            if not self._talking.done():
                return False
            self._talking = None
            # The reason for which it was not in service is still the one to tell.
            self.cloud.trouble = self.cloud.trouble or "joining"
        return True

    def is_held(self) -> bool:
        """Tell whether somebody keeps the board away from the cloud."""
        return not self._talking

    def touched(self):
        """Take note that somebody switched a device here."""
        self._urgent.wake.set()

    def stop(self):
        """Let go of the timer, the tasks and the connection; motors stop, other pins stay."""
        self._urgent.stop()
        self._watch.stop()
        asyncio.new_event_loop()
        self.cloud.link.close()

    async def _serve(self):
        """Step the devices when one is due or an input changed; save what has to survive."""
        self._changed_at = time.ticks_ms()
        while True:
            wait = self.devices.step(time.ticks_ms())
            self.cloud.stepped()
            wait = _IDLE_MS if wait < 0 else min(wait, _IDLE_MS)
            if self._changed_at is not None:
                wait = min(wait, self._save())
            await self._nap.wait(wait)

    def _moved(self, device_id, field, text):
        """Keep a name, a home or a room that the cloud gave."""
        self._places.setdefault(device_id, {})[field] = text
        self._note_change()

    def _note_change(self):
        if self._changed_at is None:
            self._changed_at = time.ticks_ms()

    def _save(self) -> int:
        """Write state.json if it is time and anything differs; return ms until the next look."""
        left = _SAVE_MS - since(time.ticks_ms(), self._changed_at)
        kept = self.devices.save()
        # What a motor sets out from is forgotten at once: a power cut must not find it again.
        complete = all([name in kept for name in self._state["devices"]])
        if complete and (left > 0 or self.devices.is_busy()):
            return max(left, 500)
        self._changed_at = None
        state = {
            "version": 1,
            "checked": self._state["checked"],
            "panel": self._state["panel"],
            "outs": self.devices.outs,
            "devices": kept,
            "places": {name: dict(fields) for name, fields in self._places.items()},
            "root": self.cloud.root,
        }
        if state != self._state:
            _store(state)
            # Also if that failed: once is enough until something changes again.
            self._state = state
        if self.devices.is_busy():
            self._note_change()
        return _IDLE_MS


def _store(state):
    try:
        from sbernode import store

        store.save("state.json", state)
    except MemoryError as wrong:
        log.error("app", "unsaved", "state.json", str(wrong))
    finally:
        forget("store")


def _printer():
    """Return the function that prints lines of the log, with the seconds since now."""
    began = time.ticks_ms()

    def show(level, area, text):
        # Twelve days, then from the start again: ticks know no more.
        ms = time.ticks_diff(time.ticks_ms(), began) & 0x3FFFFFFF
        print("%6d.%03d %-5s %s: %s" % (ms // 1000, ms % 1000, level, area, text))

    return show


def _make(show):
    # Not in main(): what its frame once held would not be given back.
    from sbernode import assemble

    global _make, _set_up
    parts = assemble.parts(show)
    forget("assemble")
    # Only a start takes these.
    del _make, _set_up
    return App(*parts)


def _set_up(missing):
    # What only a board in service needs makes room for the pages.
    global App, _make, _set_up, _store
    del App, _make, _set_up, _store
    from sbernode.portal import begin

    forget("portal.begin")
    return begin.begin(missing)


def main():
    """Run the board; the last barrier: nothing gets past it but Ctrl-C."""
    show = _printer()
    log.setup(show)
    app = None
    try:
        try:
            app = _make(show)
            log.info("app", "begin", VERSION, hw.name(), len(app.devices.all))
        except NotReady as missing:
            # The pages can put right what is wrong; and Ctrl-C leads to the prompt.
            log.error("app", *missing.args)
            app = _set_up(missing)
        gc.collect()
        gc.threshold(_COLLECT_BYTES)
        asyncio.run(app.run())
    except KeyboardInterrupt:
        app and app.stop()
        raise
    except Exception as broken:
        _crash(app, broken)


def _crash(app, broken):
    """Start anew after a fault, whatever else goes wrong meanwhile; pins keep their levels."""
    try:
        app and app.stop()
        sys.print_exception(broken)
        log.error("app", "crash", repr(broken), _RESTART_S)
        time.sleep(_RESTART_S)
    finally:
        hw.restart()
