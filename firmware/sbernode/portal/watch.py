"""What stays in memory of the pages in service, with door.py: it sees when the rest is wanted.

Somebody knocks, the button is held, the home network is gone for minutes.
"""

import asyncio
import time

from micropython import const

from sbernode import forget, log
from sbernode.portal.door import Door
from sbernode.ticks import since

_LOOK_MS = const(250)
# Without the home network for so long, the access point comes up besides.
_ALONE_MS = const(240000)


class Watch:
    """Calls for the Portal when there is something for it, and lets it go.

    app: the App in service, None in set-up. panel: see pins.panel(), None if not known.
    reason: (code, detail) why the board is not in service.
    """

    def __init__(self, app, panel, reason=("", "")):
        self.app, self.panel, self.reason = app, panel, reason
        # Pins that were tried, as no pin can be opened twice.
        self.known = {}
        self.began = time.ticks_ms()
        self._portal = self._alone_at = None

    async def run(self):
        """Watch for ever."""
        pressed = self._button()
        asyncio.create_task(Door(self._make).run())
        if not self.app:
            self._full().set_up()
        while True:
            await asyncio.sleep_ms(_LOOK_MS)
            try:
                await self._look(pressed)
            except Exception as wrong:  # the board's work goes on without its pages
                log.error("portal", "fault", "", "", repr(wrong))

    async def _look(self, pressed):
        if pressed and pressed():
            await self._full().held(pressed)
        if self.app and self._is_alone():
            self._full().raise_access()
        if self._portal and not self._portal.look():
            self._portal = None
            forget("portal.portal")

    def stop(self):
        """Let go of the radio: an access point would outlive the program."""
        if self._portal:
            self._portal.lower_access()

    def _button(self):
        if not self.panel:
            return None
        gpio = self.panel[0]
        if gpio is not None and self.app and self.app.devices.taken >> gpio & 1:
            return None  # what a device uses is the device's
        from sbernode.hw.button import button

        forget("hw.button")
        return button(gpio)

    def _full(self):
        if not self._portal:
            from sbernode.portal.portal import Portal

            self._portal = Portal(self)
        return self._portal

    def _make(self, door):
        return self._full().make(door)

    def _is_alone(self):
        cloud, now = self.app.cloud, time.ticks_ms()
        if not cloud.trouble or cloud.link.stage not in ("wifi", "address"):
            self._alone_at = None
            return False
        if self._alone_at is None:
            self._alone_at = now
        return since(now, self._alone_at) >= _ALONE_MS
