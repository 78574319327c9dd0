"""The body of up/config, one device at a time: memory does not grow with their number. Pure.

Loaded when a config is to be sent, then dropped. The message is the complete list of devices; one
that is missing is removed by the cloud. Shape: developers.sber.ru/docs/ru/smarthome/reference/
mqtt-u-config and c2c/device.

The cloud remembers a model by its id for ever and mixes the functions of all devices that share
it, so the id is made of the category and a hash of the functions and their narrowed values: equal
for equal devices, another one as soon as anything differs.
"""

import hashlib
import json

from micropython import const

_MAKER = const("sbernode")


def device(entry, category: str, features, allowed, version: str):
    """Yield the text of one device in small parts.

    entry has id, name, default_name, home and room, None where not known.
    """
    yield '{"id":"%s","name":%s,' % (entry.id, json.dumps(entry.name))
    yield '"default_name":%s,' % json.dumps(entry.default_name)
    if entry.home:
        yield '"home":%s,' % json.dumps(entry.home)
    if entry.room:
        yield '"room":%s,' % json.dumps(entry.room)
    yield '"hw_version":"1","sw_version":"%s","model":' % version
    yield from _model(category, features, allowed, version)
    yield "}"


def narrowing(allowed):
    """Yield the JSON text of allowed_values in small parts.

    allowed: {function: (low, high, step) or texts}, or None.
    """
    lead = "{"
    for name in sorted(allowed or ()):
        values = allowed[name]
        if isinstance(values[0], str):
            yield '%s"%s":{"type":"ENUM","enum_values":{"values":[' % (lead, name)
            yield ",".join(['"%s"' % text for text in values]) + "]}}"
        else:
            yield '%s"%s":{"type":"INTEGER","integer_values":' % (lead, name)
            yield '{"min":"%d","max":"%d","step":"%d"}}' % values
        lead = ","
    yield "}" if lead == "," else "{}"


def model_id(category: str, features, allowed) -> str:
    """Return "sbernode-<category>-<8 hex digits>", the same after every restart."""
    digest = hashlib.sha256((category + "|" + ",".join(sorted(features)) + "|").encode())
    for part in narrowing(allowed):
        digest.update(part.encode())
    text = "".join(["%02x" % byte for byte in digest.digest()[:4]])
    return _MAKER + "-" + category + "-" + text


def _model(category: str, features, allowed, version: str):
    """Yield the text of a model in small parts; features without "online", which every one has."""
    yield '{"id":"%s",' % model_id(category, features, allowed)
    yield '"manufacturer":"' + _MAKER + '","model":"%s","hw_version":"1",' % category
    yield '"sw_version":"%s","category":"%s","features":["online"' % (version, category)
    for name in features:
        yield ',"%s"' % name
    yield "]"
    if allowed:
        yield ',"allowed_values":'
        yield from narrowing(allowed)
    yield "}"


class Config:
    """A body that has a length and yields its parts as bytes, made anew at each pass.

    What it is made of must not change between the pass that counts and the pass that is sent; the
    sender checks.
    """

    def __init__(self, hub, devices, version: str):
        self._hub, self._devices, self._version = hub, devices, version
        size = 0
        for part in self:
            size += len(part)
        self._size = size

    def __len__(self):
        return self._size

    def __iter__(self):
        yield b'{"devices":['
        for part in device(self._hub, "hub", (), None, self._version):
            yield part.encode()
        for entry in self._devices:
            yield b","
            features, allowed = entry.features, entry.allowed
            for part in device(entry, entry.category, features, allowed, self._version):
                yield part.encode()
        yield b"]}"
