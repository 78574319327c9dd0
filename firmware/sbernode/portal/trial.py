"""Test the drafts before they are in use, with the program that will use them. Loaded for a test.

Joins, connects, announces: step by step, no pin is touched, nothing that the cloud orders is done,
and it is told no state: none would be true.
Everything is let go of afterwards; the session of a board in service waits meanwhile.
"""

import asyncio
import gc
import sys
import time

from micropython import const

import sbernode
from sbernode import NotReady, forget, log, wifi
from sbernode.packets import LinkDown

# What the cloud has to say about a config comes within a second or two.
_ERRORS_MS = const(4000)
_LOOK_MS = const(100)
_BLOCK = const(64)


class Blind:
    """A port of any type that is connected to nothing: whatever is called does nothing."""

    edges = 0

    def __init__(self, port, options):
        from sbernode import drivers

        self.gives = drivers.gives(port, options)
        if port == "ir":
            from sbernode.infrared.codes import Codes

            self.keys = Codes(options["id"]).keys

    def __getattr__(self, _):
        return _nothing


async def run(portal, result):
    """Test the drafts; result: see trying.Result."""
    before = list(sys.modules)
    app, state = portal.app, "failed"
    stays = False
    try:
        settings, used, roots = _drafts()
        if app:
            while not app.hold(True):
                await asyncio.sleep_ms(20)
            # The network is not left without need: the page may be looked at through it.
            stays = wifi.is_up() and used is not None and settings["wifi"] == used.get("wifi")
        if not stays:
            portal.access and portal.access.no_alias()
            await wifi.leave()
        sber = settings["sber"]
        log.hide((sber["login"], sber["password"], settings["wifi"].get("password")))
        # Another login has other devices.
        is_same = app is not None and used is not None and used["sber"]["login"] == sber["login"]
        new = None
        if not app or (result.devices or "").startswith("devices.draft"):
            new = _devices(result.devices, settings.get("home"))
        del used
        await _try(settings, roots, app, new, is_same, result)
        state = "ok"
        # After a set-up: the last page shows the address.
        stays = stays or app is None
    except LinkDown as down:
        result.code, result.detail = down.args
    except NotReady as missing:
        # As the start would say it: the check knows only what a kind may have.
        result.code, result.detail = missing.args[0], "%d: %s: %s" % missing.args[1:]
    except MemoryError:
        result.code = "no_memory"
    except (OSError, ValueError) as wrong:
        # What radio, sockets and TLS say of their own troubles.
        result.code, result.detail = "trouble", repr(wrong)
    except Exception as wrong:  # a fault of ours: the page must see an end of the test, too
        result.code, result.detail = "fault", repr(wrong)
    finally:
        try:
            if not stays:
                await wifi.leave()
        except (OSError, MemoryError) as wrong:
            # Whatever the radio says: the board goes back to work, and the page sees an end.
            log.error("portal", "fault", "", "", repr(wrong))
        for name in list(sys.modules):
            if name not in before and name.startswith("sbernode."):
                forget(name[9:])
        gc.collect()
        if app:
            app.hold(False)
        # The last of all: who sees it may begin the next test.
        result.state = state


def _drafts():
    """Return the settings, those in use or None, and the names of the roots to trust."""
    from sbernode import trust
    from sbernode.portal import drafts

    roots, size = trust.names(), drafts.root()
    if size is not None:
        roots = [name for name in roots if name != drafts.ROOT[6:]]
        if size:
            roots.insert(0, drafts.ROOT_DRAFT[6:])
    forget("portal.drafts", "store", "trust")
    return drafts.load("settings"), drafts.load("settings", False), roots


async def _try(settings, roots, app, new, is_same, result):
    from sbernode import assemble

    cloud = assemble.cloud(settings, asyncio.Event())
    forget("assemble")
    gc.collect()
    # Whose motors are waited for.
    cloud.agent.devices = app.devices if app else new
    link = result.link = cloud.link
    try:
        from sbernode import connect

        await connect.connect(cloud, roots)
        del connect
        forget("connect")
        result.root, result.address = cloud.root, wifi.address()
        link.stage = "announce"
        gc.collect()
        await _announce(cloud, _listed(cloud.agent.hub, app, new, is_same))
    finally:
        result.stage = link.stage or result.stage
        result.link = None
        link.close()


def _listed(hub, app, new, is_same):
    """Return the board and the devices to announce: who is in use stays in the cloud.

    Nothing is saved yet, and a device that is not named is removed with all its scenarios. So is
    nobody moved or called otherwise.
    """
    if not app:
        return [hub] + new.all
    used = app.devices.all
    if not is_same:
        return [hub] + (new.all if new else used)
    if not new:
        return [app.cloud.agent.hub] + used
    for device in used:
        other = new.find(device.id)
        if other:
            other.name, other.default_name = device.name, device.default_name
            other.home, other.room = device.home, device.room
    return [app.cloud.agent.hub] + new.all + [one for one in used if not new.find(one.id)]


async def _announce(cloud, listed):
    """Announce the devices, but no state: they have none yet. What the cloud orders is not heard.

    Subscribed before, so that nothing is missed that the cloud has to say.
    """
    from sbernode.sber import config, message

    login, link = cloud.agent.login, cloud.link

    def received(topic, body):
        if bytes(topic) == message.topic(login, "down/errors"):
            cloud.received(topic, body)

    link.set_callback(received)
    if not await link.ask(message.topic(login, "down/#")):
        raise LinkDown("not_authorised", "SUBACK")
    body = config.Config(listed[0], listed[1:], sbernode.VERSION)
    await link.send([message.topic(login, "up/config"), body])
    log.info("cloud", "tested")
    began = time.ticks_ms()
    while time.ticks_diff(time.ticks_ms(), began) < _ERRORS_MS:
        await link.tend()
        if cloud.agent.last_error:
            raise LinkDown("cloud_error", cloud.agent.last_error)
        await asyncio.sleep_ms(_LOOK_MS)


def _devices(path, home):
    """Return the Devices of a file, None for none; connected to nothing."""
    # Those in service can make no more (see build.trim): the new ones get classes of their own.
    working = {name: sys.modules.pop(name) for name in list(sys.modules) if _is_kind(name)}
    from sbernode import build

    try:
        made = build.build(_entries(path), lambda *asked: Blind(asked[0], asked[3]), {})
        for device in made.all:
            device.home = device.home or home
        for i, entry in enumerate(_entries(path, True)):
            for part in [entry["when"]] + entry["do"]:
                if part["function"] not in made.find(part["device"]).features:
                    raise NotReady("badrule", i + 1, part["device"], part["function"])
        return made
    finally:
        for name in list(sys.modules):
            if _is_kind(name):
                forget(name[9:])
        sys.modules.update(working)
        if "sbernode.kinds" in working:
            sbernode.kinds = working["sbernode.kinds"]
        forget("build", "entries")


def _entries(path, rules=False):
    """Yield the devices of a good file one at a time, or its rules."""
    from sbernode.entries import Splitter

    splitter = Splitter()
    if path:
        with open(path, "rb") as file:
            while True:
                block = file.read(_BLOCK)
                if not block:
                    return
                for entry in splitter.feed(block):
                    if splitter.rules == rules:
                        yield entry


def _is_kind(module):
    return module.startswith("sbernode.kinds")


def _nothing(*_):
    """Do nothing."""
    return 0
