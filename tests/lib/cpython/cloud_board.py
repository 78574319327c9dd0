"""A board's side of the wire for tests of the local cloud: aiomqtt, nothing of the firmware."""

import asyncio
import json
import ssl

import aiomqtt


class FakeBoard:
    """Publishes what it is told and keeps what arrives; an async context manager."""

    def __init__(self, cloud, login=None, password=None, ca=None):
        self.root = f"sberdevices/v1/{cloud.login}"
        self.client = aiomqtt.Client(
            cloud.host,
            cloud.port,
            username=login or cloud.login,
            password=password or cloud.password,
            tls_context=ssl.create_default_context(cafile=ca or cloud.ca_pem),
        )
        self.heard = []  # (topic tail, body bytes, retain flag)
        self._news = asyncio.Event()

    async def __aenter__(self):
        await self.client.__aenter__()
        self._reader = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *error):
        self._reader.cancel()
        await asyncio.gather(self._reader, return_exceptions=True)
        await self.client.__aexit__(*error)

    async def _read(self):
        async for message in self.client.messages:
            tail = str(message.topic).removeprefix(self.root + "/")
            self.heard.append((tail, bytes(message.payload), message.retain))
            self._news.set()

    async def listen(self):
        """Subscribe as a board does."""
        await self.client.subscribe(f"{self.root}/down/#")
        await self.client.subscribe("sberdevices/v1/__config")

    async def say(self, tail, body):
        """Publish bytes, or anything as JSON."""
        if not isinstance(body, bytes):
            body = json.dumps(body, ensure_ascii=False).encode()
        await self.client.publish(f"{self.root}/{tail}", body)

    async def hear(self, tail, count=1):
        """Wait for the `count`-th message of a topic and return its body. Raises TimeoutError."""
        async with asyncio.timeout(5):
            while True:
                bodies = [body for topic, body, _retain in self.heard if topic == tail]
                if len(bodies) >= count:
                    return bodies[count - 1]
                self._news.clear()
                await self._news.wait()


def device(name, category, features, **more):
    """Return a device as a board would announce it; `model` in `more` is merged into the model."""
    model = {
        "id": f"test-{name}",
        "manufacturer": "Acme",
        "model": "T1",
        "category": category,
        "features": ["online", *features],
    }
    model |= more.pop("model", {})
    return {"id": name, "name": name, "default_name": name, "model": model} | more


HUB = device("root", "hub", [])


def states(**values):
    """Return wire states; the Python type chooses the wire type (dict: COLOUR, str: ENUM)."""
    kinds = {bool: "BOOL", int: "INTEGER", float: "FLOAT", str: "ENUM", dict: "COLOUR"}
    result = []
    for key, value in values.items():
        kind = kinds[type(value)]
        raw = str(value) if kind == "INTEGER" else value
        result.append({"key": key, "value": {"type": kind, f"{kind.lower()}_value": raw}})
    return {"states": states_sorted(result)}


def states_sorted(result):
    """Put `online` first, as boards do; the order of the others stays."""
    return sorted(result, key=lambda state: state["key"] != "online")
