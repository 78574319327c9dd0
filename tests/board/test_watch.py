"""What stays of the pages in service: it loads the rest when somebody comes, and drops it."""

import asyncio
import gc
import socket as real_socket
import sys
import time

from check import eq, near, true
from sbernode import forget, log
from visitors import Line, Listener

TIMEOUT = 60
HOST = "192.168.1.5"
HEAD = "GET /api/hello HTTP/1.1\r\nHost: %s\r\n\r\n" % HOST


class _App:
    """A board in service, all well."""

    class cloud:
        trouble, detail = "", ""

    class devices:
        taken = 0

    @staticmethod
    def is_held():
        return False


class _Port(Listener):
    """The listening socket of the board; `refusals`: how often it cannot be had."""

    refusals = 0

    def bind(self, address):
        self.address = address
        if self.refusals:
            self.refusals -= 1
            raise OSError(112)

    def listen(self, backlog):
        """Nothing to be done."""

    def setsockopt(self, *args):
        """Nothing to be done."""

    def setblocking(self, flag):
        """It never blocks."""

    def socket(self):
        """In the place of socket.socket()."""
        return self

    def __getattr__(self, name):
        return getattr(real_socket, name)


def _loaded():
    return {name for name in sys.modules if name[:9] == "sbernode." and name not in _BEFORE}


def _begin():
    """Return (watch, its task, the port) of a board that has just begun."""
    for name in list(sys.modules):
        # The tests' own copies would stay.
        if name.startswith("sbernode.portal."):
            forget(name[9:])
    port = sys.modules["socket"] = _Port()
    from sbernode.watch import Watch

    return Watch, port


_BEFORE = set()


async def _ask(port, text=HEAD):
    line = port.come(text)
    line.peer = HOST[:-1] + "77"
    while line.is_open:
        await asyncio.sleep_ms(10)
    return line.answer()[0]


async def test_it_loads_the_rest_and_drops_it_again():
    Watch, port = _begin()
    watch = Watch(_App, None)
    from sbernode import hw  # noqa: F401  # as on every board

    _BEFORE.update(sys.modules)
    task = asyncio.create_task(watch.run())
    for _ in range(2):
        await asyncio.sleep_ms(1000)
        eq((watch.portal, _loaded()), (None, set()))
        eq(await _ask(port), 200)
        true(watch.portal, "no portal")
        eq("sbernode.portal.http" in _loaded(), True)
        gate = watch.kept["gate"]
        await asyncio.sleep_ms(61000)
    eq((watch.portal, _loaded()), (None, set()))
    eq(watch.kept["gate"] is gate, True)
    eq(port.address[1:], real_socket.getaddrinfo("0.0.0.0", 80)[0][-1][1:])
    task.cancel()


async def test_what_it_dropped_is_free_again():
    def level():
        gc.collect()
        return gc.mem_alloc()

    Watch, port = _begin()
    task = asyncio.create_task(Watch(_App, None).run())
    free = []
    for _ in range(3):
        silent = port.come()
        eq(await _ask(port), 200)
        loaded = level()
        await asyncio.sleep_ms(70000)
        eq(silent.is_open, False)
        del silent
        free.append(level())
        # Most of the web server: 10 KB is the least that it can take.
        true(loaded - free[-1] > 10000, "%d, then %d" % (loaded, free[-1]))
    near(free[2], free[1], 512)
    task.cancel()


async def test_it_outlives_what_breaks_behind_it():
    lines = []
    log.setup(lambda *line: lines.append(line[1:]))
    Watch, port = _begin()
    port.refusals = 2
    watch = Watch(_App, None)
    task = asyncio.create_task(watch.run())
    await asyncio.sleep_ms(11000)
    refused = "the TCP port 80 cannot be had (112), so the page does not open; it is tried again"
    eq(lines, [("portal", refused)] * 2)
    task.cancel()


async def _broken_by(wrong, text):
    lines = []
    log.setup(lambda *line: lines.append(line[1:]))
    Watch, port = _begin()
    task = asyncio.create_task(Watch(_App, None).run())
    from sbernode.portal import http

    def broken(*_):
        raise wrong

    serve, http.Server.serve = http.Server.serve, broken
    line = port.come(HEAD)
    await asyncio.sleep_ms(400)
    http.Server.serve = serve
    eq(lines[:1], [("portal", text)])
    began = time.ticks_ms()
    while line.is_open:
        await asyncio.sleep_ms(10)
    true(time.ticks_diff(time.ticks_ms(), began) < 6000, "out for long")
    eq(line.answer()[0], 200)
    task.cancel()


async def test_it_outlives_too_little_memory():
    await _broken_by(MemoryError(), "too little memory at the moment")


async def test_it_outlives_a_server_that_breaks():
    await _broken_by(ValueError("broken"), "the page:   failed: ValueError('broken',)")


async def test_a_board_that_is_alone_for_four_minutes_calls():
    Watch, port = _begin()

    class Alone(_App):
        class cloud:
            trouble, detail = "no_wifi", ""

            class link:
                stage = "wifi"

    watch = Watch(Alone, None)
    for seconds, call in ((0, ""), (239, ""), (2, "alone")):
        await asyncio.sleep_ms(seconds * 1000)
        eq(watch.call(), call)
    Alone.cloud.link.stage = "login"
    eq(watch.call(), "")
    Alone.cloud.link.stage = "address"
    eq(watch.call(), "")
    port.waiting.append(Line())
    eq(watch.call(), "knock")
    watch.pressed = lambda: True
    eq(watch.call(), "button")
