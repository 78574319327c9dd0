"""Who says nothing, or little, or takes nothing: their time ends, and others get in."""

import asyncio
import os
import time

from check import eq, near, true
from sbernode.portal import http
from visitors import House

TIMEOUT = 60
HEAD = "GET /api/hello HTTP/1.1\r\nHost: 4.3.2.1\r\n\r\n"


async def _hello(request):
    return http.json({})


async def _save(request):
    return http.json(await request.save("taken.new"))


async def _big(request):
    return 200, "text/plain", bytes(20000)


async def _login(request):
    return http.json(len(await request.body(832)))


ROUTES = {
    "GET /api/hello": _hello,
    "PUT /api/save": _save,
    "GET /api/big": _big,
    "POST /api/login": _login,
}
BIG = HEAD.replace("hello", "big")
LOGIN = "POST /api/login HTTP/1.1\r\nHost: 4.3.2.1\r\nContent-Length: 800\r\n\r\n"


async def test_who_says_nothing_leaves_after_five_seconds():
    async with House(ROUTES) as house:
        line = house.door.come()
        near(await house.closed(line, 9000), 5000, 300)
        eq(line.heard, b"")


async def test_a_head_has_four_seconds_however_slowly_it_comes():
    async with House(ROUTES) as house:
        line = house.door.come("GET / HTTP/1.1\r\n")
        began = time.ticks_ms()
        while line.is_open:
            line.say("A: b\r\n")
            await asyncio.sleep_ms(100)
        near(time.ticks_diff(time.ticks_ms(), began), 4000, 400)


def _upload(house, length):
    return (
        "PUT /api/save HTTP/1.1\r\nHost: 4.3.2.1\r\nContent-Length: %d\r\nX-Token: %s\r\n\r\n"
        % (length, house.gate.token)
    )


async def test_a_body_has_five_seconds_if_hardly_anything_comes():
    # The page gives up after 12 s; in between the next upload must have had its turn.
    async with House(ROUTES) as house:
        line = house.door.come(_upload(house, 9999))
        began = time.ticks_ms()
        while line.is_open:
            line.say("x")
            await asyncio.sleep_ms(100)
        near(time.ticks_diff(time.ticks_ms(), began), 5000, 400)
        await asyncio.sleep_ms(0)
        eq(os.listdir(), [])


async def test_a_long_body_has_more_time_as_long_as_it_comes():
    async with House(ROUTES) as house:
        line = house.door.come(_upload(house, 32768))
        for _ in range(64):
            line.say("x" * 512)
            await asyncio.sleep_ms(100)
        await house.closed(line)
        eq((line.answer()[0], os.stat("taken.new")[6]), (200, 32768))


async def test_the_body_of_a_stranger_has_two_seconds():
    async with House(ROUTES) as house:
        line = house.door.come(LOGIN)
        began = time.ticks_ms()
        while line.is_open:
            line.say("x")
            await asyncio.sleep_ms(100)
        near(time.ticks_diff(time.ticks_ms(), began), 2000, 400)


async def test_an_answer_has_thirty_seconds_however_slowly_it_is_taken():
    async with House(ROUTES) as house:
        line = house.door.come(HEAD.replace("hello", "big"), room=0)
        began = time.ticks_ms()
        while line.is_open:
            line.room += 1
            await asyncio.sleep_ms(100)
        near(time.ticks_diff(time.ticks_ms(), began), 30000, 400)


async def test_who_was_refused_half_way_may_finish_for_a_second():
    async with House(ROUTES) as house:
        line = house.door.come("PUT /api/save HTTP/1.1\r\nHost: 4.3.2.1\r\nContent-Length: 99999")
        line.say("\r\n\r\n" + "x" * 5000)
        near(await house.closed(line), 1000, 300)
        eq(line.answer()[0], 403)


async def test_idle_connections_do_not_keep_the_next_one_out():
    async with House(ROUTES) as house:
        idle = [house.door.come() for _ in range(4)]
        await asyncio.sleep_ms(100)
        phone = house.door.come(HEAD)
        true(await house.closed(phone) < 600)
        eq(phone.answer()[0], 200)
        # One was enough, the one that had waited longest.
        eq([line.is_open for line in idle], [False, True, True, True])


async def test_the_silent_leave_before_those_who_have_begun():
    async with House(ROUTES) as house:
        begun = [house.door.come("GET / HT") for _ in range(3)]
        await asyncio.sleep_ms(50)
        silent = house.door.come()
        await asyncio.sleep_ms(500)
        phone = house.door.come(HEAD)
        true(await house.closed(phone) < 300)
        eq((silent.is_open, [line.is_open for line in begun]), (False, [True] * 3))


async def _flood(house, lines, come, drip, every_ms):
    """Have each of these say or take a little again and again, and come anew once sent away."""
    while True:
        for index, line in enumerate(lines):
            if line.is_open:
                line.say(drip) if isinstance(drip, str) else _take(line, drip)
            elif line not in house.door.waiting:
                lines[index] = come()
        await asyncio.sleep_ms(every_ms)


def _take(line, size):
    line.room += size


async def _keeps_nobody_out(begin, drip, every_ms, room=1 << 30, count=20):
    for seats in (3, 6):
        async with House(ROUTES, seats=seats) as house:

            def come(house=house):
                return house.door.come(begin(house), room=room)

            slow = [come() for _ in range(count)]
            flood = asyncio.create_task(_flood(house, slow, come, drip, every_ms))
            await asyncio.sleep_ms(300)
            for _ in range(3):
                phone = house.door.come(HEAD)
                took = await house.closed(phone, 9000)
                true(took < 5000, "%d ms with %d seats" % (took, seats))
                eq(phone.answer()[0], 200)
            flood.cancel()


async def test_slow_heads_do_not_keep_a_phone_out_for_five_seconds():
    await _keeps_nobody_out(lambda house: "GET / HTTP/1.1\r\n", "A: b\r\n", 100)


async def test_slow_bodies_of_strangers_do_not_keep_a_phone_out_for_five_seconds():
    await _keeps_nobody_out(lambda house: LOGIN, "x", 500)


# Those that may stay longer: as many as the queue (see door) and six seats hold, no others wait.


async def test_slow_bodies_do_not_keep_a_phone_out_for_five_seconds():
    await _keeps_nobody_out(lambda house: _upload(house, 9999), "x", 500, count=10)


async def test_slow_readers_do_not_keep_a_phone_out_for_five_seconds():
    await _keeps_nobody_out(lambda house: BIG, 512, 1900, room=512, count=10)


async def test_who_takes_much_stays_though_others_wait():
    async with House(ROUTES) as house:
        busy = [house.door.come(HEAD.replace("hello", "big"), room=600) for _ in range(4)]
        phone = house.door.come(HEAD)
        # 6 KB a second: a weak signal, no more than that.
        for _ in range(34):
            await asyncio.sleep_ms(100)
            for line in busy:
                line.room += 600
        eq([line.answer()[0] for line in busy], [200] * 4)
        await house.closed(phone)
        eq(phone.answer()[0], 200)


async def test_who_takes_nothing_leaves_when_others_wait():
    async with House(ROUTES) as house:
        lazy = [house.door.come(HEAD.replace("hello", "big"), room=600) for _ in range(4)]
        await asyncio.sleep_ms(3000)
        eq([line.is_open for line in lazy], [True] * 4)
        phone = house.door.come(HEAD)
        true(await house.closed(phone) < 300)
        eq((phone.answer()[0], [line.is_open for line in lazy].count(False)), (200, 1))


async def test_who_is_being_served_stays():
    async def slow(request):
        await asyncio.sleep_ms(6000)
        return http.json({})

    async with House({"GET /api/hello": _hello, "GET /api/slow": slow}) as house:
        served = [house.door.come(HEAD.replace("hello", "slow")) for _ in range(4)]
        await asyncio.sleep_ms(100)
        phone = house.door.come(HEAD)
        await house.closed(phone, 9000)
        eq([line.answer()[0] for line in served + [phone]], [200] * 5)


async def test_a_handler_without_end_is_ended():
    ended = []

    async def endless(request):
        try:
            await asyncio.sleep_ms(100000)
        finally:
            ended.append(True)

    async with House({"GET /api/hello": endless}) as house:
        line = house.door.come(HEAD)
        near(await house.closed(line, 40000), 30000, 300)
        await asyncio.sleep_ms(0)
        eq((ended, line.heard), ([True], b""))


async def test_all_leave_when_the_server_stops():
    house = House(ROUTES)
    async with house:
        lines = [house.door.come(text) for text in ("", "GET", HEAD.replace("hello", "big"))]
        lines[2].room = 100
        await asyncio.sleep_ms(100)
        late = house.door.come()
        await asyncio.sleep_ms(0)
        await asyncio.sleep_ms(0)
    eq([line.is_open for line in lines + [late]], [False] * 3 + [late in house.door.waiting])
    eq(house.server._visits, [])


async def test_it_ends_by_itself_when_nobody_comes():
    house = House(ROUTES)
    began = time.ticks_ms()
    serving = asyncio.create_task(house.server.serve(house.door, 60000))
    await asyncio.sleep_ms(30000)
    eq((await house.ask("GET", "/api/hello"))[0], 200)
    await serving
    near(time.ticks_diff(time.ticks_ms(), began), 90000, 500)
