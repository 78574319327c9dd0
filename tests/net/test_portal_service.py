"""The pages of a board in service: log-in, switching, backup, restart; who is kept out."""

import asyncio
import hashlib
import json
import time
from itertools import pairwise

import pytest

from net_broker import Broker
from net_home import (
    DEVICES,
    LAMP,
    PASSWORD,
    PLUG,
    PUMP,
    furnish,
    in_service,
    logged,
    moves,
    switched_on,
)
from net_page import Page

_SPEED = 20
_KEY = "home-wifi-key"
_WORD = "page-password-1"
# `make` of sbernode.portal.password with this salt; its test compares it with hashlib.
_SALT = "000102030405060708090a0b0c0d0e0f"
_HOME = {"Home": _KEY}


def _hashed(word: str) -> dict:
    digest = b""
    for _ in range(1000):
        digest = hashlib.sha256(digest + bytes.fromhex(_SALT) + word.encode()).digest()
    return {"salt": _SALT, "hash": digest.hex(), "rounds": 1000}


def _furnished(tmp_path, broker):
    """Write the files of a board whose pages have a password."""
    flash = furnish(tmp_path / "flash", broker.port, {"own": broker.ca_der})
    doc = json.loads((flash / "settings.json").read_text("utf-8"))
    doc["page"] = _hashed(_WORD)
    (flash / "settings.json").write_text(json.dumps(doc), "utf-8")
    return flash


def _on(flash, profile="pico_w", **more):
    more.setdefault("wifi", _HOME)
    return switched_on(flash, profile, speed=_SPEED, ports=True, **more)


async def _until(claim, timeout_s: float = 10) -> None:
    async with asyncio.timeout(timeout_s):
        while not claim():
            await asyncio.sleep(0.02)


async def _logged_in(board) -> Page:
    page = Page(board.web)
    hello = await page.hello()
    assert (hello["mode"], hello["login"], hello["token"]) == ("service", True, None)
    answer = await page.ask("POST", "/api/login", {"password": _WORD})
    assert answer.status == 200
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    page.token, page.cookie = answer.json["token"], cookie.split(";")[0]
    return page


def _no_secret_was_said(page: Page) -> None:
    assert len(page.said) >= 3
    for secret in (_KEY, PASSWORD, _WORD, _hashed(_WORD)["hash"]):
        assert not any(secret.encode() in body for body in page.said), secret


# -- what the pages do


@pytest.mark.parametrize("profile", ["pico_w", "esp32"])
async def test_a_session_in_service(profile, tmp_path, certificates):
    async with (
        Broker(certificates) as broker,
        _on(_furnished(tmp_path, broker), profile) as board,
    ):
        await in_service(board)
        page = await _logged_in(board)

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
        _no_secret_was_said(page)


async def test_a_restart_moves_no_output(tmp_path, certificates):
    async with Broker(certificates) as broker, _on(_furnished(tmp_path, broker)) as board:
        await in_service(board)
        page = await _logged_in(board)
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
        _on(_furnished(tmp_path, broker)) as board,
    ):
        await in_service(board)
        page = await _logged_in(board)
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
        _no_secret_was_said(page)


async def test_backup_and_restore(tmp_path, certificates):
    async with Broker(certificates) as broker:
        flash = _furnished(tmp_path, broker)
        async with _on(flash) as board:
            await in_service(board)
            page = await _logged_in(board)
            plain = await page.get("/api/backup?secrets=0")
            assert plain["devices"]["devices"] == DEVICES
            assert plain["settings"]["wifi"] == {"ssid": "Home"}
            _no_secret_was_said(page)

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
            assert (kept["sber"]["password"], kept["page"]) == (PASSWORD, _hashed(_WORD))
            devices = json.loads((flash / "devices.json").read_text("utf-8"))
            assert devices["devices"] == DEVICES[:2]
            page = await _logged_in(board)
            for wrong in ({"version": 1}, {**plain, "version": 2}, {**plain, "devices": []}):
                assert (await page.ask("PUT", "/api/restore", wrong)).error == "not_backup"


async def test_forget_wifi_and_factory_reset(tmp_path, certificates):
    async with Broker(certificates) as broker:
        flash = _furnished(tmp_path, broker)
        async with _on(flash) as board:
            await in_service(board)
            unit = (flash / "unit.json").read_bytes()
            page = await _logged_in(board)
            await page.do("POST", "/api/forget")
            await asyncio.to_thread(board.wait_log, "access point", 20)
            hello = await page.hello()
            assert (hello["mode"], hello["login"]) == ("setup", False)
            assert board.point["key"] == json.loads(unit)["password"]
            shown = await page.get("/api/settings")
            assert "ssid" not in shown["wifi"] and shown["sber"]["password"] is True
            assert not any(_KEY.encode() in f.read_bytes() for f in flash.glob("*.json*"))

            since = len(board.log)
            await page.do("POST", "/api/reset")
            await logged(board, "settings.json is missing", since)
            assert (flash / "unit.json").read_bytes() == unit
            left = {file.name for file in flash.glob("*.json*")}
            assert left == {"unit.json"} | {n for n in left if n.startswith("unit.json.")}
            await logged(board, json.loads(unit)["password"], since)
            await _until(lambda: board.point is not None)
            assert board.point["key"] == json.loads(unit)["password"]


async def test_pins_are_tried_and_those_of_devices_left_alone(tmp_path, certificates):
    async with Broker(certificates) as broker, _on(_furnished(tmp_path, broker)) as board:
        await in_service(board)
        page = await _logged_in(board)
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

        assert await page.get("/api/watch?gpio=20&pull=up") == {"level": 1}
        board.drive(20, 0)
        assert await page.get("/api/watch?gpio=20&pull=up") == {"level": 0}
        board.drive(20, None)
        assert await page.get("/api/watch?gpio=20&pull=down") == {"level": 0}
        # One that a device uses is read as it is.
        await page.do("POST", "/api/set", {"id": "pump", "key": "on_off", "value": True})
        assert await page.get(f"/api/watch?gpio={PUMP}") == {"level": 1}
        assert board.value(PUMP) == 1
        for query in ("gpio=23", "gpio=x", "gpio=20&pull=left", ""):
            assert (await page.ask("GET", "/api/watch?" + query)).status == 400


async def test_the_password_is_changed(tmp_path, certificates):
    async with Broker(certificates) as broker, _on(_furnished(tmp_path, broker)) as board:
        await in_service(board)
        page = await _logged_in(board)
        before = page.token
        wrong = await page.ask("POST", "/api/password", {"old": "nonsense", "new": "new-word-22"})
        assert wrong.error == "wrong_page_password"
        await asyncio.sleep(1.2 / _SPEED + 0.1)
        short = await page.ask("POST", "/api/password", {"old": _WORD, "new": "short"})
        assert (short.error, short.json["args"]) == ("short_password", [8])
        done = await page.do("POST", "/api/password", {"old": _WORD, "new": "new-word-22"})
        page.cookie = None
        assert (await page.ask("POST", "/api/restart")).error == "no_token"
        assert done["token"] != before
        page.token = None
        assert (await page.ask("POST", "/api/login", {"password": _WORD})).status == 401
        await asyncio.sleep(1.2 / _SPEED + 0.1)
        answer = await page.ask("POST", "/api/login", {"password": "new-word-22"})
        assert answer.status == 200


# -- who is kept out


async def test_wrong_log_ins_wait_longer_and_longer(tmp_path, certificates):
    async with Broker(certificates) as broker, _on(_furnished(tmp_path, broker)) as board:
        await in_service(board)
        page = Page(board.web)
        for wait in (1, 2, 4):
            answer = await page.ask("POST", "/api/login", {"password": "not this one"})
            assert (answer.status, answer.error) == (401, "wrong_page_password")
            assert answer.json["args"] == [wait]
            # Also the right one has to wait, whoever comes with it.
            early = await page.ask("POST", "/api/login", {"password": _WORD})
            assert (early.status, early.error) == (429, "wait")
            assert 1 <= early.json["args"][0] <= wait
            await asyncio.sleep(wait / _SPEED + 0.1)
        await _logged_in(board)
        for odd in ({}, {"password": 5}, {"password": None}):
            answer = await page.ask("POST", "/api/login", odd)
            assert answer.status in (401, 429)
            await asyncio.sleep(0.3)


_READS = ("state", "settings", "devices", "config", "log", "backup", "backup?secrets=1", "scan")
_CHANGES = ("restart", "reset", "forget", "save", "discard", "test", "set", "blink", "password")


async def test_without_a_log_in_nothing_is_said_and_nothing_done(tmp_path, certificates):
    async with Broker(certificates) as broker, _on(_furnished(tmp_path, broker)) as board:
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
        _no_secret_was_said(page)


async def test_another_site_can_do_nothing(tmp_path, certificates):
    async with Broker(certificates) as broker, _on(_furnished(tmp_path, broker)) as board:
        await in_service(board)
        page = await _logged_in(board)
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


# -- never locked out


@pytest.mark.parametrize("profile", ["pico_w", "esp32"])
async def test_without_wifi_the_access_point_comes_in_addition(profile, tmp_path, certificates):
    async with Broker(certificates) as broker:
        flash = _furnished(tmp_path, broker)
        async with _on(flash, profile, wifi={"Neighbour": "x" * 8}) as board:
            await asyncio.sleep(200 / _SPEED)
            assert board.point is None  # a slow router is no reason
            await logged(board, "access point", timeout_s=10)
            unit = json.loads((flash / "unit.json").read_text("utf-8"))
            assert board.point["key"] == unit["password"]

            page = Page(board.web)
            hello = await page.hello()
            assert (hello["mode"], hello["trouble"]) == ("fallback", "no_network")
            await page.do("POST", "/api/set", {"id": "lamp", "key": "on_off", "value": True})
            await board.reach(LAMP, lambda duty: duty > 0)

            # While a phone is on it nobody hunts for the network.
            board.wifi(stations=1)
            await asyncio.sleep(5 / _SPEED)
            since = len(board.log)
            await asyncio.sleep(130 / _SPEED)
            assert not [line for line in board.log[since:] if "joining" in line]
            board.wifi(stations=0)
            await logged(board, "joining", since)

            board.wifi(networks=_HOME)
            await in_service(board, since, timeout_s=30)
            await logged(board, "access point is off", since)
            assert board.point is None
            assert broker.sessions


async def test_the_button_brings_the_access_point_for_ten_minutes(tmp_path, certificates):
    async with (
        Broker(certificates) as broker,
        _on(_furnished(tmp_path, broker), "esp32") as board,
    ):
        await in_service(board)
        board.press(0, 3 / _SPEED)
        await asyncio.sleep(5 / _SPEED)
        assert board.point is None
        since = len(board.history)
        await asyncio.to_thread(board.press, 0, 7 / _SPEED)
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
        flash = _furnished(tmp_path, broker)
        async with _on(flash, profile) as board:
            await in_service(board)
            unit = (flash / "unit.json").read_bytes()
            _hold(board, profile, True)
            await asyncio.sleep(12 / _SPEED)
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
        async with _on(flash, "esp32") as board:
            await in_service(board)
            await asyncio.to_thread(board.press, 0, 12 / _SPEED)
            await asyncio.sleep(1)
            assert (flash / "settings.json").exists()
            assert board.point is None
