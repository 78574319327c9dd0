"""Pins tried from the pages: an output blinks, an input is watched; the board's own are left."""

import asyncio

from net_broker import Broker
from net_home import PUMP, in_service
from net_portal import SPEED, furnished, logged_in, on, until


async def look(page, gpio: int, pull: str = "none") -> dict:
    """Watch an input once."""
    return await page.do("POST", "/api/watch", {"gpio": gpio, "pull": pull})


async def test_pins_are_tried_and_those_of_devices_left_alone(tmp_path, certificates):
    async with Broker(certificates) as broker, on(furnished(tmp_path, broker)) as board:
        await in_service(board)
        page = await logged_in(board)
        seen = len(board.history)
        taken = await page.ask("POST", "/api/blink", {"gpio": PUMP})
        assert (taken.status, taken.error) == (409, "pin_taken")
        for gpio in (23, 99, -1, "16", True, None):
            wrong = await page.ask("POST", "/api/blink", {"gpio": gpio})
            assert wrong.error == "forbidden_pin", gpio
        assert board.history[seen:] == []

        await page.do("POST", "/api/blink", {"gpio": 20, "active": "low"})
        await board.reach(20, lambda shown: board.pins["20"]["mode"] == "in")
        levels = [row.value for row in board.history[seen:] if row.mode == "out"]
        assert levels == [1, 0, 1, 0, 1, 0, 1]

        assert await look(page, 20, "up") == {"level": 1}
        board.drive(20, 0)
        assert await look(page, 20, "up") == {"level": 0}
        board.drive(20, None)
        assert await look(page, 20, "down") == {"level": 0}
        # One that a device uses is read as it is.
        await page.do("POST", "/api/set", {"id": "pump", "key": "on_off", "value": True})
        assert await look(page, PUMP) == {"level": 1}
        assert board.value(PUMP) == 1
        for wrong in ({"gpio": 23}, {"gpio": "20"}, {"gpio": 20, "pull": "left"}, {}):
            assert (await page.ask("POST", "/api/watch", wrong)).status == 400, wrong


async def test_only_who_is_in_may_change_a_pin_by_looking_at_it(tmp_path, certificates):
    """A GET changes nothing (RFC 9110, 9.2.1); other sites can send one without asking."""
    async with Broker(certificates) as broker, on(furnished(tmp_path, broker)) as board:
        await in_service(board)
        page = await logged_in(board)
        seen = len(board.history)
        asked = await page.ask("GET", "/api/watch?gpio=21&pull=up", Origin="http://evil.example")
        assert (asked.status, asked.headers["allow"]) == (405, "POST")
        body = {"gpio": 21, "pull": "up"}
        asked = await page.ask("POST", "/api/watch", body, Origin="http://evil.example")
        assert (asked.status, asked.error) == (403, "other_site")
        page.token = None
        assert (await page.ask("POST", "/api/watch", body)).error == "no_token"
        assert board.history[seen:] == []


async def test_the_pull_goes_when_nobody_looks_any_more(tmp_path, certificates):
    """What is wired to the pin later must not meet the pull of a look long over."""
    async with Broker(certificates) as broker, on(furnished(tmp_path, broker)) as board:
        await in_service(board)
        page = await logged_in(board)
        assert await look(page, 20, "up") == {"level": 1}
        await board.reach(20, 0)  # nothing is wired to it, so it falls with its pull
        assert await look(page, 20, "up") == {"level": 1}
        # Another pin is looked at, then one blinks: at once.
        assert await look(page, 21, "up") == {"level": 1}
        await board.reach(20, 0)
        await page.do("POST", "/api/blink", {"gpio": 19})
        await board.reach(21, 0)
        await board.reach(19, lambda shown: board.pins["19"]["mode"] == "in")
        # The program begins anew.
        assert await look(page, 22, "up") == {"level": 1}
        since = len(board.log)
        await page.do("POST", "/api/restart")
        await in_service(board, since)
        assert [row.value for row in board.history if row.pin == "22"] == [1, 0]


async def test_button_and_led_of_the_board_are_shared_with_who_tries_pins(tmp_path, certificates):
    """ESP32 DevKit: GPIO 0 is the button, 2 the LED; two Pins of one GPIO fight."""
    async with (
        Broker(certificates) as broker,
        on(furnished(tmp_path, broker), "esp32") as board,
    ):
        await in_service(board)
        page = await logged_in(board)
        await page.do("POST", "/api/blink", {"gpio": 2})
        await board.reach(2, lambda shown: board.pins["2"]["mode"] == "in", 10)
        for path in ("blink", "watch"):
            # With a pull to ground it would look held, and so erase everything.
            asked = await page.ask("POST", "/api/" + path, {"gpio": 0, "pull": "down"})
            assert (asked.status, asked.error) == (409, "pin_own"), path

        seen = len(board.history)
        board.button(True)
        await asyncio.sleep(6.5 / SPEED)
        board.button(False)
        await until(lambda: board.point is not None)
        lit = [row.value for row in board.history[seen:] if row.pin == "2" and row.mode == "out"]
        assert lit[:2] == [0, 1] and lit[-1] == 0 and len(lit) > 4
        # And the other way round: the LED has been shown, now it is tried.
        seen = len(board.history)
        await page.do("POST", "/api/blink", {"gpio": 2})
        await board.reach(2, lambda shown: board.pins["2"]["mode"] == "in", 10)
        levels = [r.value for r in board.history[seen:] if r.pin == "2" and r.mode == "out"]
        assert levels == [0, 1, 0, 1, 0, 1, 0]
        assert not [line for line in board.log if "failed" in line]
