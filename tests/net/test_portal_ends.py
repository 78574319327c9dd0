"""How the pages of a board leave things: pins that were tried, files that were erased, reasons."""

import asyncio
import json

from net_broker import Broker
from net_home import PUMP, in_service, logged
from net_page import Page
from net_portal import SPEED, furnished, logged_in, on


async def test_a_pin_that_was_tried_is_let_go_of_before_a_restart(tmp_path):
    (tmp_path / "flash").mkdir()
    async with on(tmp_path / "flash") as board:
        page = Page(board.web)
        await page.hello()
        since = len(board.log)
        await page.do("POST", "/api/blink", {"gpio": 21})
        # 600 ms on, 600 ms off: the restart falls into an "on".
        await board.reach(21, 1)
        await page.do("POST", "/api/restart")
        await logged(board, "settings.json is missing", since)
        await page.hello()
        assert board.pins.get("21", {"mode": "in"})["mode"] == "in"


async def test_what_is_erased_stays_erased(tmp_path, certificates):
    kept = [{"id": "p", "kind": "relay", "name": "P", "pins": {"out": PUMP}}]
    kept[0]["options"] = {"power_on": "last"}
    async with Broker(certificates) as broker:
        flash = furnished(tmp_path, broker, devices=kept)
        (flash / "upload.new").write_text("half a backup")
        async with on(flash) as board:
            await in_service(board)
            page = await logged_in(board)
            await page.do("POST", "/api/set", {"id": "p", "key": "on_off", "value": True})
            # Five seconds later the state is saved: between the erasing and the restart.
            await asyncio.sleep(4.3 / SPEED)
            since = len(board.log)
            await page.do("POST", "/api/reset")
            await logged(board, "settings.json is missing", since)
            assert {file.name.split(".")[0] for file in flash.glob("*.*")} == {"unit"}


async def test_the_reason_is_told_while_a_phone_is_joined(tmp_path, certificates):
    async with Broker(certificates) as broker:
        flash = furnished(tmp_path, broker)
        async with on(flash, wifi={"Home": "another-key"}) as board:
            await logged(board, "access point", timeout_s=20)
            page = Page(board.web)
            assert (await page.hello())["trouble"] == "wrong_password"
            board.wifi(stations=1)
            await asyncio.sleep(30 / SPEED)
            assert (await page.hello())["trouble"] == "wrong_password"


async def test_the_pages_leave_the_memory_after_a_test(tmp_path, certificates):
    async with Broker(certificates) as broker:
        flash = furnished(tmp_path, broker)
        typed = json.loads((flash / "settings.json").read_text("utf-8"))
        del typed["page"]
        async with on(flash) as board:
            await in_service(board)
            page = await logged_in(board)
            await page.do("PUT", "/api/settings", typed)
            assert (await page.tested())["state"] == "ok"
            await asyncio.sleep(75 / SPEED)
            assert (await page.get("/api/test"))["state"] == "idle"
