"""Put the drafts in use, drop them, start anew, forget. Loaded on request."""

import os

from micropython import const

from sbernode import forget, store, wifi
from sbernode.portal import checks, drafts, unit
from sbernode.portal.answer import json
from sbernode.portal.request import Refused

_DONE_MS = const(60000)
_SOON_MS = const(1000)


async def post_save(portal, request):
    """Put the drafts in use; the board starts anew when the phone has read the last page."""
    asked = request.doc
    portal.not_testing()
    source, settings = drafts.find("settings")
    if settings is None or checks.stops(checks.check(settings)):
        raise Refused(409, "problems", "settings")
    used = drafts.load("settings", False)
    stays = used and used.get("wifi") == settings["wifi"]
    del settings, used
    path, problems = await drafts.good_devices()
    if problems is None:
        devices = {"version": 1, "devices": []}
        if not store.save("devices.json", devices):
            raise Refused(507, "full")
    elif checks.stops(problems):
        raise Refused(409, "problems", "devices")
    tested = portal.trial
    if tested is not None and tested.state != "ok":
        tested = None
    if tested is None and asked.get("anyway") is not True:
        raise Refused(409, "untested")
    if not commit((source, path)):
        raise Refused(507, "full")
    if tested and tested.root:
        _keep_root(drafts.ROOT[6:] if tested.root == drafts.ROOT_DRAFT[6:] else tested.root)
    unit.was_set_up()
    portal.finish(_DONE_MS)
    address = None
    if tested:
        # Of the network that was tested, which may be another one than the present.
        address = tested.address
    elif stays and wifi.is_up():
        address = wifi.address()
    forget("wifi")
    portal.farewell = {"address": address, "local": unit.name().lower() + ".local"}
    return json(portal.farewell)


async def post_discard(portal, request):
    """Drop the drafts."""
    portal.not_testing()
    drafts.discard()
    portal.trial = None


async def get_done(portal, request):
    """Take note that the last page has been read."""
    if not portal.is_finishing():
        raise Refused(409, "not_done")
    portal.finish(_SOON_MS)
    return json({})


async def post_restart(portal, request):
    """Start the program anew; outputs keep their levels."""
    portal.finish(_SOON_MS)


async def post_forget(portal, request):
    """Forget the Wi-Fi; all else stays. The board goes back to set-up."""
    settings = drafts.load("settings", False)
    if settings is None:
        raise Refused(409, "no_settings")
    settings.pop("wifi", None)
    if not store.save("settings.json", settings):
        raise Refused(507, "full")
    store.remove_copies("settings.json")
    store.remove(drafts.draft("settings"))
    portal.finish(_SOON_MS)


async def post_reset(portal, request):
    """Forget everything but what belongs to the unit."""
    portal.erase()
    portal.finish(_SOON_MS)


def commit(sources) -> bool:
    """Put the drafts in use; False: the file system would not have it.

    sources: the paths of what was checked, in the order of drafts.NAMES. Files are only renamed:
    that needs no room, and whenever it is cut, each is still a draft, or in use.
    """
    try:
        size = drafts.root()
        if size:
            os.rename(drafts.ROOT_DRAFT, drafts.ROOT)
        elif size is not None:
            store.remove(drafts.ROOT)
        for name, source in zip(drafts.NAMES, sources):
            draft, target = drafts.draft(name), name + ".json"
            if not source or not source.startswith(draft):
                continue
            # No copy may be left that would be taken for a draft when this one is in use.
            if source != draft:
                os.rename(source, draft)
            store.remove_copies(draft)
            store.settle(target)
            store.replace(target, draft)
    except OSError:
        return False
    # What is left of them: a root to be removed, files that nobody can read.
    drafts.discard()
    return True


def _keep_root(name):
    """Spare the first connection the search for the root that verifies."""
    try:
        state = store.load("state.json", True)
    except ValueError:
        return  # start says what to do about it
    state = state if isinstance(state, dict) else {"version": 1}
    state["root"] = name
    store.save("state.json", state)
