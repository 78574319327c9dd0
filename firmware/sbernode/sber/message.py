"""Messages but for the config: their topics, what the cloud sends, writing statuses. Pure.

The login is a part of every topic, so a topic is a secret in logs.
Reading trusts nothing: what is not as documented is left out, and the caller is told.
Shapes: developers.sber.ru/docs/ru/smarthome/reference/mqtt-u-status, mqtt-d-commands,
mqtt-d-status-request.
"""

import json

from micropython import const

from sbernode.sber.value import encode

_ROOT = const("sberdevices/v1/")
# Retained by the cloud, the same for every login.
COMMON_CONFIG = _ROOT + "__config"


class BadBody(Exception):
    """A body that is not what its topic promises; args: what is wrong."""


def topic(login: str, tail: str) -> bytes:
    """Return a topic of this login: "up/config", "up/status", "down/#" for all the cloud says."""
    return (_ROOT + login + "/" + tail).encode()


def tail(login: str, name: bytes) -> str:
    """Return what a topic is about: "commands", "__config" ...; "" if not for this login."""
    try:
        name = name.decode()
    except UnicodeError:
        return ""
    if name == COMMON_CONFIG:
        return "__config"
    start = _ROOT + login + "/down/"
    return name[len(start) :] if name.startswith(start) else ""


def load(body):
    """Return the object in a body (bytes-like JSON); an empty body is {}. Raises BadBody."""
    if not len(body):
        return {}
    try:
        doc = json.loads(body)
    except (ValueError, MemoryError, RuntimeError):
        # RuntimeError and RecursionError: nested deeper than the interpreter's stack.
        raise BadBody("not JSON")
    if not isinstance(doc, dict):
        raise BadBody("not an object")
    return doc


def commands(doc):
    """Yield (device id, states) of down/commands; states: list of (function, wire value).

    A device without a usable list of states is yielded with an empty list: it still is answered.
    """
    devices = doc.get("devices")
    if not isinstance(devices, dict):
        raise BadBody("devices is not a dictionary")
    for device_id, content in devices.items():
        if not isinstance(device_id, str):
            continue  # MicroPython's json takes other keys as well
        states = content.get("states") if isinstance(content, dict) else None
        pairs = []
        for state in states if isinstance(states, list) else ():
            if isinstance(state, dict) and isinstance(state.get("key"), str):
                pairs.append((state["key"], state.get("value")))
        yield device_id, pairs


def requested(doc):
    """Return the ids of down/status_request, None meaning all devices ([], [""] or no list)."""
    ids = doc.get("devices")
    if not isinstance(ids, list):
        return None
    ids = [item for item in ids if isinstance(item, str) and item]
    return ids or None


class Status:
    """A body of up/status: whole devices in small parts, never joined to one long block."""

    def __init__(self):
        self._parts = []
        self._size = 0

    def add(self, device_id: str, states):
        """Add a device; states: pairs of (function, value), at least one."""
        lead = ("]}," if self._parts else '{"devices":{') + '"%s":{"states":[' % device_id
        for name, value in states:
            part = ('%s{"key":"%s","value":%s}' % (lead, name, encode(value))).encode()
            self._parts.append(part)
            self._size += len(part)
            lead = ","

    def __len__(self):
        return self._size + 4 if self._parts else 0

    def __iter__(self):
        yield from self._parts
        yield b"]}}}"
