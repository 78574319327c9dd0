"""machine.UART: bytes take their time on the wire, and what nobody reads in time is lost.

Numbers and pins as in micropython/micropython ports/rp2/machine_uart.c and
ports/esp32/machine_uart.c; UART0 of an ESP32 is the prompt's. The part on RX: see _sim/peers.
"""

from _sim import clock, facts, lines, parts, peers

from machine.pin import Pin, take

_ESP32 = facts.port == "esp32"
_COUNT = 2 if not _ESP32 or facts.board == "esp32c3" else 3
# Below this the ESP-IDF refuses a buffer; rp2 takes it as that much.
_LEAST = 129 if _ESP32 else 32
# What a part has sent longer ago than this has been pushed out of any buffer.
_PAST_MS = 20000
_open = {}


class UART:
    """UART(id, baudrate, bits, parity, stop, *, tx, rx, txbuf, rxbuf): eight bits, no parity."""

    def __init__(
        self, id, baudrate=115200, bits=8, parity=None, stop=1, *, tx, rx, txbuf=256, rxbuf=256
    ):
        if not 0 <= id < _COUNT:
            raise ValueError("UART(%d) doesn't exist on %s" % (id, facts.board))
        if _ESP32 and id == 0:
            raise ValueError("UART(0) is disabled (dedicated to REPL)")
        if id in _open:
            raise ValueError("UART(%d) of %s is already in use" % (id, facts.board))
        if (bits, parity, stop) != (8, None, 1):
            raise NotImplementedError("the simulated parts speak 8N1")
        if not _ESP32:
            _check("TX", tx, id, 0)
            _check("RX", rx, id, 1)
        for size in (txbuf, rxbuf):
            if _ESP32 and size < _LEAST:
                raise ValueError("a buffer of %d bytes: %d or more" % (size, _LEAST))
        take(tx, "UART", facts.OUTPUT)[lines.MODE] = "part"
        take(rx, "UART", facts.INPUT)[lines.MODE] = "part"
        self._rx = rx.id if isinstance(rx, Pin) else rx
        self._id, self._baud = id, baudrate
        self._txbuf, self._rxbuf = txbuf, max(rxbuf, _LEAST)
        self._buffer = bytearray()
        self._on_the_wire = []  # [us of the first byte's end, bytes]
        self._written_until = self._sent_until = 0  # us
        self._request = b""
        self._defined = peers.kind(self._rx, "uart")
        self._kind = self._peer = None
        self._next_said = None  # ms
        self._meet()
        _open[id] = self
        parts.watchers.append(self._settle)

    def any(self) -> int:
        """Return how many bytes can be read."""
        self._settle()
        return len(self._buffer)

    def read(self, count=None):
        """Return at most so many bytes, None if there are none; all there are without a count."""
        self._settle()
        if count is None:
            # As on a board it waits a while for the next byte: a stream would keep it busy.
            raise NotImplementedError("read(n) alone never waits; ask any() first")
        got = bytes(self._buffer[:count])
        self._buffer = self._buffer[count:]
        return got or (None if count else b"")

    def readinto(self, target):
        """Fill the target as far as bytes are there; return how many, None for none."""
        got = self.read(len(target)) or b""
        target[: len(got)] = got
        return len(got) or None

    def write(self, data) -> int:
        """Send; what does not fit into the buffer would wait, which here is an error."""
        self._settle()
        byte_us = self._byte_us()
        now = _now_us()
        begin = max(now, self._written_until)
        if (begin - now) // byte_us + len(data) > self._txbuf:
            raise RuntimeError("write() of %d bytes would wait" % len(data))
        self._written_until = begin + len(data) * byte_us
        self._request += bytes(data)
        return len(data)

    def deinit(self):
        """Give the UART back; its pins keep their owner, as on a board."""
        _open.pop(self._id, None)
        if self._settle in parts.watchers:
            parts.watchers.remove(self._settle)

    def _byte_us(self):
        return 10000000 // self._baud

    def _meet(self):
        """Look who hangs there now."""
        kind = parts.get(self._rx, "kind") or self._defined
        if kind != self._kind:
            self._kind = kind
            self._peer = peers.make(kind, self._rx)
            every = self._peer and getattr(self._peer, "every_ms", None)
            self._next_said = clock.now + every if every else None

    def _settle(self):
        """Have everything happen that has happened until now."""
        clock.sync()
        self._meet()
        now = _now_us()
        asked = self._written_until if self._request else now + 1
        while self._next_said is not None and self._next_said * 1000 <= now:
            if asked <= self._next_said * 1000:
                self._hear()
                asked = now + 1
            if self._next_said > clock.now - _PAST_MS:
                self._send(self._peer.say(), self._next_said * 1000)
            self._next_said += self._peer.every_ms
        if asked <= now:
            self._hear()
        self._receive(now)

    def _hear(self):
        """Give the part what has been written, and take its answer."""
        request, self._request = self._request, b""
        if self._peer is not None and self._peer.baud == self._baud:
            answer = self._peer.hear(request)
            self._send(answer, self._written_until + self._peer.answer_ms * 1000)

    def _send(self, data, at_us):
        if not data:
            return
        if self._peer.baud != self._baud:
            data = bytes((byte * 7 ^ 0xA5) & 255 for byte in data if byte & 3)
        byte_us = 10000000 // self._peer.baud
        begin = max(at_us, self._sent_until)
        self._sent_until = begin + len(data) * byte_us
        self._on_the_wire.append([begin + byte_us, data])

    def _receive(self, now):
        byte_us = 10000000 // (self._peer.baud if self._peer else self._baud)
        while self._on_the_wire and self._on_the_wire[0][0] <= now:
            first, data = self._on_the_wire[0]
            count = min(len(data), (now - first) // byte_us + 1)
            room = self._rxbuf - len(self._buffer)
            self._buffer += data[: max(0, min(count, room))]
            if count == len(data):
                self._on_the_wire.pop(0)
            else:
                self._on_the_wire[0] = [first + count * byte_us, data[count:]]


def _now_us():
    return clock.now * 1000 + clock.us()


def _check(name, pin, id, job):
    key = pin.id if isinstance(pin, Pin) else pin
    if key & 3 != job or (key + 4 >> 3) & 1 != id:
        raise ValueError("bad %s pin: %s is not UART%d's" % (name, facts.name(key), id))
