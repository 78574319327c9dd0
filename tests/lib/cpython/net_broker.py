"""A scripted MQTT 3.1.1 broker over TLS: it sees all that a board says, in its order.

It exists for what no real broker does at will: refusing codes, silence at a chosen moment, a
message of a megabyte, half a message. Packets: MQTT 3.1.1 (OASIS), sections 3.1 to 3.13.
"""

import asyncio
import json
import ssl
from dataclasses import dataclass, field

_CONNECT, _PUBLISH, _SUBSCRIBE, _PINGREQ = 0x10, 0x30, 0x80, 0xC0


@dataclass
class Script:
    """What one connection meets. connack, granted: the code, None: no answer ever.

    after_connack: True: the connection is closed right after CONNACK.
    """

    connack: int | None = 0
    after_connack: bool = False
    granted: int | None = 0


@dataclass
class Session:
    """One connection whose handshake was completed. said: (kind, topic, body) in order.

    raw: every byte of the board after decryption.
    """

    said: list[tuple[str, str, object]] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    pings: int = 0
    writer: asyncio.StreamWriter | None = None

    def topics(self) -> list[str]:
        """Return what was said as texts like "publish up/status", the login left out."""
        return [f"{kind} {topic}".strip() for kind, topic, _ in self.said]

    async def publish(self, topic: str, body: bytes, *, retain: bool = False) -> None:
        """Send a message to the board."""
        self.writer.write(message(topic, body, retain=retain))
        await self.writer.drain()


class Broker:
    """An async context manager; `sessions`: all so far. `scripts` are used one each, then none."""

    def __init__(self, authority, leaf=None, scripts: tuple[Script, ...] = ()):
        from cryptography import x509
        from cryptography.hazmat.primitives.serialization import Encoding

        self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        (leaf or authority.issue_cert("localhost")).configure_cert(self._context)
        pem = x509.load_pem_x509_certificate(authority.cert_pem.bytes())
        self.ca_der = pem.public_bytes(Encoding.DER)
        self.scripts = list(scripts)
        self.sessions: list[Session] = []
        self.port = 0
        self._tasks: set[asyncio.Task] = set()
        self._news = asyncio.Event()

    async def __aenter__(self) -> "Broker":
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", self.port, ssl=self._context
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._server.close()
        for task in (tasks := list(self._tasks)):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def until(self, claim, timeout_s: float = 20):
        """Wait until claim() is true and return what it returned. Raises TimeoutError."""
        async with asyncio.timeout(timeout_s):
            while not (result := claim()):
                self._news.clear()
                await self._news.wait()
            return result

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._tasks.add(task)
        session = Session(writer=writer)
        self.sessions.append(session)
        script = self.scripts.pop(0) if self.scripts else Script()
        try:
            while packet := await _packet(reader, session.raw):
                self._answer(session, script, *packet)
                self._news.set()
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the board, or the test, has ended it
        finally:
            self._tasks.discard(task)
            writer.close()

    def _answer(self, session: Session, script: Script, head: int, body: bytes) -> None:
        kind, send = head & 0xF0, session.writer.write
        if kind == _CONNECT:
            session.said.append(("connect", "", _connect(body)))
            if script.connack is not None:
                send(bytes([0x20, 2, 0, script.connack]))
            if script.after_connack or script.connack:
                session.writer.close()
        elif kind == _PUBLISH:
            topic, rest = _text(body)
            session.said.append(("publish", _tail(topic), json.loads(rest)))
        elif kind == _SUBSCRIBE:
            topic, _ = _text(body[2:])
            session.said.append(("subscribe", _tail(topic), body[-1]))
            if script.granted is not None:
                send(bytes([0x90, 3]) + body[:2] + bytes([script.granted]))
        elif kind == _PINGREQ:
            session.pings += 1
            send(b"\xd0\0")


def message(topic: str, body: bytes, *, retain: bool = False) -> bytes:
    """Return a PUBLISH packet of QoS 0."""
    name = topic.encode()
    rest = len(name).to_bytes(2, "big") + name + body
    return bytes([0x30 | retain]) + _length(len(rest)) + rest


async def _packet(reader: asyncio.StreamReader, raw: bytearray) -> tuple[int, bytes]:
    async def take(count: int) -> bytes:
        data = await reader.readexactly(count)
        raw.extend(data)
        return data

    head = (await take(1))[0]
    size = shift = 0
    while True:
        digit = (await take(1))[0]
        size |= (digit & 0x7F) << shift
        shift += 7
        if not digit & 0x80:
            return head, await take(size)


def _length(size: int) -> bytes:
    out = bytearray()
    while True:
        size, digit = divmod(size, 128)
        out.append(digit | 0x80 if size else digit)
        if not size:
            return bytes(out)


def _text(data: bytes) -> tuple[str, bytes]:
    size = int.from_bytes(data[:2], "big")
    return data[2 : 2 + size].decode(), data[2 + size :]


def _connect(body: bytes) -> dict:
    name, rest = _text(body)
    level, flags, keepalive = rest[0], rest[1], int.from_bytes(rest[2:4], "big")
    client, rest = _text(rest[4:])
    login, rest = _text(rest)
    password, rest = _text(rest)
    return {
        "protocol": (name, level),
        "flags": flags,
        "keepalive": keepalive,
        "client": client,
        "login": login,
        "password": password,
        "rest": rest,
    }


def _tail(topic: str) -> str:
    parts = topic.removeprefix("sberdevices/v1/").split("/", 1)
    return parts[1] if len(parts) == 2 else parts[0]
