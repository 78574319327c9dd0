"""What happens once, before the board is in service: load, check, make the devices.

Then dropped.
"""

import hashlib
import json

from micropython import const

from sbernode import NotReady, forget, hw, log, store

_FILES = ("settings.json", "devices.json")
_STATE = const("state.json")
_PLACE = ("name", "home", "room")


def check(version: str):
    """Return (settings, path of devices.json, state) once these files are good. Raises NotReady.

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
    _, settings = _file("settings.json")
    checked, _, path = (state["checked"] or "").partition(" ")
    if checked != mark or not path:
        path, devices = _file("devices.json")
        _check(settings, devices)
        state["checked"] = mark = mark + " " + path
        if store.save(_STATE, state) and (store.load(_STATE, True) or {}).get("checked") == mark:
            log.info("app", "good")
            hw.restart()
    return settings, path, state


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
        path, doc = store.find(name)
    except ValueError:
        raise NotReady("nojson", name)
    if doc is None:
        raise NotReady("nofile", name)
    return path, doc


def _refuse(name, problems):
    for device, field, rule, detail in problems:
        # What stands in settings.json may be a password in the wrong place.
        detail = json.dumps(detail) if name == "devices.json" else "-"
        log.error("app", "problem", name, device, field, rule, detail)
    if problems:
        raise NotReady("badfile", name)


def make(settings, path, state, urgent):
    """Return the Devices; forget what it took to make them. Raises NotReady."""
    # The longest block first, while there is one.
    from sbernode import build
    from sbernode.hw.ports import Ports
    from sbernode.sber import catalog, value  # noqa: F401

    ports = Ports(urgent, state["outs"])
    try:
        devices = build.build({"devices": Entries(path)}, ports.open, state["devices"])
    except build.BadPort as bad:
        raise NotReady("badport", *bad.args)
    devices.outs = ports.outs
    for device in devices.all:
        device.home = device.home or settings.get("home")
        for name in device.kind.features():
            value.facts(name)
    forget("build", "sber.catalog", "hw.ports")
    return devices


class Entries:
    """The devices of a good devices.json, read one at a time: the whole would fill the heap."""

    def __init__(self, path: str):
        self._path = path

    def __iter__(self):
        depth, quoted, escaped = 0, False, False
        text = bytearray()
        for byte in self._bytes():
            if quoted:
                quoted = escaped or byte != 0x22
                escaped = not escaped and byte == 0x5C
            elif byte == 0x22:
                quoted = True
            elif byte == 0x7B:
                depth += 1
            elif byte == 0x7D:
                depth -= 1
            # The file is an object, its objects are the devices.
            if depth > 1 or text:
                text.append(byte)
                if depth == 1:
                    yield json.loads(text)
                    text = bytearray()

    def _bytes(self):
        with open(self._path, "rb") as file:
            while True:
                block = file.read(128)
                if not block:
                    return
                yield from block
