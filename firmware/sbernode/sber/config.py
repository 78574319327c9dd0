"""The body of up/config, one device at a time: memory does not grow with their number. Pure.

Loaded when a config is to be sent, then dropped. The message is the complete list of devices; one
that is missing is removed by the cloud. Shape: developers.sber.ru/docs/ru/smarthome/reference/
mqtt-u-config and c2c/device.
"""

import json

from sbernode.sber import model


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
    yield from model.model(category, features, allowed, version)
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
