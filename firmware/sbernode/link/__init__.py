"""The MQTT session over an open connection, with umqtt.simple as the packet codec; see also dial.

umqtt.simple never sees a socket: it reads from one whole received packet and writes into a buffer
that leaves as one write, so none of it can block. SUBSCRIBE is written here, with a deadline, like
CONNECT in dial. Every failure is a LinkDown with one of its codes.
Works with umqtt.simple 1.3.4 to 1.8.0. Source of the packets: MQTT 3.1.1, sections 2.2 and 3.8.
"""

import asyncio
import socket
import struct
import time

from micropython import const
from umqtt.simple import MQTTClient

from sbernode import log
from sbernode.link.wire import LinkDown, Wire
from sbernode.packets import BadStream, Packets

KEEPALIVE_S = 60
_ANSWER_MS = const(10000)
_WRITE_MS = const(20000)
# Without a byte from the broker for so long a ping goes out; after three of them it is gone.
_QUIET_MS = const(20000)
_SILENT_MS = const(60000)
_LONGEST_PACKET = const(8192)
_CHUNK = const(512)


class Link(MQTTClient):
    """One connection at a time: dial(), then receive() and send() side by side, then close()."""

    def __init__(self, host, port, login, password, client_id, received):
        """Take the account; received: function (topic, body, retained), both bytes-like."""
        super().__init__(client_id, host, port, login, password, KEEPALIVE_S)
        self._received, self.password = received, password
        self.set_callback(self._deliver)
        self.socket = self.stream = None
        # How far the way to the cloud has come, see connect; for whoever watches a test.
        self.stage = ""
        # Taken once: a heap in service has few long blocks left.
        self._packets = Packets(_LONGEST_PACKET)
        self._buffer = bytearray(_CHUNK)
        self._out = bytearray(_CHUNK)

    def resolve(self):
        """Return the address of the broker. Blocks: a look-up cannot be done aside here."""
        try:
            # IPv4 only: the boards' stacks have nothing else switched on.
            family, kind = socket.AF_INET, socket.SOCK_STREAM
            return socket.getaddrinfo(self.server, self.port, family, kind)[0][-1]
        except (OSError, IndexError) as wrong:
            raise LinkDown("no_name", str(wrong))

    def begin(self):
        """Forget the last connection; `socket` and `stream` are the next one's, see dial."""
        self.close()
        self._packets.reset()
        self._wire = self.sock = Wire()
        self._acks = b""
        self.connack = self.failed = None
        self._subscribed, self._suback = asyncio.Event(), 0

    def close(self):
        """Let go of the connection, in whatever state it is."""
        if self.socket:
            self.socket.close()
        self.socket = self.stream = self.sock = None

    async def receive(self):
        """Take in packets until the link is down; `failed` says why then."""
        try:
            while True:
                await self.pump()
        except LinkDown as down:
            self.failed = down
            self._subscribed.set()

    async def pump(self):
        """Take in what has arrived; raises LinkDown."""
        try:
            n = await self.stream.readinto(self._buffer)
        except OSError as wrong:
            raise _broken(wrong)
        if n == 0:
            raise LinkDown("dropped", "closed by the broker")
        if n is None:
            return
        self._heard_at = time.ticks_ms()
        try:
            for head, body in self._packets.feed(memoryview(self._buffer)[:n]):
                self._handle(head, body)
        except (BadStream, AssertionError, IndexError, TypeError) as wrong:
            # What umqtt raises for a packet that is none.
            raise LinkDown("not_mqtt", str(wrong))

    def _handle(self, head, body):
        kind = head[0] & 0xF0
        if body is None:
            log.warn("link", "toolong", _LONGEST_PACKET)
        elif kind == 0x20:
            self.connack = body[1]
        elif kind == 0x90:
            self._suback = body[0] << 8 | body[1]
            self._granted = body[2] != 0x80
            self._subscribed.set()
        elif kind in (0x30, 0xD0):
            self._retained = bool(head[0] & 1)
            self._wire.clear()
            self._wire.load(head, body)
            self.wait_msg()
            self._acks += self._wire.out

    def _deliver(self, topic, body):
        self._received(bytes(topic), body, self._retained)

    async def send(self, topic: bytes, body):
        """Publish at QoS 0. body: bytes, or an object with a length that yields its parts."""
        self._wire.clear()
        self.publish(topic, body)
        head, parts = self._wire.out, self._wire.long
        if parts is None:
            await self.write(head)
            return
        # One buffer for all: long blocks are hard to get while a board is in service.
        out, used, left = self._out, len(head), len(parts)
        out[:used] = head
        for part in parts:
            left -= len(part)
            at = 0
            while at < len(part) and left >= 0:
                fits = min(_CHUNK - used, len(part) - at)
                out[used : used + fits] = memoryview(part)[at : at + fits]
                used += fits
                at += fits
                if used == _CHUNK:
                    await self.write(memoryview(out))
                    used = 0
        if left:
            raise LinkDown("dropped", "a body changed while it was sent")
        if used:
            await self.write(memoryview(out)[:used])

    async def ask(self, topic: bytes) -> bool:
        """Subscribe at QoS 0, return whether the broker grants it; receive() must run."""
        self.pid = self.pid % 65535 + 1
        packet = struct.pack("!H", self.pid) + field(topic) + b"\0"
        self._subscribed.clear()
        await self.write(b"\x82" + length(len(packet)) + packet)
        while self._suback != self.pid:
            if self.failed:
                raise self.failed
            await limit(self._subscribed.wait(), _ANSWER_MS, "no SUBACK")
            self._subscribed.clear()
        return self._granted

    async def tend(self) -> int:
        """Ping a quiet broker; return the ms until the next call. Raises LinkDown("silent")."""
        now = time.ticks_ms()
        quiet = time.ticks_diff(now, self._heard_at)
        if quiet >= _SILENT_MS:
            raise LinkDown("silent", "nothing heard for %d s" % (quiet // 1000))
        if self._acks:
            acks, self._acks = self._acks, b""
            await self.write(acks)
        mute = time.ticks_diff(now, self._told_at)
        if max(quiet, mute) >= _QUIET_MS and mute >= _QUIET_MS // 4:
            self._wire.clear()
            self.ping()
            await self.write(self._wire.out)
        return _QUIET_MS // 4

    async def write(self, data, limit_ms=_WRITE_MS):
        """Send bytes within the time; raises LinkDown."""
        self._told_at = time.ticks_ms()
        try:
            self.stream.write(data)
            await limit(self.stream.drain(), limit_ms, "not taken")
        except OSError as wrong:
            raise _broken(wrong)


def _broken(wrong):
    # mbedTLS hands on what the socket says as -errno; its own codes are far below.
    return LinkDown("tls" if wrong.errno < -255 else "dropped", str(wrong))


def length(size: int) -> bytes:
    """Return the remaining length of an MQTT packet."""
    out = b""
    while True:
        size, digit = size >> 7, size & 0x7F
        out += bytes([digit | 0x80 if size else digit])
        if not size:
            return out


def field(text) -> bytes:
    """Return a text field of an MQTT packet."""
    text = text.encode() if isinstance(text, str) else text
    return struct.pack("!H", len(text)) + text


async def limit(waiting, ms: int, what: str):
    """Wait for something at most so long; raises LinkDown("no_answer")."""
    try:
        return await asyncio.wait_for_ms(waiting, ms)
    except asyncio.TimeoutError:
        raise LinkDown("no_answer", what)
