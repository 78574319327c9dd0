"""The other side of the agent, for tests of the pure rooms: hears it, speaks to it."""

import json

from ports import Clock, make
from sbernode import build
from sbernode.agent import Agent, Hub

LOGIN = "abcdef0123456789abcd"
_ROOT = "sberdevices/v1/" + LOGIN


class Cloud:
    """An agent with devices on fake ports; `say` sends it a message, `hear` returns its own."""

    def __init__(self, *definitions, connected=True, hub=("root", "Хаб"), saved=None):
        self.clock = Clock()
        self.ports = {}
        self.saved = 0

        def open_port(port, specs, on, options):
            made = make(port, self.clock, on, options)
            for spec in specs.values():
                self.ports[spec] = made
            return made

        for entry in definitions:
            entry.setdefault("name", entry["id"])
        self.devices = build.build(definitions, open_port, saved or {})
        self.agent = Agent(LOGIN, Hub(*hub), "1.0")
        self.agent.devices, self.agent.moved = self.devices, self._moved
        if connected:
            self.agent.connected()
            self.start = self.hear()

    def _moved(self, device_id, field, text):
        self.saved += 1

    def kind(self, device_id):
        return self.devices.find(device_id)

    def pass_ms(self, ms):
        """Let time pass, the devices stepped as the loop would."""
        while ms > 0:
            part = min(ms, 10)
            self.clock.pass_ms(part)
            ms -= part
            self.devices.wake()
            self.devices.step(self.clock.now)
            self.agent.step(self.clock.now)

    def hear(self, limit=50):
        """Return [(topic tail or filter, parsed body or None)] of everything said now."""
        said = []
        while True:
            item = self.agent.next(self.clock.now)
            if item is None:
                return said
            topic, body = item
            topic = topic.decode()
            if body is not None:
                whole = b"".join(list(body)) if not isinstance(body, bytes) else body
                if len(whole) != len(body):
                    raise AssertionError("a body of %d bytes says %d" % (len(whole), len(body)))
                body = json.loads(whole)
            said.append((topic[len(_ROOT) + 1 :] if topic.startswith(_ROOT) else topic, body))
            self.agent.sent()
            if len(said) > limit:
                raise AssertionError("it never stops talking")

    def say(self, tail, body=None, retained=False):
        """Send a message of the cloud; body: object or bytes."""
        if not isinstance(body, bytes):
            body = json.dumps(body).encode()
        name = tail if tail.startswith("sberdevices") else _ROOT + "/down/" + tail
        self.agent.received(name.encode(), body, retained, self.clock.now)

    def command(self, device_id, *states):
        """Send one command; states: (function, wire value)."""
        pairs = [{"key": name, "value": wire} for name, wire in states]
        self.say("commands", {"devices": {device_id: {"states": pairs}}})

    def states(self, said, device_id):
        """Return {function: wire value} of a device in the one status message that was said."""
        if len(said) != 1 or said[0][0] != "up/status":
            raise AssertionError("not one status: %r" % said)
        return {s["key"]: s["value"] for s in said[0][1]["devices"][device_id]["states"]}
