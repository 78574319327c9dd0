"""Bodies of the messages, but for the config: reading what the cloud sends, writing statuses.
Pure.

Reading trusts nothing: what is not as documented is left out, and the caller is told.
Shapes: developers.sber.ru/docs/ru/smarthome/reference/mqtt-u-status, mqtt-d-commands,
mqtt-d-status-request.
"""

import json

from sbernode.sber.value import encode


class BadBody(Exception):
    """A body that is not what its topic promises; args: what is wrong."""


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


def field(doc, name: str, longest: int):
    """Return a text field of change_group or rename, None if missing. Raises BadBody."""
    text = doc.get(name)
    if text is None:
        return None
    if not isinstance(text, str) or not text.strip() or len(text) > longest:
        raise BadBody(name + " is not a text of 1.." + str(longest))
    return text


def status(device_id: str, states) -> bytes:
    """Return the part of up/status for one device; states: pairs of (function, value)."""
    parts = ['{"key":"%s","value":%s}' % (name, encode(value)) for name, value in states]
    return ('"%s":{"states":[%s]}' % (device_id, ",".join(parts))).encode()


class Status:
    """A body of up/status: parts of whole devices, never joined to one long block."""

    def __init__(self):
        self._parts = []

    def add(self, part: bytes):
        """Add what status() gave for a device."""
        self._parts.append(b"," if self._parts else b'{"devices":{')
        self._parts.append(part)

    def __len__(self):
        return sum([len(part) for part in self]) if self._parts else 0

    def __iter__(self):
        yield from self._parts
        yield b"}}"
