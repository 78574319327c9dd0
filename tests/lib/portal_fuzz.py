"""Throw made-up input at the real code: `micropython portal_fuzz.py WHAT SEED COUNT`.

WHAT: dns, head, form or server. Everything is made from the grammar and then spoilt, always the
same for the same seed. Prints "ok" and by how many bytes the heap has grown in the second half; an
exception is printed with the input that it came from.
"""

import gc
import random
import sys
import time

sys.path.append(__file__.rpartition("/")[0] or ".")

from made_up import form, head, packet, pick
from sbernode.portal import answer, dns, gate, refusal, request, target

US = b"\x04\x03\x02\x01"
PHONE = "4.3.2.2"


# DNS


def try_dns(query):
    """Ask; an answer must belong to the question."""
    got = dns.answer(query, US)
    if got is None:
        return
    end = len(got) - 16 * got[7]
    sound = got[:2] == query[:2] and got[2] & 0xF8 == 0x80 and got[7] < 2 and len(got) <= 512
    if not sound or got[12:end] != query[12:end] or got[4:7] != b"\0\1\0" or any(got[8:12]):
        raise ValueError("not an answer to it: %r" % got)
    if got[7] and got[-4:] != US:
        raise ValueError("another address: %r" % got)


# HTTP

_GATES = []


def _gates():
    if not _GATES:
        for mode in ("setup", "fallback", "service"):
            kept = gate.keep(bytes(range(16)))
            made = gate.Gate(mode, "sbernode-a1b2", "4.3.2.1", kept, lambda peer: peer == PHONE)
            made.done = mode == "fallback"
            _GATES.append(made)
    return _GATES


def try_head(data):
    """Feed it in pieces, decide about it, say what comes of it."""
    read = request.Head()
    step = pick(1, 7, 64, 512, 512)
    try:
        for at in range(0, len(data), step):
            read.feed(data[at : at + step])
            if len(read.rest) > 1024:
                raise ValueError("it keeps %d bytes" % len(read.rest))
            if read.done:
                break
        if not read.done:
            return
        read.peer = pick(PHONE, "192.168.1.7", "")
        keeper = random.choice(_gates())
        response = keeper.turn(read)
        if response is None:
            read.path, read.query = target.split(read.target)
            keeper.check(read)
            response = 200, "text/html", b""
    except request.Refused as refused:
        response = refusal.refusal(refused, pick(True, False))
    top = b"".join(answer.head(response[0], response[1], len(response[2]), *response[3:]))
    if top.count(b"\r\n\r\n") != 1 or top[:9] != b"HTTP/1.1 " or response[0] in (204, 304):
        raise ValueError("an answer that is none: %r" % top)


def try_form(text):
    """Decode it; what is taken can be written down again."""
    try:
        for name, value in target.fields(text).items():
            (name + value).encode()
    except request.Refused as refused:
        refusal.refusal(refused, True)


def _run(make, attempt, count):
    levels = [0] * 20  # made before, so that it does not grow itself
    for index in range(count):
        if index % (count // 20) == 0:
            gc.collect()
            levels[index * 20 // count] = gc.mem_alloc()
        data = make()
        try:
            attempt(data)
        except Exception:
            print("number %d: %r" % (index, data))
            raise
        data = None
    # The first tenth fills what is kept for good. A block that the collector takes for used by
    # mistake comes and goes, so the lowest levels count.
    print("ok", min(levels[10:]) - min(levels[2:10]), levels)


# The whole server: connections that talk, stop talking, or take only a part of the answer.


class _Select:
    """`select` for connections without a file behind them: the real one takes 1 ms per look."""

    POLLIN, POLLOUT = 1, 4

    class poll:
        """select.poll for objects with an ioctl."""

        def __init__(self):
            self._watched = {}

        def register(self, stream, mask):
            """Watch a stream for something."""
            self._watched[id(stream)] = (stream, mask)

        modify = register

        def unregister(self, stream):
            """Stop watching it."""
            self._watched.pop(id(stream), None)

        def ipoll(self, timeout):
            """Return [(stream, what is ready)], at once if there is any."""
            ready = [(s, s.ioctl(3, mask)) for s, mask in self._watched.values()]
            ready = [entry for entry in ready if entry[1]]
            if timeout and not ready:
                time.sleep_ms(1)
            return ready


async def _serve(count):
    from sbernode import log
    from sbernode.portal import http
    from visitors import House

    log.setup(lambda level, area, text: print(text) if "failed" in text else None)

    async def hello(request):
        return http.json(request.query)

    async def echo(request):
        return http.json(await request.json())

    async def save(request):
        return http.json(await request.save("taken"))

    async def ask(house):
        data = head()
        line = house.door.come(room=pick(1 << 30, 1 << 30, 100, 700))
        while data:
            step = random.randrange(1, 600)
            line.say(data[:step])
            data = data[step:]
            if random.randrange(4) == 0:
                await http.asyncio.sleep_ms(0)
        line.leave()
        return line

    routes = {"GET /api/hello": hello, "PUT /api/echo": echo, "PUT /api/save": save}
    levels = []
    async with House(routes, seats=10) as house:
        for index in range(0, count, 10):
            if index % (count // 20) == 0:
                # The task that ended last is let go of first.
                await http.asyncio.sleep_ms(1)
                gc.collect()
                levels.append(gc.mem_alloc())
            lines = []
            for _ in range(10):
                lines.append(await ask(house))
            for line in lines:
                line.room = 1 << 30
                for _ in range(4000):
                    if not line.is_open:
                        break
                    await http.asyncio.sleep_ms(0)
                else:
                    raise ValueError("stuck at number %d: %r" % (index, line.heard))
                _check_whole(line)
            lines = line = None
            if house.server._visits:
                raise ValueError("somebody is still there")
        # What is in the log or still on its way goes up and down, so the lowest levels count.
        print("ok", min(levels[10:]) - min(levels[2:10]), levels)


def _check_whole(line):
    if line.heard.startswith(b"HTTP/1.1 100 Continue\r\n\r\n"):
        line.heard = line.heard[25:]
    if line.heard:
        status, fields, sent = line.answer()
        if len(sent) not in (0, int(fields["Content-Length"])) or status == 500:
            raise ValueError("not whole: %r" % line.heard)


def main(what, seed, count):
    """Run one kind."""
    random.seed(int(seed))
    if what == "server":
        sys.modules["select"] = _Select
        import asyncio

        asyncio.run(_serve(int(count)))
        return
    make, attempt = {
        "dns": (packet, try_dns),
        "head": (head, try_head),
        "form": (form, try_form),
    }[what]
    _run(make, attempt, int(count))


main(*sys.argv[1:4])
