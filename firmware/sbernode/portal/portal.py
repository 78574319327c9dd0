"""What the pages of a board do: access point, button, tests, the end of a set-up.

Loaded by watch.py when somebody wants it, dropped when nobody does. See docs/en/portal.md.
"""

import asyncio
import gc
import os
import sys
import time

from micropython import const

from sbernode import forget, hw, log, since
from sbernode.watch import apart, drop

_BUTTON_MS = const(600000)
_LOOK_MS = const(250)
_AGAIN_MS = const(5000)
# So long after the last visitor the server is dropped.
_QUIET_MS = const(60000)
_AREA = const("portal")


class Portal:
    """What requests work with.

    app: the App in service, None in set-up. access: the access point, None while it is down.
    trial: the last test of the drafts, see trying; farewell: what a save answered; networks,
    scanned_at, scans: what scans found; known: pins tried so far; checks: a password is being
    checked.
    """

    def __init__(self, watch):
        self._watch, self.app, self.known = watch, watch.app, watch.kept
        self.gate = self.access = self.trial = self.farewell = None
        self.networks, self.scanned_at, self.scans = (), None, False
        self.checks = False
        self._until = self._finish_at = self._work = self._serving = self._holding = None
        self._kind = ""
        self._is_erased = False

    async def run(self):
        """Work as long as anybody wants anything."""
        watch = self._watch
        wanted = True
        while wanted:
            try:
                if watch.knocks and not _goes_on(self._serving) and watch.knocks(0):
                    self._serving = apart(self._serve())
                if watch.pressed and watch.pressed() and not _goes_on(self._holding):
                    # Aside: one that is stuck must not keep anybody waiting.
                    self._holding = apart(self._held())
                wanted = self._look()
                call = watch.call()
                if call in ("setup", "alone") and not self.access:
                    if call == "setup":
                        # A scan before any phone is there, as it makes the radio deaf.
                        self._look_around()
                    self.raise_access()
                    wanted = True
            except Exception as wrong:  # the board's work goes on, and the pages if they can
                self._note(wrong)
                await asyncio.sleep_ms(_AGAIN_MS)
            await asyncio.sleep_ms(_LOOK_MS)

    def _look(self) -> bool:
        """Do what is due; return whether there is anything that this has to stay for."""
        if self._finish_at is not None and since(time.ticks_ms(), self._finish_at) >= 0:
            self.restart()
        if self.app and self.access:
            self._watch_wifi()
        stays = not self.app or self.access or self._finish_at is not None
        return stays or any([_goes_on(it) for it in (self._serving, self._holding, self._work)])

    async def _held(self):
        """Follow the button until it is let go."""
        from sbernode.portal.held import follow

        _, led, pixel = self._watch.panel
        if isinstance(led, int) and self.taken() >> led & 1:
            led = None
        try:
            await follow(self, self._watch.pressed, led, pixel)
        except Exception as wrong:  # the radio, the LED: the rest goes on
            self._note(wrong)
        forget("portal.held", "portal.hold", "hw.led")

    async def _serve(self):
        """Serve until there is no visitor any more, then forget how it is done."""
        before = list(sys.modules)
        gc.collect()
        try:
            await self._server().serve(self._watch.listener, _QUIET_MS)
        except Exception as wrong:  # the board's work goes on without its page
            self._note(wrong)
            self._watch.open()
        finally:
            # A test in progress needs what it has loaded since.
            if not _goes_on(self._work):
                drop(before)

    def _server(self):
        """Return the server of the pages, with a gate of its own."""
        from sbernode.portal import gate, unit
        from sbernode.portal.http import Server
        from sbernode.portal.routes import Routes

        kept = self.known["gate"] = self.known.get("gate") or gate.keep(os.urandom(16))
        self.gate = gate.Gate("", unit.name().lower(), None, kept, self._is_near)
        self.gate.done = self.is_finishing()
        self._tell_gate()
        return Server(Routes(self), self.gate, __file__.rpartition("/")[0] + "/www")

    def _tell_gate(self):
        if self.gate:
            self.gate.address = self.access and self.access.address
            self.gate.mode = (
                "setup" if self.app is None else "fallback" if self.access else "service"
            )

    def _is_near(self, peer):
        if not self.access:
            return False
        from sbernode import wifi
        from sbernode.portal.near import is_near

        return is_near(peer, self.access.address, wifi.address() if wifi.is_up() else None)

    def _watch_wifi(self):
        if self.is_at_work("trial"):
            return  # it uses the radio, and ends the hold itself
        cloud, now = self.app.cloud, time.ticks_ms()
        joined = self.access.phones() > 0
        hunts = cloud.trouble and cloud.link.stage in ("wifi", "address")
        # A station that hunts for its network makes the access point deaf.
        quiet = joined and bool(hunts)
        if quiet and not self.app.is_held():
            self.access.quiet()
        self.app.hold(quiet)
        if joined or hunts or (self._until is not None and since(now, self._until) < 0):
            return
        self.lower_access()

    def raise_access(self, for_ms=None):
        """Bring the access point up; for_ms: at least so long."""
        if for_ms:
            self._until = time.ticks_ms() + for_ms
        if self.access is None:
            gc.collect()
            from sbernode.portal.access import Access

            try:
                self.access = Access()
            except Exception:
                from sbernode.wifi import point

                point.down()  # half an access point would stay for ever
                raise
            self._tell_gate()

    def lower_access(self):
        """Switch the access point off."""
        if self.access:
            self.access.lower()
            self.access = self._until = None
            forget("portal.access", "wifi.point", "wifi")
            self._tell_gate()
            if self.gate:
                # Who came in over the access point without a log-in is out again.
                self.gate.renew(os.urandom(16))
            if self.app:
                self.app.hold(False)

    def pressed_long(self):
        """Bring the access point up for ten minutes: somebody held the button."""
        if self.app is not None:
            self.raise_access(_BUTTON_MS)

    def board(self) -> str:
        """Return the short name of this board, "" if it is not known."""
        from sbernode import pins

        found = pins.board(hw.name()) or ""
        forget("pins")
        return found

    def trouble(self):
        """Return (code, detail) of what is wrong now, codes as in texts.py; "" for nothing."""
        if self.app is None:
            return self._watch.reason
        return self.app.cloud.trouble, log.mask(self.app.cloud.detail)

    def taken(self) -> int:
        """Return a bit for each GPIO that a running device uses."""
        return self.app.devices.taken if self.app else 0

    def uptime(self) -> int:
        """Return the seconds since the start of the program."""
        return since(time.ticks_ms(), self._watch.began) // 1000

    def has_password(self) -> bool:
        """Tell whether all who are in now had to know the password of the pages."""
        return self.gate.mode == "service"

    def start(self, work, kind: str) -> bool:
        """Do something aside, one thing at a time; False: there is something at work."""
        if _goes_on(self._work):
            work.close()
            return False
        self._kind = kind
        self._work = asyncio.create_task(self._aside(work))
        return True

    def is_at_work(self, kind: str) -> bool:
        """Tell whether this kind of work goes on."""
        return self._kind == kind and _goes_on(self._work)

    def not_testing(self):
        """Refuse what would change the drafts under a test. Raises Refused."""
        if self.is_at_work("trial"):
            from sbernode.portal.request import Refused

            raise Refused(409, "busy")

    async def _aside(self, work):
        try:
            await work
        except Exception as wrong:  # a pin or a radio that will not: the pages go on
            self._note(wrong, self._kind)

    def _note(self, wrong, what=""):
        if isinstance(wrong, MemoryError):
            log.warn(_AREA, "no_memory")
        else:
            log.error(_AREA, "fault", what, "", repr(wrong))

    def scan(self):
        """Look for networks soon; the answer to who asked goes out before the radio is deaf."""
        if not self.scans and self.start(self._scan(), "scan"):
            self.scans = True

    async def _scan(self):
        try:
            await asyncio.sleep_ms(500)
            while self.app and self.app.devices.is_busy():
                await asyncio.sleep_ms(50)
            self._look_around()
        finally:
            self.scans = False

    def _look_around(self):
        from sbernode.wifi import point

        self.networks = point.scan() or self.networks
        self.scanned_at = time.ticks_ms()

    def is_finishing(self) -> bool:
        """Tell whether the board is about to start anew."""
        return self._finish_at is not None

    def finish(self, after_ms: int):
        """Start anew so much later at the latest."""
        at = time.ticks_ms() + after_ms
        if self._finish_at is None or since(at, self._finish_at) < 0:
            self._finish_at = at
        self.gate.done = True

    def restart(self):
        """Start the program anew; outputs keep their levels."""
        if self._is_erased:
            # What was in the air until now may have been saved meanwhile.
            self.erase()
        try:
            (self.app or self._watch).stop()
        finally:
            hw.restart()

    def stop(self):
        """Let go of the radio and of the pins that were tried: both would outlive the program."""
        try:
            self.lower_access()
        finally:
            from sbernode.hw import probe

            probe.release(self.known)

    def erase(self):
        """Forget everything but what belongs to the unit."""
        self._is_erased = True
        from sbernode.portal import erase

        forget("portal.erase")
        erase.erase()


def _goes_on(task):
    return task is not None and not task.done()
