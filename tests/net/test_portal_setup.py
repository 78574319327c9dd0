"""A board that is set up by phone, from factory-new to in service."""

import json

from host_tools.cloud.service import Cloud
from net_broker import Broker
from net_home import DEVICES, LOGIN, PASSWORD, in_service, logged, moves
from net_new import (
    KEY,
    PAGE_PASSWORD,
    STEPS,
    each_board,
    entered,
    new,
    no_secret_was_said,
    settings,
)
from net_page import Page


@each_board
async def test_a_new_board_is_set_up_by_phone(profile, tmp_path):
    async with Cloud(tmp_path / "cloud", 0, LOGIN, PASSWORD) as cloud:
        flash = tmp_path / "flash"
        async with new(flash, profile, env={"SIM_CLOCK": "unset"}) as board:
            page = Page(board.web)
            hello = await page.hello()
            assert (hello["mode"], hello["new"], hello["login"]) == ("setup", True, False)
            assert (hello["trouble"], hello["detail"]) == ("nofile", "settings.json")
            assert board.point["ssid"] == hello["unit"]
            assert board.point["key"] is None  # never set up: open
            assert board.point["address"] == ("4.3.2.1" if profile == "esp32" else "192.168.4.1")
            found = await page.get("/api/scan")
            assert [(n["ssid"], n["lock"]) for n in found["networks"]] == [
                ("Home", True),
                ("Cafe", False),
                ("Молоко", True),
            ]

            page = await entered(
                board, cloud.port, cloud.ca_der().read_bytes(), page_password=PAGE_PASSWORD
            )
            assert (await page.hello())["draft"] is True
            refused = await page.ask("POST", "/api/save", {})
            assert (refused.status, refused.error) == (409, "untested")
            tested = await page.tested()
            assert tested == {
                "state": "ok",
                **{step: {"state": "ok", "code": "", "args": []} for step in STEPS},
            }
            assert board.point is not None
            assert set(cloud.devices) == {d["id"] for d in DEVICES} | {"root"}

            since = len(board.log)
            saved = await page.do("POST", "/api/save", {})
            assert saved == {"address": "192.168.1.77", "local": hello["local"]}
            await page.do("GET", "/api/done")
            await in_service(board, since)

            assert board.point is None
            assert moves(board) == []
            kept = json.loads((flash / "settings.json").read_text("utf-8"))
            assert PAGE_PASSWORD not in json.dumps(kept)
            assert json.loads((flash / "unit.json").read_text("utf-8"))["setup"] is True
            assert not list(flash.glob("*draft*"))
            assert (await page.hello())["mode"] == "service"
            no_secret_was_said(page)


async def test_a_network_whose_name_is_no_text_is_found_and_joined(tmp_path, certificates):
    air = {"odd": {"hex": "ff00fe41", "key": KEY}}
    async with Broker(certificates) as broker, new(tmp_path / "flash", wifi=air) as board:
        page = await entered(board, broker.port, broker.ca_der)
        found = (await page.get("/api/scan"))["networks"]
        assert [(n.get("hex"), n["lock"]) for n in found] == [("ff00fe41", True)]

        odd = settings(broker.port, wifi={"ssid_hex": "ff00fe41", "password": KEY})
        assert await page.do("PUT", "/api/settings", odd) == {"problems": []}
        assert (await page.get("/api/settings"))["wifi"]["ssid_hex"] == "ff00fe41"
        assert (await page.tested())["state"] == "ok"


async def test_what_was_entered_survives_a_power_cut(tmp_path):
    flash = tmp_path / "flash"
    async with new(flash) as board:
        await entered(board, 8883, None)
    async with new(flash) as board:
        page = Page(board.web)
        assert (await page.hello())["draft"] is True
        shown = await page.get("/api/settings")
        assert shown["wifi"] == {"ssid": "Home", "password": True}
        assert shown["sber"]["login"] == LOGIN
        assert (await page.get("/api/devices"))["devices"] == DEVICES
        # A secret that is not sent again is the one that was typed in.
        again = settings(8883, home="Дача")
        del again["sber"]["password"], again["wifi"]["password"]
        assert await page.do("PUT", "/api/settings", again) == {"problems": []}
        assert (await page.get("/api/settings"))["home"] == "Дача"
        await page.do("POST", "/api/discard")
        assert (await page.hello())["draft"] is False
        assert (await page.get("/api/settings"))["wifi"].get("ssid") is None
        no_secret_was_said(page)


async def test_a_board_that_was_in_service_once_is_never_open_again(tmp_path, certificates):
    async with Broker(certificates) as broker:
        flash = tmp_path / "flash"
        async with new(flash) as board:
            page = await entered(board, broker.port, broker.ca_der)
            await page.do("POST", "/api/save", {"anyway": True})
            await page.do("GET", "/api/done")
            await in_service(board)
        unit = json.loads((flash / "unit.json").read_text("utf-8"))
        for name in ("settings.json", "settings.json.old"):
            (flash / name).unlink(missing_ok=True)
        async with new(flash) as board:
            hello = await Page(board.web).hello()
            assert (hello["mode"], hello["new"]) == ("setup", False)
            assert board.point["key"] == unit["password"]
            await logged(board, f"password {unit['password']}")


@each_board
async def test_files_that_are_refused_bring_the_page_and_no_pin_moves(profile, tmp_path):
    flash = tmp_path / "flash"
    flash.mkdir()
    taken = [{"id": name, "kind": "relay", "name": "R", "pins": {"out": 16}} for name in "ab"]
    (flash / "settings.json").write_text(json.dumps({"version": 1, **settings(8883)}), "utf-8")
    (flash / "devices.json").write_text(json.dumps({"version": 1, "devices": taken}), "utf-8")
    async with new(flash, profile) as board:
        page = Page(board.web)
        hello = await page.hello()
        assert (hello["trouble"], hello["detail"]) == ("badfile", "devices.json")
        await logged(board, "pin_taken")
        said = await page.do("PUT", "/api/devices", {"version": 1, "devices": taken})
        assert ["b", "pins.out", "pin_taken", "a"] in said["problems"]
        assert [row for row in board.history if row.mode != "in"] == []
        for path in ("settings", "devices", "scan", "backup"):
            await page.get("/api/" + path)
        # On the access point nobody had to know the password of the pages.
        refused = await page.ask("GET", "/api/backup?secrets=1")
        assert (refused.status, refused.error) == (403, "log_in")
        no_secret_was_said(page)
