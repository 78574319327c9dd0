"""Test the drafts before they are in use, with the program that will use them. Loaded for a test.

Joins, connects, announces: step by step, no pin is touched, nothing that the cloud orders is done.
Everything is let go of afterwards; the session of a board in service waits meanwhile.
"""

import asyncio
import gc
import sys
import time

from micropython import const

import sbernode
from sbernode import forget, log, wifi
from sbernode.packets import LinkDown

# What the cloud has to say about a config comes within a second or two.
_ERRORS_MS = const(4000)
_LOOK_MS = const(100)
_BLOCK = const(64)


class Blind:
    """A port of any type that is connected to nothing: whatever is called does nothing."""

    edges = 0

    def __init__(self, port):
        self.gives = 1 if port == "ds18b20" else 2

    def __getattr__(self, _):
        return _nothing


async def run(portal, result):
    """Test the drafts; result: see trying.Result."""
    before = list(sys.modules)
    app, state = portal.app, "failed"
    stays = False
    try:
        from sbernode.portal import drafts

        settings = drafts.load("settings")
        if app:
            while not app.hold(True):
                await asyncio.sleep_ms(20)
            # The network is not left without need: the page may be looked at through it.
            stays = wifi.is_up() and _is_same_wifi(settings, drafts.load("settings", False))
        if not stays:
            portal.access and portal.access.no_alias()
            await wifi.leave()
        sber = settings["sber"]
        log.hide((sber["login"], sber["password"], settings["wifi"].get("password")))
        is_same = app and drafts.load("devices", True) is None
        del drafts
        forget("portal.drafts", "store")
        made = app.devices if is_same else _devices(result.devices, settings.get("home"))
        await _try(settings, made, result)
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


async def _try(settings, made, result):
    result.stage = "wifi"
    from sbernode import assemble
    from sbernode.cloud import Cloud

    class Deaf(Cloud):
        """A way to the cloud that nobody gives orders on."""

        READY = "tested"

        def received(self, topic, body):
            if not bytes(topic).endswith(b"/commands"):
                super().received(topic, body)

    cloud = assemble.cloud(settings, asyncio.Event(), Deaf)
    forget("assemble")
    gc.collect()
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


def _devices(path, home):
    """Return the Devices of a file, None for none; connected to nothing."""
    # Those in service can make no more (see build.trim): the new ones get classes of their own.
    working = {name: sys.modules.pop(name) for name in list(sys.modules) if _is_kind(name)}
    from sbernode import build

    try:
        made = build.build(_entries(path), lambda port, *_: Blind(port), {})
        for device in made.all:
            device.home = device.home or home
        return made
    finally:
        for name in list(sys.modules):
            if _is_kind(name):
                forget(name[9:])
        sys.modules.update(working)
        if "sbernode.kinds" in working:
            sbernode.kinds = working["sbernode.kinds"]
        forget("build", "entries")


def _entries(path):
    """Yield the devices of a good file one at a time."""
    from sbernode.entries import Splitter

    splitter = Splitter()
    if path:
        with open(path, "rb") as file:
            while True:
                block = file.read(_BLOCK)
                if not block:
                    return
                yield from splitter.feed(block)


def _is_kind(module):
    return module.startswith("sbernode.kinds")


async def _until_it_ends(session, ended):
    """Keep what ends it: a task whose error nobody awaits at once prints it on the console."""
    try:
        await session
    except Exception as wrong:  # raised again where the test waits for it
        ended.append(wrong)
        return
    ended.append(LinkDown("dropped", ""))


def _nothing(*_):
    """Do nothing: so keep no name or room that the cloud gives during a test, either."""
    return 0


def _is_same_wifi(one, other):
    return isinstance(other, dict) and one.get("wifi") == other.get("wifi")
