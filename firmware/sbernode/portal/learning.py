"""Teach a device the codes of its remote control, try them, forget them. Loaded on request.

What was heard last stays in portal.known["code"]: (state, code), state being one of idle,
listening, learned, silent (nobody pressed a key), lost (not seen whole), noise, full.
"""

from micropython import const

from sbernode import forget
from sbernode.infrared import codes
from sbernode.portal.answer import json
from sbernode.portal.board import able
from sbernode.portal.request import Refused

_WAIT_MS = const(20000)
_LONGEST = const(64)


async def get_codes(portal, request):
    """Return what was heard, and the keys that a device (?id=) has codes for."""
    state, code = portal.known.get("code", ("idle", ""))
    keys = codes.Codes(request.query.get("id", "")).keys()
    return json({"state": state, "code": code, "keys": keys})


async def post_learn(portal, request):
    """Listen to a receiver, and keep what it hears as the code of a key."""
    device_id, key = _key(request.doc)
    gpio = request.doc.get("gpio")
    if "i" not in able(portal, gpio):
        raise Refused(400, "no_input", gpio)
    if portal.taken() >> gpio & 1:
        raise Refused(409, "pin_taken", gpio)
    if not portal.start(_learn(portal, gpio, device_id, key), "learn"):
        raise Refused(409, "busy")
    portal.known["code"] = "listening", ""
    return json({}, 202)


async def post_press(portal, request):
    """Send a code."""
    device_id, key = _key(request.doc)
    remote = _remote(portal, device_id)
    if remote is None:
        raise Refused(409, "not_in_service")
    # It may have been learned since the start.
    remote.keys()
    if not remote.send(key):
        raise Refused(404, "no_device")
    return json({}, 202)


async def post_unlearn(portal, request):
    """Forget a code."""
    if portal.is_at_work("learn"):
        raise Refused(409, "busy")
    await _keep(*_key(request.doc))
    return json({})


def _key(asked):
    """Return (device, key), both fit for a line of the file. Raises Refused."""
    found = asked.get("id"), asked.get("key")
    for text in found:
        if not isinstance(text, str) or text.split() != [text] or len(text.encode()) > _LONGEST:
            raise Refused(400, "bad_request")
    return found


def _remote(portal, device_id):
    device = portal.app and portal.app.devices.find(device_id)
    # Where it has extras, its remote control is at the device inside.
    return getattr((device and device.inner) or device, "ir", None)


async def _learn(portal, gpio, device_id, key):
    from sbernode.hw.receiver import listen

    state, code = "lost", ""
    try:
        pulses = await listen(portal.known, gpio, _WAIT_MS)
        forget("hw.receiver")
        if pulses is not None:
            state = "noise" if pulses else "silent"
            if pulses:
                found = _named(pulses)
                code = " ".join(found)
                await _keep(device_id, key, found)
                state = "learned"
    except ValueError:
        pass  # noise, as the state says
    except Refused:
        state = "full"
    finally:
        portal.known["code"] = state, code[:_LONGEST]


def _named(pulses):
    from sbernode.infrared import learned

    forget("infrared.learned")
    return learned.code(pulses)


async def _keep(device_id, key, code=None):
    try:
        await codes.change(device_id, key, code)
    except OSError:
        raise Refused(507, "full")
