"""A place for a board to live in: a broker of one kind, the local cloud on it, a flash folder."""

import asyncio
import contextlib
import json
import ssl

import aiomqtt

from host_tools.cloud.service import Cloud
from net_faulty import Proxy
from net_home import LOGIN, PASSWORD, furnish


class Place:
    """A broker of one kind, the cloud on it, a way to it that can be closed, a board's flash."""

    def __init__(self, tmp_path, mosquitto):
        self._folder = tmp_path / "cloud"
        self._mosquitto = mosquitto
        self.flash = tmp_path / "flash"
        self.way = Proxy(0)
        self.told: list[tuple[str, str]] = []

    async def __aenter__(self) -> "Place":
        self._stack = contextlib.AsyncExitStack()
        await self._stack.enter_async_context(self.way)
        await self.open()
        der = self.cloud.ca_der().read_bytes()
        furnish(self.flash, self.way.port, {"own": der})
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.close()
        await self._stack.aclose()

    async def open(self) -> None:
        """Start broker and cloud, then let the board to them."""
        if self._mosquitto:
            address = f"{self._mosquitto.host}:{self._mosquitto.port}"
            where = {"broker": address, "ca": self._mosquitto.ca_pem}
        else:
            where = {}
        self.cloud = Cloud(self._folder, 0, LOGIN, PASSWORD, **where)
        self._overhear(self.cloud)
        await self.cloud.__aenter__()
        self.way.target = self.cloud.port

    async def close(self) -> None:
        """End the cloud, and the broker if it is its own."""
        await self.cloud.__aexit__(None, None, None)

    async def restart(self) -> None:
        """Stop the broker and start it again; its port refuses meanwhile."""
        await self.way.refuse()
        await self.close()
        if self._mosquitto:
            await asyncio.to_thread(self._mosquitto.stop)
            await asyncio.to_thread(self._mosquitto.start)
        await self.open()
        await self.way.open()

    def _overhear(self, cloud: Cloud) -> None:
        """Keep what the embedded broker tells; its messages come a little later than its notes."""
        receive, note = cloud.connection.on_message, cloud.connection.on_note

        def on_message(topic, body):
            self.told.append(("publish", topic))
            receive(topic, body)

        def on_note(what, **details):
            if what == "subscribed":
                self.told.append(("subscribe", details["topic"]))
            note(what, **details)

        cloud.connection.on_message, cloud.connection.on_note = on_message, on_note

    @property
    def sees_order(self) -> bool:
        """Return whether `order` has publishing and subscribing in the order of the wire."""
        return self._mosquitto is not None

    def order(self) -> list[tuple[str, str]]:
        """Return what the board did: (publish or subscribe, topic), each kind in its order."""
        if not self._mosquitto:
            return self.told
        return _of_mosquitto(self._mosquitto.log())

    def client(self) -> aiomqtt.Client:
        """Return a client that may publish anything."""
        login, password = LOGIN, PASSWORD
        if not self._mosquitto:
            account = self.cloud.connection._account
            login, password = account.own_login, account.own_password
        return aiomqtt.Client(
            "127.0.0.1",
            self.cloud.port,
            username=login,
            password=password,
            tls_context=ssl.create_default_context(cafile=self.cloud.ca_pem),
        )

    def bodies(self, tail: str, since: int = 0) -> list[dict]:
        """Return the bodies of messages that the cloud has recorded, from number `since` on."""
        rows = [row for row in self.cloud.log if row["tail"] == tail and row["n"] > since]
        return [json.loads(row["body"]) for row in rows]

    def mark(self) -> int:
        """Return the number of the last message, for `bodies`."""
        return self.cloud.log[-1]["n"] if self.cloud.log else 0

    async def body(self, tail: str, since: int = 0) -> dict:
        """Wait for the first message of a topic after number `since` and return its body."""
        return (await self.cloud.wait_for(lambda: self.bodies(tail, since), 10))[0]

    def told_of(self, since: int = 0) -> set[str]:
        """Return the ids in the statuses after number `since`."""
        return {name for body in self.bodies("up/status", since) for name in body["devices"]}

    async def state(self, device: str, since: int, **wanted: object) -> None:
        """Wait until a status after number `since` tells these values of a device."""

        def told():
            for body in self.bodies("up/status", since):
                shown = values(body["devices"].get(device, {"states": []}))
                if wanted.items() <= shown.items():
                    return True
            return False

        await self.cloud.wait_for(told, 10)


def _of_mosquitto(log: str) -> list[tuple[str, str]]:
    """Read mosquitto's log: "Received PUBLISH from sbernode-... ('topic', ...". SUBSCRIBE's topic
    is on the next line."""
    seen = []
    lines = log.splitlines()
    for number, line in enumerate(lines):
        if "Received PUBLISH from sbernode-" in line:
            seen.append(("publish", line.split("'")[1]))
        elif "Received SUBSCRIBE from sbernode-" in line:
            seen.append(("subscribe", lines[number + 1].split()[1]))
    return seen


def values(device: dict) -> dict[str, object]:
    """Return function -> value of the states of a device."""
    shown = {}
    for state in device["states"]:
        value = state["value"]
        shown[state["key"]] = value[f"{value['type'].lower()}_value"]
    return shown
