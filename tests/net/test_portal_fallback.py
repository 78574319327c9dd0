"""Nobody is locked out: without Wi-Fi, and when the button is held, the access point comes."""

import asyncio
import json
import time
from itertools import pairwise

import pytest

from net_broker import Broker
from net_home import LAMP, furnish, in_service, logged, moves
from net_page import Page
from net_portal import (
    HOME,
    SPEED,
    furnished,
    on,
    until,
)


@pytest.mark.parametrize("profile", ["pico_w", "esp32"])
async def test_without_wifi_the_access_point_comes_in_addition(profile, tmp_path, certificates):
    async with Broker(certificates) as broker:
        flash = furnished(tmp_path, broker)
        async with on(flash, profile, wifi={"Neighbour": "x" * 8}) as board:
            await asyncio.sleep(200 / SPEED)
            assert board.point is None  # a slow router is no reason
            await logged(board, "access point", timeout_s=10)
            unit = json.loads((flash / "unit.json").read_text("utf-8"))
            await until(lambda: board.point is not None)
            assert board.point["key"] == unit["password"]

            page = Page(board.web)
            hello = await page.hello()
            assert (hello["mode"], hello["trouble"]) == ("fallback", "no_network")
            await page.do("POST", "/api/set", {"id": "lamp", "key": "on_off", "value": True})
            await board.reach(LAMP, lambda duty: duty > 0)

            # While a phone is on it nobody hunts for the network.
            board.wifi(stations=1)
            await asyncio.sleep(5 / SPEED)
            since = len(board.log)
            await asyncio.sleep(130 / SPEED)
            assert not [line for line in board.log[since:] if "joining" in line]
            board.wifi(stations=0)
            await logged(board, "joining", since)

            board.wifi(networks=HOME)
            await in_service(board, since, timeout_s=30)
            await logged(board, "access point is off", since)
            assert board.point is None
            assert broker.sessions


async def test_the_button_brings_the_access_point_for_ten_minutes(tmp_path, certificates):
    async with (
        Broker(certificates) as broker,
        on(furnished(tmp_path, broker), "esp32") as board,
    ):
        await in_service(board)
        board.press(0, 3 / SPEED)
        await asyncio.sleep(5 / SPEED)
        assert board.point is None
        since = len(board.history)
        await asyncio.to_thread(board.press, 0, 7 / SPEED)
        await logged(board, "access point")
        levels = [row.value for row in board.history[since:] if row.pin == "2"]
        goes_on = [now for before, now in pairwise(levels) if now > before]
        assert 2 <= len(goes_on) <= 5  # two seconds of slow blinks
        began = time.monotonic()
        await logged(board, "access point is off", timeout_s=45)
        assert 25 <= time.monotonic() - began <= 40  # ten minutes, twenty times as fast
        assert moves(board) == []


@pytest.mark.parametrize("profile", ["pico_w", "esp32"])
async def test_the_button_held_for_ten_seconds_erases(profile, tmp_path, certificates):
    async with Broker(certificates) as broker:
        flash = furnished(tmp_path, broker)
        async with on(flash, profile) as board:
            await in_service(board)
            unit = (flash / "unit.json").read_bytes()
            _hold(board, profile, True)
            await asyncio.sleep(12 / SPEED)
            assert (flash / "settings.json").exists()  # it counts when it is let go
            _hold(board, profile, False)
            await logged(board, "settings.json is missing")
            assert (flash / "unit.json").read_bytes() == unit
            assert not (flash / "devices.json").exists()
            assert not (flash / "state.json").exists()


def _hold(board, profile, down):
    if profile == "pico_w":
        board.button(down)
    else:
        board.drive(0, 0 if down else 1)


async def test_a_button_that_a_device_uses_is_left_to_it(tmp_path, certificates):
    taken = [{"id": "s", "kind": "scenario_button", "name": "S", "pins": {"button": 0}}]
    async with Broker(certificates) as broker:
        flash = furnish(tmp_path, broker.port, {"own": broker.ca_der}, devices=taken)
        async with on(flash, "esp32") as board:
            await in_service(board)
            await asyncio.to_thread(board.press, 0, 12 / SPEED)
            await asyncio.sleep(1)
            assert (flash / "settings.json").exists()
            assert board.point is None
