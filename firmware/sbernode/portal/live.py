"""What goes on in service: states, switches, the config as sent, the log. Loaded on request."""

import asyncio
import gc
import json as writer
import time

from sbernode import VERSION, forget, log, since, wifi
from sbernode.portal import unit
from sbernode.portal.answer import json
from sbernode.portal.request import Refused
from sbernode.sber import value

# The field of a wire value, by the letter of its type in the catalogue.
_FIELDS = {
    "B": "bool_value",
    "I": "integer_value",
    "F": "float_value",
    "E": "enum_value",
    "C": "colour_value",
}


class Parts:
    """A body in parts that are kept, so that its length is right whatever changes meanwhile."""

    def __init__(self):
        self._parts = []

    def add(self, text: str):
        """Add a part."""
        self._parts.append(text.encode())

    def __len__(self):
        return sum([len(part) for part in self._parts])

    def __iter__(self):
        return iter(self._parts)


async def get_state(portal, request):
    """Return the board's own state and that of each device."""
    app = _app(portal)
    agent, now = app.cloud.agent, time.ticks_ms()
    trouble, detail = portal.trouble()
    asked = agent.asked_at
    head = {
        "uptime": portal.uptime(),
        "heap": gc.mem_free(),
        "trouble": trouble,
        "detail": detail,
        "last_error": agent.last_error,
        "asked": since(now, asked) // 1000 if asked is not None else None,
        "second_board": agent.second_board,
        "rssi": wifi.rssi(),
    }
    forget("wifi")
    body = Parts()
    body.add(writer.dumps(head)[:-1])
    body.add(', "devices": [')
    comma = ""
    for device in app.devices.all:
        body.add(comma + _device(device))
        comma = ","
        await asyncio.sleep_ms(0)
    body.add("]}")
    return 200, "application/json", body


async def post_set(portal, request):
    """Switch something: checked and clamped like a command, told to the cloud as a change here."""
    asked = request.doc
    app = _app(portal)
    device = app.devices.find(asked.get("id"))
    name = asked.get("key")
    if device is None or not isinstance(name, str) or name not in device.features:
        raise Refused(404, "no_device")
    fact = value.facts(name)
    if fact is None or asked.get("value") is None:
        raise Refused(400, "bad_value")
    wire = {_FIELDS[fact[0]]: asked["value"]}
    for _, found in app.cloud.agent.checked(device, [(name, wire)]):
        if device.apply(name, found, time.ticks_ms()):
            device.dirty = True
            if app.devices.rules:
                app.devices.rules.touched(device, name)
            app.touched()
            return json({})
    raise Refused(400, "bad_value")


async def get_config(portal, request):
    """Return the config exactly as the cloud gets it."""
    from sbernode.sber.config import Config

    agent = _app(portal).cloud.agent
    body = Config(agent.hub, agent.devices.all, VERSION)
    forget("sber.config")
    return 200, "application/json", body


async def get_log(portal, request):
    """Return the recent lines; secrets were masked when they were written."""
    own = unit.load()["password"]
    body = Parts()
    begin = '{"lines": ['
    for level, area, code, args in list(log.lines()):
        text = log.words(code, args).replace(own, "***")
        body.add(begin + writer.dumps((level, area, text)))
        begin = ","
        await asyncio.sleep_ms(0)
    body.add("]}" if begin == "," else '{"lines": []}')
    return 200, "application/json", body


def _app(portal):
    if portal.app is None:
        raise Refused(409, "not_in_service")
    return portal.app


def _device(device):
    states = {name: content for name, content in device.states() if name != "online"}
    takes = [name for name in device.features if value.facts(name)]
    shown = {
        "id": device.id,
        "kind": device.category,
        "name": device.name,
        "room": device.room,
        "online": device.online,
        "states": states,
        "takes": takes,
    }
    return writer.dumps(shown)
