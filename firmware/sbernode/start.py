"""What happens once, before the board is in service: load, check, make the devices.

Then dropped.
"""

import gc
import hashlib
import json

from micropython import const

from sbernode import hw, log, store
from sbernode.devices import Device
from sbernode.lazy import forget
from sbernode.store import NotReady

_FILES = ("settings.json", "devices.json")
_STATE = const("state.json")
_PLACE = ("name", "home", "room")


def start(version: str, urgent):
    """Return (settings, Devices, state) of this board. Raises NotReady.

    What was checked once is not checked again: the checks take memory that the board has not to
    spare in service. After a check the program starts anew, before any pin is touched.
    """
    try:
        state = store.load(_STATE, True)
    except ValueError:
        log.warn("app", "damaged")
        state = None
    state = _sound(state)
    mark = _mark(version)
    settings, devices = [_file(name) for name in _FILES]
    if state.get("checked") != mark:
        _check(settings, devices)
        state["checked"] = mark
        if store.save(_STATE, state) and (store.load(_STATE, True) or {}).get("checked") == mark:
            log.info("app", "good")
            hw.restart()
    devices = _make(devices, state, urgent)
    # The home of all that name none stands on the class: no device pays for it.
    Device.home = settings.get("home")
    return settings, devices, state


def _sound(state):
    """Return the state with nothing in it that is not as App saves it."""
    state = state if isinstance(state, dict) else {}
    for name, kind in (("devices", dict), ("places", dict), ("outs", list)):
        if not isinstance(state.get(name), kind):
            state[name] = kind()
    for name in ("root", "checked"):
        if not isinstance(state.get(name), str):
            state[name] = None
    for device_id, fields in list(state["places"].items()):
        if not isinstance(fields, dict) or not all(
            [f in _PLACE and isinstance(text, str) for f, text in fields.items()]
        ):
            del state["places"][device_id]
    return state


def _mark(version):
    """Return what tells this program and these files from all others."""
    digest = hashlib.sha256(version.encode())
    for name in _FILES:
        for ending in ("", ".new", ".old"):
            try:
                with open(name + ending, "rb") as file:
                    digest.update(file.read())
                break
            except OSError:
                pass
    return "".join(["%02x" % byte for byte in digest.digest()[:8]])


def _check(settings, devices):
    from sbernode import definitions, pins
    from sbernode import settings as rules

    _refuse("settings.json", rules.check(settings))
    _refuse("devices.json", definitions.errors(definitions.check(devices, pins.facts(hw.name()))))


def _file(name):
    try:
        doc = store.load(name)
    except ValueError:
        raise NotReady("nojson", name)
    if doc is None:
        raise NotReady("nofile", name)
    return doc


def _refuse(name, problems):
    for device, field, rule, detail in problems:
        # What stands in settings.json may be a password in the wrong place.
        detail = json.dumps(detail) if name == "devices.json" else "-"
        log.error("app", "problem", name, device, field, rule, detail)
    if problems:
        raise NotReady("badfile", name)


def _make(definitions, state, urgent):
    """Return the Devices; forget what it took to make them."""
    from sbernode import build
    from sbernode.hw.ports import Ports

    ports = Ports(urgent, state.get("outs", ()))
    try:
        devices = build.build(definitions, ports.open, state.get("devices", {}))
    except build.BadPort as bad:
        raise NotReady("badport", *bad.args)
    devices.outs = ports.outs
    build.trim(devices.all)
    ports.close()
    del build, Ports, ports
    forget("build", "kinds.table", "hw.ports")
    gc.collect()
    _learn(devices)
    return devices


def _learn(devices):
    """Look up the functions in use; then the catalogue goes."""
    from sbernode.sber import catalog, value  # noqa: F401

    for device in devices.all:
        for name in device.features:
            value.facts(name)
    forget("sber.catalog")
