"""The web server: answers, bodies, faults of handlers. Time limits: test_portal_http_limits.py."""

import asyncio
import json
import os

from check import eq, true
from sbernode import log
from sbernode.portal import http
from visitors import House

PAGE = b"\x1f\x8b packed page " * 100


def _furnish():
    os.mkdir("www")
    for name, data in (("page.html.gz", PAGE), ("pico_w.json.gz", b"\x1f\x8b facts")):
        with open("www/" + name, "wb") as file:
            file.write(data)
    with open("settings.json", "w") as file:
        file.write("secret")


def _routes():
    async def hello(request):
        return http.json({"query": request.query, "peer": request.peer})

    async def echo(request):
        return http.json(await request.json())

    async def save(request):
        return http.json({"size": await request.save("taken.new")})

    async def astray(request):
        return http.json({"size": await request.save("no-such-folder/x")})

    async def refuse(request):
        raise http.Refused(409, "untested", 7)

    async def fault(request):
        return {}["nothing"]

    async def lost_file(request):
        os.stat("not-there")

    async def hungry(request):
        return bytearray(1 << 29)

    async def cookie(request):
        return http.json({}, 202, ("Set-Cookie: a=b",))

    async def plain(request):
        return 200, "application/json", ("settings.json", "")

    routes = {"GET /api/hello": hello, "PUT /api/echo": echo, "PUT /api/save": save}
    routes.update({"PUT /api/astray": astray, "GET /api/refuse": refuse, "GET /api/fault": fault})
    routes.update({"GET /api/lost": lost_file, "GET /api/hungry": hungry, "POST /api/echo": echo})
    routes.update({"GET /api/cookie": cookie, "GET /api/plain": plain})
    return routes


async def test_the_page_comes_packed_and_whole():
    _furnish()
    async with House(_routes()) as house:
        status, fields, body = await house.ask("GET", "/")
        eq((status, body), (200, PAGE))
        eq(fields["Content-Encoding"], "gzip")
        eq(fields["Content-Type"], "text/html; charset=utf-8")
        eq(fields["Content-Length"], str(len(PAGE)))
        status, fields, body = await house.ask("GET", "/pico_w.json?v=1")
        eq((status, fields["Content-Type"], body), (200, "application/json", b"\x1f\x8b facts"))


async def test_head_is_get_without_a_body():
    _furnish()
    async with House(_routes()) as house:
        for path in ("/", "/api/hello", "/nothing"):
            _, want, _ = await house.ask("GET", path)
            _, fields, body = await house.ask("HEAD", path)
            eq((fields, body), (want, b""))


async def test_nothing_but_the_page_can_be_read():
    _furnish()
    async with House(_routes()) as house:
        for path in (
            "/settings.json",
            "/../settings.json",
            "/..%2fsettings.json",
            "/%2e%2e/settings.json",
            "//settings.json",
            "/www/page.html",
            "/page.html.gz",
            "/.",
            "/..",
            "/.hidden",
            "/page.html/",
            "/%5c..%5csettings.json",
            "/pico_w.json%20",
            "/api",
            "/favicon.ico",
        ):
            status, _, body = await house.ask("GET", path)
            eq(status, 404, path)
            true(b"secret" not in body)
        for path in ("/%00", "/%ff", "/%zz", "/?a=%ff"):
            eq((await house.ask("GET", path))[0], 400, path)


async def test_methods_that_are_not_there():
    _furnish()
    async with House(_routes()) as house:
        for method, path, allowed in (
            ("DELETE", "/api/hello", "GET"),
            ("PATCH", "/api/echo", "PUT, POST"),
            ("POST", "/", "GET, HEAD"),
            ("BREW", "/api/save", "PUT"),
            ("get", "/api/hello", "GET"),
        ):
            status, fields, _ = await house.ask(method, path)
            eq((status, fields["Allow"]), (405, allowed), path)
        for path, allowed in (("/api/echo", "PUT, POST"), ("*", "GET, PUT, POST, DELETE")):
            status, fields, body = await house.ask("OPTIONS", path)
            eq((status, fields["Allow"], body), (200, allowed, b""))
            # No other site may do more than ask: there is no word of CORS.
            true(not [name for name in fields if name.startswith("Access-Control")])
        eq((await house.ask("OPTIONS", "/nothing"))[0], 404)
        eq((await house.ask("PUT", "/nothing"))[0], 404)


async def test_handlers_get_what_was_asked():
    async with House(_routes()) as house:
        _, _, body = await house.ask("GET", "/api/hello?pin=4&name=%D0%94+b")
        eq(json.loads(body), {"query": {"pin": "4", "name": "Д b"}, "peer": "4.3.2.2"})
        _, fields, _ = await house.ask("GET", "/api/cookie")
        eq(fields["Set-Cookie"], "a=b")
        true("Content-Encoding" not in (await house.ask("GET", "/api/cookie"))[1])


async def test_a_file_may_be_sent_as_it_is():
    _furnish()
    async with House(_routes()) as house:
        _, fields, body = await house.ask("GET", "/api/plain")
        eq((fields.get("Content-Encoding"), body), (None, b"secret"))


async def test_json_bodies():
    async with House(_routes()) as house:
        for text in (b'{"a": [1, "\xd0\x94"]}', b"[]", b"1", b" {} "):
            status, _, body = await house.ask("PUT", "/api/echo", text)
            eq((status, json.loads(body)), (200, json.loads(text)))
        for text in (b"", b"{", b'{"a"', b"[1}", b"x", b"\xff", b'"\xff"', b"{[]: 1}", b"[]" * 99):
            status, _, body = await house.ask("PUT", "/api/echo", text)
            eq((status, json.loads(body)["error"]), (400, "bad_json"), repr(text[:20]))
        status, _, body = await house.ask("PUT", "/api/echo", b'"' + b"x" * 2047 + b'"')
        eq((status, json.loads(body)), (413, {"error": "too_long", "args": [2048]}))


async def test_a_body_goes_to_a_file_in_pieces():
    data = bytes([i * 7 & 255 for i in range(5000)])
    async with House(_routes()) as house:
        for size in (0, 1, 511, 512, 513, 5000):
            status, _, body = await house.ask("PUT", "/api/save", data[:size])
            eq((status, json.loads(body)), (200, {"size": size}))
            with open("taken.new", "rb") as file:
                eq(file.read(), data[:size])
        os.remove("taken.new")
        status, _, body = await house.ask("PUT", "/api/save", b"x" * 32769)
        eq((status, json.loads(body)["error"]), (413, "too_long"))
        status, _, body = await house.ask("PUT", "/api/astray", b"x" * 600)
        eq((status, json.loads(body)["error"]), (507, "full"))
        eq(os.listdir(), [])


async def test_a_body_that_ends_early_leaves_no_file():
    async with House(_routes()) as house:
        line = house.door.come(
            "PUT /api/save HTTP/1.1\r\nHost: 4.3.2.1\r\nContent-Length: 2000\r\n"
            "X-Token: %s\r\n\r\n" % house.gate.token
        )
        line.say(b"x" * 1000)
        await house.closed(house.door.come(), 8000)
        true("taken.new" in os.listdir())
        line.leave()
        await house.closed(line)
        eq((line.heard, os.listdir()), (b"", []))


async def test_bytes_after_the_body_are_nobodys_request():
    async with House(_routes()) as house:
        line = house.door.come(
            "PUT /api/echo HTTP/1.1\r\nHost: 4.3.2.1\r\nX-Token: %s\r\nContent-Length: 2\r\n\r\n{}"
            "GET /api/hello HTTP/1.1\r\nHost: 4.3.2.1\r\n\r\n" % house.gate.token
        )
        await house.closed(line)
        eq((line.heard.count(b"HTTP/1.1 "), line.answer()[2]), (1, b"{}"))


async def test_go_on_is_said_only_to_who_is_let_in():
    async with House(_routes()) as house:
        head = "PUT /api/echo HTTP/1.1\r\nHost: 4.3.2.1\r\nExpect: 100-continue\r\n"
        head += "Content-Length: 2\r\n"
        refused = house.door.come(head + "\r\n")
        line = house.door.come(head + "X-Token: %s\r\n\r\n" % house.gate.token)
        await asyncio.sleep_ms(3000)
        eq(line.heard, b"HTTP/1.1 100 Continue\r\n\r\n")
        line.say("{}")
        await house.closed(line)
        true(line.heard.endswith(b"\r\n\r\n{}"))
        eq(refused.answer()[0], 403)


async def test_strangers_names_lead_to_the_page():
    async with House(_routes()) as house:
        for method in ("GET", "HEAD", "POST"):
            for path in ("/generate_204", "/x?" + "a" * 2000, "/%zz?%"):
                status, fields, body = await house.ask(method, path, host="www.example.com")
                eq((status, fields["Location"], body), (302, "http://4.3.2.1/", b""))
                eq(fields["Content-Length"], "0")
        eq((await house.ask("GET", "/x?" + "a" * 2000))[0], 414)
        eq((await house.ask("GET", "http://www.example.com/x"))[0], 302)
    async with House(_routes(), mode="service") as house:
        status, _, body = await house.ask("GET", "/", host="www.example.com")
        eq(status, 421)
        true("sbernode-a1b2.local" in body.decode())


async def test_refusals_are_codes_for_the_page_and_words_for_others():
    async with House(_routes(), mode="service") as house:
        _, _, body = await house.ask("GET", "/api/refuse")
        eq(json.loads(body), {"error": "untested", "args": [7]})
        house.gate.renew(bytes(16))
        line = house.door.come("GET /api/hungry HTTP/1.1\r\nHost: 4.3.2.1\r\n\r\n")
        await house.closed(line)
        status, _, body = line.answer()
        eq((status, json.loads(body)["error"]), (401, "log_in"))
        line = house.door.come("GARBAGE\r\n\r\n")
        line.leave()
        await house.closed(line)
        status, fields, _ = line.answer()
        eq((status, fields["Content-Type"]), (400, "text/plain; charset=utf-8"))


async def test_a_handler_that_fails_harms_nobody():
    lines = []
    log.setup(lambda *line: lines.append(line[:2] + (line[2][:21],)))
    async with House(_routes()) as house:
        for path, status, error in (
            ("/api/fault", 500, "fault"),
            ("/api/lost", 500, "fault"),
            ("/api/hungry", 503, "no_memory"),
        ):
            got, _, body = await house.ask("GET", path)
            eq((got, json.loads(body)["error"]), (status, error))
            eq((await house.ask("GET", "/api/hello"))[0], 200)
    eq(
        lines,
        [
            ("error", "portal", "the page: GET /api/fa"),
            ("error", "portal", "the page: GET /api/lo"),
            ("warn", "portal", "too little memory at "),
        ],
    )


class _Parts:
    def __init__(self, size, parts):
        self._size, self._parts = size, parts

    def __len__(self):
        return self._size

    def __iter__(self):
        return iter(self._parts)


async def test_a_body_in_parts_is_never_longer_than_announced():
    parts = [b"a" * 300, b"", b"b" * 1500, b"c"]
    bodies = [_Parts(1801, parts), _Parts(1800, parts), _Parts(1802, parts), _Parts(9, [None])]

    async def part(request):
        return 200, "application/json", bodies[int(request.query["n"])]

    log.setup(None)
    async with House({"GET /api/part": part}) as house:
        _, fields, body = await house.ask("GET", "/api/part?n=0")
        eq((fields["Content-Length"], body), ("1801", b"".join(parts)))
        # Grown or shrunk meanwhile, or broken: less than announced, so it is not taken for whole.
        for n in (1, 2):
            got = await house.ask("GET", "/api/part?n=%d" % n)
            true(len(got[2]) < int(got[1]["Content-Length"]))
        broken = house.door.come("GET /api/part?n=3 HTTP/1.1\r\nHost: 4.3.2.1\r\n\r\n")
        await house.closed(broken)
        eq((broken.heard, house.server._visits), (b"", []))
