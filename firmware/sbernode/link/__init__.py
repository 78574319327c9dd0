"""The MQTT session over an open connection, with umqtt.simple as the packet codec; see also dial.

umqtt.simple never sees a socket: it reads from one whole received packet and writes into a buffer
that leaves as one write, so none of it can block. SUBSCRIBE is written here, with a deadline, like
CONNECT in dial. Every failure is a LinkDown with one of its codes.
Works with umqtt.simple 1.3.4 to 1.8.0. Source of the packets: MQTT 3.1.1, sections 2.2 and 3.8.
"""

import asyncio
import struct
import time

from micropython import const
from umqtt.simple import MQTTClient

from sbernode import log
from sbernode.packets import LinkDown, Packets
from sbernode.watch import arrival

KEEPALIVE_S = 60
_ANSWER_MS = const(10000)
_WRITE_MS = const(20000)
# How often it is looked whether an answer is there, or room for what is to be written.
_LOOK_MS = const(10)
# Without a byte from the broker for so long a ping goes out; after three of them it is gone.
_QUIET_MS = const(20000)
_SILENT_MS = const(60000)
_LONGEST_PACKET = const(8192)
_CHUNK = const(256)
# As long as a command to ten devices.
_KEPT = const(1024)

# umqtt's ways with a socket of its own are never gone here; where it is no part of the firmware
# they would fill a thousand bytes of the heap. (Deleted attributes would keep what they hold.)
for _name in ("connect", "disconnect", "subscribe", "check_msg", "set_last_will"):
    setattr(MQTTClient, _name, None)


class Link(MQTTClient):
    """One connection at a time: dial(), then send() while received packets come in, then close().

    context: of TLS, see dial; failed: what ended the connection, None as long as it holds;
    retained: of the message that is just handed over.
    """

    def __init__(self, host, port, login, password, client_id, received, ended):
        """Take the account.

        received: function (topic, body), both bytes-like; ended: called when `failed` is set.
        """
        super().__init__(client_id, host, port, login, password, KEEPALIVE_S)
        self.set_callback(received)
        self._ended = ended
        # How far the way to the cloud has come, see connect; for whoever watches a test.
        self.stage = ""
        self._heard_at = self._told_at = self.retained = None
        # The context holds the root of that name; it stays, being the longest block of all.
        self.socket = self._reader = self.context = self.trusted = None
        # Taken once: a heap in service has few long blocks left.
        self.sock = Packets(_LONGEST_PACKET, _KEPT)
        self._out = bytearray(_CHUNK)
        self.begin()

    def begin(self):
        """Forget the last connection; `socket` is the next one's, see dial."""
        self.close()
        self.sock.reset()
        self._acks = b""
        self.connack = self.failed = self._granted = None

    def close(self):
        """Let go of the connection, in whatever state it is."""
        raw, reader = self.socket, self._reader
        self.socket = self._reader = None
        if raw:
            raw.close()
        if reader:
            try:
                reader.cancel()
            except RuntimeError:
                pass  # Ctrl-C came while it was at work

    def listen(self):
        """Begin to take in packets; they go on coming until the link is down."""
        self._heard_at = time.ticks_ms()
        self._reader = asyncio.create_task(self._receive())

    async def _receive(self):
        try:
            while True:
                await arrival(self.socket)
                n = self.socket.readinto(self.sock.room())
                while n:
                    self._heard_at = time.ticks_ms()
                    if self.sock.took(n):
                        self._handle(self.sock.head[0], self.sock.body)
                        self.sock.reset()
                        # A flood of messages must not keep out everybody else.
                        await asyncio.sleep_ms(0)
                    n = self.socket.readinto(self.sock.room())
                if n == 0:
                    raise LinkDown("dropped", "closed by the broker")
        except OSError as wrong:
            self.failed = _broken(wrong)
        except (AssertionError, IndexError, TypeError) as wrong:
            # What umqtt raises for a packet that is none.
            self.failed = LinkDown("not_mqtt", str(wrong))
        except Exception as wrong:  # handed on to whoever talks
            self.failed = wrong
        self._ended()

    def _handle(self, head, body):
        kind = head & 0xF0
        if body is None:
            log.warn("link", "toolong", _LONGEST_PACKET)
        elif kind == 0x20:
            self.connack = body[1]
        elif kind == 0x90:
            if body[0] << 8 | body[1] == self.pid:
                self._granted = body[2] != 0x80
        elif kind in (0x30, 0xD0):
            self.retained = bool(head & 1)
            self.sock.clear()
            self.wait_msg()
            self._acks += self.sock.out

    async def send(self, item: list):
        """Publish at QoS 0 what a list holds: topic, body. It is emptied: nobody keeps the body.

        body: bytes, or an object with a length that yields its parts.
        """
        self.sock.clear()
        self.publish(*item)
        del item[:]
        head, parts = self.sock.out, self.sock.long
        self.sock.clear()
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
                    await self.write(out)
                    used = 0
        parts = part = None
        if left:
            raise LinkDown("dropped", "a body changed while it was sent")
        if used:
            await self.write(memoryview(out)[:used])

    async def ask(self, topic: bytes) -> bool:
        """Subscribe at QoS 0, return whether the broker grants it."""
        self.pid = self.pid % 65535 + 1
        self._granted = None
        fields = struct.pack("!HH", self.pid, len(topic)) + topic + b"\0"
        await self.write(packet(0x82, fields))
        await self.wait(lambda: self._granted is not None, "no SUBACK")
        return self._granted

    async def wait(self, is_there, what: str):
        """Wait for an answer; raises LinkDown("no_answer") after some time."""
        began = time.ticks_ms()
        while not is_there():
            if self.failed:
                raise self.failed
            if time.ticks_diff(time.ticks_ms(), began) > _ANSWER_MS:
                raise LinkDown("no_answer", what)
            await asyncio.sleep_ms(_LOOK_MS)

    async def tend(self) -> int:
        """Ping a quiet broker; return the ms until the next call. Raises what ended the link."""
        if self.failed:
            raise self.failed
        now = time.ticks_ms()
        quiet = time.ticks_diff(now, self._heard_at)
        if quiet >= _SILENT_MS:
            raise LinkDown("silent", "nothing heard for %d s" % (quiet // 1000))
        if self._acks:
            acks, self._acks = self._acks, b""
            await self.write(acks)
        mute = time.ticks_diff(now, self._told_at)
        if max(quiet, mute) >= _QUIET_MS and mute >= _QUIET_MS // 4:
            self.sock.clear()
            self.ping()
            await self.write(self.sock.out)
        return _QUIET_MS // 4

    async def write(self, data, limit_ms=_WRITE_MS):
        """Send bytes within the time; raises LinkDown."""
        self._told_at = time.ticks_ms()
        left = memoryview(data)
        try:
            while left:
                n = self.socket.write(left)
                left = left[n or 0 :]
                # Nobody else has to wait for a long message to be out.
                await asyncio.sleep_ms(0 if n else _LOOK_MS)
                if left and time.ticks_diff(time.ticks_ms(), self._told_at) > limit_ms:
                    raise LinkDown("no_answer", "not taken")
        except OSError as wrong:
            raise _broken(wrong)


def _broken(wrong):
    # mbedTLS hands on what the socket says as -errno; its own codes are far below.
    return LinkDown("tls" if wrong.errno < -255 else "dropped", str(wrong))


def packet(kind: int, fields: bytes) -> bytes:
    """Return a packet of MQTT: type and length in front of the fields."""
    head, size = bytes([kind]), len(fields)
    while size > 0x7F:
        head += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + bytes([size]) + fields
