"""Test the drafts before they are in use, with the program that will use them. Loaded for a test.

Joins, connects, announces: step by step, no pin is touched, nothing that the cloud orders is done.
Everything is let go of afterwards; the session of a board in service waits meanwhile.
"""

import asyncio
import gc
import sys
import time

from micropython import const

from sbernode import VERSION, log, wifi
from sbernode.lazy import forget
from sbernode.link.wire import LinkDown
from sbernode.portal import drafts

# What the cloud has to say about a config comes within a second or two.
_ERRORS_MS = const(4000)
_LOOK_MS = const(100)


class Blind:
    """A port of any type that is connected to nothing."""

    at = 0

    def get(self):
        """Return that nothing is on."""
        return False

    def ran(self):
        """Return that nothing ran."""
        return 0

    def take(self):
        """Return that nothing happened."""

    def set(self, *_):
        """Do nothing; the same for all that follow."""

    stop = bind = fill = run = set


async def run(portal, result):
    """Test the drafts; result: see trying.Result."""
    before = list(sys.modules)
    app, state = portal.app, "failed"
    stays = False
    try:
        settings, devices = drafts.load("settings"), drafts.load("devices")
        if app:
            app.hold(True)
            # Its last steps: the connection is closed in the task that is cancelled.
            await asyncio.sleep_ms(_LOOK_MS)
            # The network is not left without need: the page may be looked at through it.
            stays = wifi.is_up() and _is_same_wifi(settings, drafts.load("settings", False))
        if not stays:
            portal.access and portal.access.no_alias()
            await wifi.leave()
        sber = settings["sber"]
        log.hide((sber["login"], sber["password"], settings["wifi"].get("password")))
        await _try(settings, devices or {"devices": []}, result)
        state = "ok"
        # After a set-up: the last page shows the address.
        stays = stays or app is None
    except LinkDown as down:
        result.code, result.detail = down.args
    except MemoryError:
        result.code = "no_memory"
    except (OSError, ValueError) as wrong:
        # What radio, sockets and TLS say of their own troubles.
        result.code, result.detail = "trouble", repr(wrong)
    except Exception as wrong:  # a fault of ours: the page must see an end of the test, too
        result.code, result.detail = "fault", repr(wrong)
    finally:
        if not stays:
            await wifi.leave()
        for name in list(sys.modules):
            if name not in before and name.startswith("sbernode."):
                forget(name[9:])
        gc.collect()
        if app:
            app.hold(False)
        # The last of all: who sees it may begin the next test.
        result.state = state


async def _try(settings, doc, result):
    result.stage = "wifi"
    made = _devices(doc)
    gc.collect()
    from sbernode.cloud import Cloud

    class Deaf(Cloud):
        """A way to the cloud that nobody gives orders on."""

        READY = "tested"

        def received(self, topic, body, retained):
            if not topic.endswith(b"/commands"):
                super().received(topic, body, retained)

    cloud = Deaf(settings, VERSION, asyncio.Event())
    for device in made.all:
        device.home = device.home or settings.get("home")
    cloud.agent.devices, cloud.agent.moved = made, _nothing
    ended = []
    session = asyncio.create_task(_until_it_ends(cloud.session(), ended))
    try:
        began = None
        while began is None or time.ticks_diff(time.ticks_ms(), began) < _ERRORS_MS:
            await asyncio.sleep_ms(_LOOK_MS)
            result.stage = cloud.link.stage or result.stage
            if ended:
                raise ended[0]
            if cloud.agent.last_error:
                raise LinkDown("cloud_error", cloud.agent.last_error)
            if began is None and not cloud.trouble:
                began = time.ticks_ms()
        result.root = cloud.root
    finally:
        session.cancel()
        cloud.link.close()


async def _until_it_ends(session, ended):
    """Keep what ends it: a task whose error nobody awaits at once prints it on the console."""
    try:
        await session
    except Exception as wrong:  # raised again where the test waits for it
        ended.append(wrong)
        return
    ended.append(LinkDown("dropped", ""))


def _devices(doc):
    """Return the Devices of a devices.json, connected to nothing."""
    from sbernode import build
    from sbernode.sber import value

    made = build.build(doc, lambda *_: Blind(), {})
    for device in made.all:
        for name in device.kind.features():
            value.facts(name)
    forget("build", "sber.catalog")
    return made


def _nothing(*_):
    """Keep no name or room that the cloud gives during a test."""


def _is_same_wifi(one, other):
    return isinstance(other, dict) and one.get("wifi") == other.get("wifi")
