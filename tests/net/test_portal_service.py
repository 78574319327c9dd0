"""The pages of a board in service: log-in, switching, backup, restart; who is kept out."""

import asyncio
import json

import pytest

from net_broker import Broker
from net_home import DEVICES, PASSWORD, PLUG, PUMP, in_service, logged, moves
from net_page import Page
from net_portal import (
    KEY,
    SPEED,
    WORD,
    furnished,
    hashed,
    logged_in,
    no_secret_was_said,
    on,
    until,
)

# -- what the pages do


@pytest.mark.parametrize("profile", ["pico_w", "esp32"])
async def test_a_session_in_service(profile, tmp_path, certificates):
    async with (
        Broker(certificates) as broker,
        on(furnished(tmp_path, broker), profile) as board,
    ):
        await in_service(board)
        page = await logged_in(board)

        state = await page.get("/api/state")
        assert (state["trouble"], state["second_board"]) == ("", False)
        assert state["rssi"] == -58
        by_id = {device["id"]: device for device in state["devices"]}
        assert list(by_id) == [device["id"] for device in DEVICES]
        assert by_id["pump"]["states"] == {"on_off": False}
        assert by_id["pump"]["takes"] == ["on_off"]
        assert by_id["lamp"]["room"] == "Кухня"
        assert by_id["door"]["takes"] == []

        # Switched here: the pin at once, the cloud is told as of a wall switch.
        since = len(broker.sessions[0].said)
        await page.do("POST", "/api/set", {"id": "pump", "key": "on_off", "value": True})
        await board.reach(PUMP, 1)
        told = lambda: [b for _, t, b in broker.sessions[0].said[since:] if t == "up/status"]  # noqa: E731
        await broker.until(told)
        assert told()[0]["devices"]["pump"]["states"][1]["value"]["bool_value"] is True
        dim = {"id": "lamp", "key": "light_brightness", "value": 5000}
        await page.do("POST", "/api/set", dim)
        lamp = next(d for d in (await page.get("/api/state"))["devices"] if d["id"] == "lamp")
        assert lamp["states"]["light_brightness"] == 1000  # clamped like a command
        for wrong in ({**dim, "value": "x"}, {**dim, "key": "open_set"}, {**dim, "id": "no"}):
            assert (await page.ask("POST", "/api/set", wrong)).status in (400, 404)

        config = await page.ask("GET", "/api/config")
        sent = next(body for _, topic, body in broker.sessions[0].said if topic == "up/config")
        assert config.json == sent
        lines = (await page.get("/api/log"))["lines"]
        assert ["info", "cloud", "in service"] in lines
        no_secret_was_said(page)


async def test_a_restart_moves_no_output(tmp_path, certificates):
    async with Broker(certificates) as broker, on(furnished(tmp_path, broker)) as board:
        await in_service(board)
        page = await logged_in(board)
        await page.do("POST", "/api/set", {"id": "pump", "key": "on_off", "value": True})
        await board.reach(PUMP, 1)
        since, seen = len(board.log), len(board.history)
        resets = len(board.resets)
        await page.do("POST", "/api/restart")
        await asyncio.to_thread(board.wait_reset, resets + 1, 10)
        await in_service(board, since)
        assert board.resets[-1] == "soft"
        assert [move for move in moves(board, seen) if move.pin in (str(PUMP), str(PLUG))] == []
        assert board.value(PUMP) == 1
        # Everybody has to log in anew: the token was of the run before.
        assert (await page.ask("GET", "/api/state")).status == 401


async def test_new_settings_are_tested_while_the_board_works_and_then_used(tmp_path, certificates):
    async with (
        Broker(certificates) as broker,
        Broker(certificates) as other,
        on(furnished(tmp_path, broker)) as board,
    ):
        await in_service(board)
        page = await logged_in(board)
        doc = await page.get("/api/settings")
        assert doc["page"] is True
        doc["sber"].update(port=1, password=PASSWORD)
        assert await page.do("PUT", "/api/settings", doc) == {"problems": []}
        since = len(board.log)
        tested = await page.tested()
        assert (tested["state"], tested["tls"]["code"]) == ("failed", "refused")
        # The session of before comes back, with its devices.
        await in_service(board, since)
        assert len(broker.sessions) == 2
        await page.do("POST", "/api/set", {"id": "plug", "key": "on_off", "value": True})
        await board.reach(PLUG, 1)

        doc["sber"]["port"] = other.port
        await page.do("PUT", "/api/settings", doc)
        assert (await page.tested())["state"] == "ok"
        since, seen = len(board.log), len(board.history)
        await page.do("POST", "/api/save", {})
        await page.do("GET", "/api/done")
        await in_service(board, since)
        await other.until(lambda: len(other.sessions) >= 2)
        assert [move for move in moves(board, seen) if move.pin == str(PLUG)] == []
        no_secret_was_said(page)


async def test_backup_and_restore(tmp_path, certificates):
    async with Broker(certificates) as broker:
        flash = furnished(tmp_path, broker)
        async with on(flash) as board:
            await in_service(board)
            page = await logged_in(board)
            plain = await page.get("/api/backup?secrets=0")
            assert plain["devices"]["devices"] == DEVICES
            assert plain["settings"]["wifi"] == {"ssid": "Home"}
            no_secret_was_said(page)

            # What comes back without secrets gets those that are there.
            plain["devices"]["devices"] = DEVICES[:2]
            assert await page.do("PUT", "/api/restore", plain) == {"problems": []}
            whole = await page.ask("GET", "/api/backup?secrets=1")
            assert whole.json["settings"]["sber"]["password"] == PASSWORD
            assert (await page.tested())["state"] == "ok"
            resets = len(board.resets)
            await page.do("POST", "/api/save", {})
            await page.do("GET", "/api/done")
            # Until then the session of before may come back, and say so.
            await asyncio.to_thread(board.wait_reset, resets + 1, 10)
            await in_service(board, len(board.log))
            kept = json.loads((flash / "settings.json").read_text("utf-8"))
            assert (kept["sber"]["password"], kept["page"]) == (PASSWORD, hashed(WORD))
            devices = json.loads((flash / "devices.json").read_text("utf-8"))
            assert devices["devices"] == DEVICES[:2]
            page = await logged_in(board)
            for wrong in ({"version": 1}, {**plain, "version": 2}, {**plain, "devices": []}):
                assert (await page.ask("PUT", "/api/restore", wrong)).error == "not_backup"


async def test_forget_wifi_and_factory_reset(tmp_path, certificates):
    async with Broker(certificates) as broker:
        flash = furnished(tmp_path, broker)
        async with on(flash) as board:
            await in_service(board)
            unit = (flash / "unit.json").read_bytes()
            page = await logged_in(board)
            await page.do("POST", "/api/forget")
            await asyncio.to_thread(board.wait_log, "access point", 20)
            hello = await page.hello()
            assert (hello["mode"], hello["login"]) == ("setup", False)
            await until(lambda: board.point is not None)
            assert board.point["key"] == json.loads(unit)["password"]
            shown = await page.get("/api/settings")
            assert "ssid" not in shown["wifi"] and shown["sber"]["password"] is True
            assert not any(KEY.encode() in f.read_bytes() for f in flash.glob("*.json*"))

            since = len(board.log)
            await page.do("POST", "/api/reset")
            await logged(board, "settings.json is missing", since)
            assert (flash / "unit.json").read_bytes() == unit
            left = {file.name for file in flash.glob("*.json*")}
            assert left == {"unit.json"} | {n for n in left if n.startswith("unit.json.")}
            await logged(board, json.loads(unit)["password"], since)
            await until(lambda: board.point is not None)
            assert board.point["key"] == json.loads(unit)["password"]


async def test_the_password_is_changed(tmp_path, certificates):
    async with Broker(certificates) as broker, on(furnished(tmp_path, broker)) as board:
        await in_service(board)
        page = await logged_in(board)
        before = page.token
        wrong = await page.ask("POST", "/api/password", {"old": "nonsense", "new": "new-word-22"})
        assert wrong.error == "wrong_page_password"
        await asyncio.sleep(1.2 / SPEED + 0.1)
        short = await page.ask("POST", "/api/password", {"old": WORD, "new": "short"})
        assert (short.error, short.json["args"]) == ("short_password", [8])
        done = await page.do("POST", "/api/password", {"old": WORD, "new": "new-word-22"})
        page.cookie = None
        assert (await page.ask("POST", "/api/restart")).error == "no_token"
        assert done["token"] != before
        page.token = None
        assert (await page.ask("POST", "/api/login", {"password": WORD})).status == 401
        await asyncio.sleep(1.2 / SPEED + 0.1)
        answer = await page.ask("POST", "/api/login", {"password": "new-word-22"})
        assert answer.status == 200


# -- who is kept out


async def test_wrong_log_ins_wait_longer_and_longer(tmp_path, certificates):
    async with Broker(certificates) as broker, on(furnished(tmp_path, broker)) as board:
        await in_service(board)
        page = Page(board.web)
        for wait in (1, 2, 4):
            answer = await page.ask("POST", "/api/login", {"password": "not this one"})
            assert (answer.status, answer.error) == (401, "wrong_page_password")
            assert answer.json["args"] == [wait]
            # Also the right one has to wait, whoever comes with it.
            early = await page.ask("POST", "/api/login", {"password": WORD})
            assert (early.status, early.error) == (429, "wait")
            assert 1 <= early.json["args"][0] <= wait
            await asyncio.sleep(wait / SPEED + 0.1)
        await logged_in(board)
        for odd in ({}, {"password": 5}, {"password": None}):
            answer = await page.ask("POST", "/api/login", odd)
            assert answer.status in (401, 429)
            await asyncio.sleep(0.3)


_READS = ("state", "settings", "devices", "config", "log", "backup", "backup?secrets=1", "scan")
_CHANGES = ("restart", "reset", "forget", "save", "discard", "test", "set", "blink", "password")


async def test_without_a_log_in_nothing_is_said_and_nothing_done(tmp_path, certificates):
    async with Broker(certificates) as broker, on(furnished(tmp_path, broker)) as board:
        await in_service(board)
        page = Page(board.web)
        hello = await page.hello()
        assert (hello["trouble"], hello["detail"], hello["draft"]) == ("", "", False)
        for path in _READS:
            assert (await page.ask("GET", "/api/" + path)).status == 401, path
        for path in _CHANGES:
            assert (await page.ask("POST", "/api/" + path, {})).status == 403, path
        for path in ("settings", "devices", "root", "restore"):
            assert (await page.ask("PUT", "/api/" + path, {})).status == 403, path
        assert board.resets == ["soft"]  # the one of the first start
        no_secret_was_said(page)


async def test_another_site_can_do_nothing(tmp_path, certificates):
    async with Broker(certificates) as broker, on(furnished(tmp_path, broker)) as board:
        await in_service(board)
        page = await logged_in(board)
        place = page.web.removeprefix("http://")
        body = {"id": "pump", "key": "on_off", "value": True}
        # Cross-site: the browser sends the cookie, but not the token, and says where from.
        token, page.token = page.token, None
        assert (await page.ask("POST", "/api/set", body)).error == "no_token"
        page.token = token
        for origin in ("http://evil.example", "null", f"https://{place}"):
            answer = await page.ask("POST", "/api/set", body, Origin=origin)
            assert (answer.status, answer.error) == (403, "other_site"), origin
        # DNS rebinding: the name is theirs, so it is not ours.
        answer = await page.ask("GET", "/api/state", Host="evil.example")
        assert answer.status == 421
        answer = await page.ask("POST", "/api/set", body, Host="evil.example")
        assert answer.status == 421
        assert board.value(PUMP) == 0
        # The page itself, by address and by name.
        fine = await page.ask("POST", "/api/set", body, Origin=page.web)
        assert fine.status == 200
        name = (await page.hello())["local"]
        answer = await page.ask("GET", "/api/state", Host=name)
        assert answer.status == 200
