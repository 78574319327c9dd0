"""Put the drafts in use, drop them, start anew, forget. Loaded on request."""

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
    settings = drafts.load("settings")
    if settings is None or checks.stops(checks.check(settings)):
        raise Refused(409, "problems", "settings")
    del settings
    _, problems = await drafts.good_devices()
    if problems is None:
        devices = {"version": 1, "devices": []}
        if not store.save("devices.json", devices):
            raise Refused(507, "full")
    elif checks.stops(problems):
        raise Refused(409, "problems", "devices")
    tested = portal.trial
    if (tested is None or tested.state != "ok") and asked.get("anyway") is not True:
        raise Refused(409, "untested")
    if not commit():
        raise Refused(507, "full")
    if tested is not None and tested.state == "ok" and tested.root:
        _keep_root(tested.root)
    unit.was_set_up()
    portal.finish(_DONE_MS)
    address = wifi.address() if wifi.is_up() else None
    forget("wifi")
    return json({"address": address, "local": unit.name().lower() + ".local"})


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


def commit() -> bool:
    """Put the drafts in use, one after the other; False: the file system would not have it."""
    for name in drafts.NAMES:
        source = drafts.draft(name)
        if not store.exists(source):
            continue
        target = name + ".json"
        try:
            _copy(source, target + ".new")
            store.replace(target)
        except OSError:
            return False
        store.remove(source)
    return True


def _copy(source, target):
    buffer = bytearray(256)
    with open(source, "rb") as old, open(target, "wb") as new:
        while True:
            size = old.readinto(buffer)
            if not size:
                return
            new.write(memoryview(buffer)[:size])


def _keep_root(name):
    """Spare the first connection the search for the root that verifies."""
    try:
        state = store.load("state.json", True)
    except ValueError:
        return  # start says what to do about it
    state = state if isinstance(state, dict) else {"version": 1}
    state["root"] = name
    store.save("state.json", state)
