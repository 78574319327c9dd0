"""Drafts on a board: who gets a stored password, what a test tells the cloud, what is used."""

import json

import trustme

from net_broker import Broker
from net_home import DEVICES, LOGIN, PASSWORD, PUMP, furnish, in_service
from net_page import Page
from net_portal import KEY, WORD, furnished, hashed, logged_in, on

_AIR = {"Home": {"key": KEY}, "Cafe": {"key": "", "address": "10.0.0.9"}}
_AGAIN = ["sber", "sber.password", "type_again", None]


def _on(flash, profile="pico_w", **more):
    flash.mkdir(parents=True, exist_ok=True)
    return on(flash, profile, **{"wifi": _AIR, **more})


def _settings(port, **sber):
    server = {"host": "localhost", "port": port, "login": LOGIN, **sber}
    return {"wifi": {"ssid": "Home", "password": KEY}, "sber": server}


def _configs(session):
    """Return the devices of each config of a session: {id: name}."""
    return [
        {device["id"]: device["name"] for device in body["devices"]}
        for _, topic, body in session.said
        if topic == "up/config"
    ]


# -- what a test tells the cloud


async def test_a_test_takes_no_device_away_and_tells_no_state(tmp_path, certificates):
    # The cloud removes what a config does not name, and scenarios act on what a status says.
    async with Broker(certificates) as broker, _on(furnished(tmp_path, broker)) as board:
        await in_service(board)
        page = await logged_in(board)
        kept = [device for device in DEVICES if device["id"] != "plug"]
        pump = {**DEVICES[1], "name": "Другой насос"}
        new = {"id": "new", "kind": "relay", "name": "Новое", "pins": {"out": 20}}
        doc = {"version": 1, "devices": [pump if d["id"] == "pump" else d for d in kept] + [new]}
        await page.do("PUT", "/api/devices", doc)
        await page.do("POST", "/api/set", {"id": "pump", "key": "on_off", "value": True})
        await board.reach(PUMP, 1)
        in_use = _configs(broker.sessions[0])[0]
        before = len(broker.sessions)
        since = len(board.log)
        await page.do("POST", "/api/test", {})
        await broker.until(lambda: len(broker.sessions) > before)
        # Something happens here meanwhile: it is told afterwards.
        await page.do("POST", "/api/set", {"id": "plug", "key": "on_off", "value": True})
        assert (await page.hello())["held"] is True
        assert (await page.test_ended())["state"] == "ok"
        test = broker.sessions[before]
        assert test.topics() == ["connect", "subscribe down/#", "publish up/config"]
        # Nobody is called otherwise, either, before it is saved.
        assert _configs(test) == [{**in_use, "new": "Новое"}]

        await in_service(board, since)
        assert (await page.hello())["held"] is False
        assert _configs(broker.sessions[-1]) == [in_use]
        told = {}
        for _, topic, body in broker.sessions[-1].said:
            if topic == "up/status":
                told.update(body["devices"])
        for device in ("pump", "plug"):
            states = {state["key"]: state["value"] for state in told[device]["states"]}
            assert states["on_off"]["bool_value"] is True, device


async def test_another_login_is_not_told_of_the_devices_in_use(tmp_path, certificates):
    async with Broker(certificates) as broker, _on(furnished(tmp_path, broker)) as board:
        await in_service(board)
        page = await logged_in(board)
        doc = _settings(broker.port, login="user2", password="pass2")
        assert await page.do("PUT", "/api/settings", doc) == {"problems": []}
        await page.do("PUT", "/api/devices", {"version": 1, "devices": DEVICES[:1]})
        before = len(broker.sessions)
        assert (await page.tested())["state"] == "ok"
        [(_, _, body)] = [row for row in broker.sessions[before].said if row[0] == "publish"]
        assert {device["id"] for device in body["devices"]} == {"root", "lamp"}


# -- whom a stored password is shown


async def test_a_stored_password_goes_to_no_other_server(tmp_path):
    # An open access point that was left in the middle of a set-up: the next phone has a server of
    # its own, and asks the board to log in there.
    async with Broker(trustme.CA()) as evil, _on(tmp_path / "flash") as board:
        page = Page(board.web)
        await page.hello()
        typed = _settings(8883, password=PASSWORD, host="sber.example")
        assert await page.do("PUT", "/api/settings", typed) == {"problems": []}
        for change in ({"host": "localhost"}, {"port": evil.port}, {"verify": False}):
            await page.do("PUT", "/api/settings", typed)
            moved = _settings(8883, host="sber.example")
            moved["sber"].update(change)
            said = await page.do("PUT", "/api/settings", moved)
            assert said == {"problems": [_AGAIN]}, change
            refused = await page.ask("POST", "/api/test", {})
            assert (refused.error, refused.json["args"]) == ("problems", ["settings"])
        await page.do("PUT", "/api/settings", typed)
        moved = {**_settings(8883, host="sber.example"), "wifi": {"ssid": "Cafe"}}
        said = await page.do("PUT", "/api/settings", moved)
        assert said == {"problems": [["wifi", "wifi.password", "type_again", None]]}
        assert (await page.get("/api/settings"))["wifi"] == {"ssid": "Cafe", "password": False}
        assert evil.sessions == []


async def test_a_stored_password_goes_to_nobody_that_a_new_root_vouches_for(
    tmp_path, certificates
):
    # The name is looked up by whoever owns the network that a stranger chose.
    async with Broker(certificates) as evil:
        flash = furnish(tmp_path / "flash", evil.port, {})
        (flash / "devices.json").unlink()
        async with _on(flash) as board:
            page = Page(board.web)
            await page.hello()
            same = _settings(evil.port)
            assert await page.do("PUT", "/api/settings", same) == {"problems": []}
            assert await page.do("PUT", "/api/root", evil.ca_der) == {"problems": [_AGAIN]}
            said = await page.do("PUT", "/api/settings", same)
            assert said == {"problems": [["sber", "sber.password", "missing", None]]}
            assert (await page.ask("POST", "/api/test", {})).error == "problems"
            assert evil.sessions == []
            await page.do("POST", "/api/discard", {})
            assert await page.do("PUT", "/api/settings", same) == {"problems": []}


async def test_the_password_of_the_pages_is_not_changed_without_the_old_one(
    tmp_path, certificates
):
    async with Broker(certificates) as broker:
        flash = furnished(tmp_path, broker)
        async with _on(flash) as board:
            await in_service(board)
            page = await logged_in(board)
            doc = _settings(broker.port, password=PASSWORD)
            refused = await page.ask("PUT", "/api/settings", {**doc, "page_password": "x" * 8})
            assert (refused.status, refused.error) == (403, "wrong_page_password")
            assert (await page.hello())["draft"] is False
            # Nor by sending what is kept of another one.
            await page.do("PUT", "/api/settings", {**doc, "page": hashed("x" * 8)})
            other = {"version": 1, "settings": {**doc, "page": hashed("x" * 8)}}
            backup = await page.get("/api/backup")
            await page.do("PUT", "/api/restore", {**backup, **other})
            await page.do("POST", "/api/save", {"anyway": True})
            kept = json.loads((flash / "settings.json").read_text("utf-8"))
            assert kept["page"] == hashed(WORD)


# -- what is a draft, and what is in use


async def test_the_own_root_is_used_when_it_is_saved(tmp_path, certificates):
    async with Broker(certificates) as broker:
        flash = furnished(tmp_path, broker)
        own, junk = flash / "roots" / "own.der", b"\x30\x82\x01\x00" + b"\0" * 256
        async with _on(flash) as board:
            await in_service(board)
            page = await logged_in(board)
            for method, body, code in (("PUT", junk, "not_trusted"), ("DELETE", None, "no_roots")):
                await page.do(method, "/api/root", body)
                assert (await page.hello())["draft"] is True
                assert own.read_bytes() == broker.ca_der
                tested = await page.tested()
                assert (tested["state"], tested["tls"]["code"]) == ("failed", code)
                await page.do("POST", "/api/discard", {})
                assert (await page.hello())["draft"] is False
                assert (own.read_bytes(), len(list(own.parent.iterdir()))) == (broker.ca_der, 1)

            own.rename(flash / "roots" / "other.der")
            await page.do("PUT", "/api/root", broker.ca_der)
            assert (await page.tested())["state"] == "ok"
            await page.do("POST", "/api/save", {})
            assert {path.name for path in own.parent.iterdir()} == {"own.der", "other.der"}
            state = json.loads((flash / "state.json").read_text("utf-8"))
            assert state["root"] == "own.der"


async def test_a_backup_is_what_is_in_use(tmp_path, certificates):
    async with Broker(certificates) as broker, _on(furnished(tmp_path, broker)) as board:
        await in_service(board)
        page = await logged_in(board)
        await page.do("PUT", "/api/settings", _settings(1, password="x"))
        await page.do("PUT", "/api/devices", {"version": 1, "devices": DEVICES[:1]})
        backup = await page.get("/api/backup")
        assert backup["settings"]["sber"]["port"] == broker.port
        assert backup["devices"]["devices"] == DEVICES
        assert "draft" not in backup


async def test_a_backup_of_a_board_with_nothing_in_use_is_the_drafts(tmp_path):
    async with _on(tmp_path / "flash") as board:
        page = Page(board.web)
        await page.hello()
        assert "draft" not in await page.get("/api/backup")
        await page.do("PUT", "/api/settings", _settings(1, password="x"))
        await page.do("PUT", "/api/devices", {"version": 1, "devices": DEVICES[:1]})
        backup = await page.get("/api/backup")
        assert (backup["draft"], backup["devices"]["devices"]) == (True, DEVICES[:1])
        assert backup["settings"]["sber"]["login"] == LOGIN
        await page.do("PUT", "/api/restore", backup)


async def test_a_draft_whose_last_rename_was_cut_is_used(tmp_path, certificates):
    # Only the new copies were there: shown, tested and "saved", and then the board came back to
    # its set-up, behind a password that nobody had read yet.
    async with Broker(certificates) as broker:
        flash = tmp_path / "flash"
        (flash / "roots").mkdir(parents=True)
        (flash / "roots" / "own.der").write_bytes(broker.ca_der)
        doc = {"version": 1, **_settings(broker.port, password=PASSWORD)}
        (flash / "settings.draft.json.new").write_text(json.dumps(doc) + "\n")
        devices = json.dumps({"version": 1, "devices": DEVICES})
        (flash / "devices.draft.json.new").write_text(devices + "\n")
        async with _on(flash) as board:
            page = Page(board.web)
            assert (await page.hello())["draft"] is True
            assert (await page.tested())["state"] == "ok"
            since = len(board.log)
            await page.do("POST", "/api/save", {})
            await page.do("GET", "/api/done")
            await in_service(board, since)
            assert not list(flash.glob("*draft*"))


# -- the end


async def test_the_last_page_has_the_address_in_the_new_network(tmp_path, certificates):
    async with Broker(certificates) as broker, _on(furnished(tmp_path, broker)) as board:
        await in_service(board)
        page = await logged_in(board)
        hello = await page.hello()
        assert (hello["finishing"], hello["address"]) == (False, "192.168.1.77")
        assert "farewell" not in hello
        doc = {**_settings(broker.port, password=PASSWORD), "wifi": {"ssid": "Cafe"}}
        doc["wifi"]["password"] = ""
        await page.do("PUT", "/api/settings", doc)
        since = len(board.log)
        assert (await page.tested())["state"] == "ok"
        await in_service(board, since)
        saved = await page.do("POST", "/api/save", {})
        assert saved == {"address": "10.0.0.9", "local": hello["local"]}
        hello = await page.hello()
        assert (hello["finishing"], hello["farewell"]) == (True, saved)


async def test_an_untested_network_has_no_address_yet(tmp_path, certificates):
    async with Broker(certificates) as broker, _on(furnished(tmp_path, broker)) as board:
        await in_service(board)
        page = await logged_in(board)
        doc = _settings(broker.port, password=PASSWORD)
        doc["wifi"] = {"ssid": "Elsewhere", "password": "elsewhere-key"}
        await page.do("PUT", "/api/settings", doc)
        assert (await page.do("POST", "/api/save", {"anyway": True}))["address"] is None


async def test_what_is_no_backup_is_said_and_leaves_nothing(tmp_path):
    flash = tmp_path / "flash"
    flash.mkdir()
    (flash / "upload.new").write_text("half a backup")
    (flash / "restore.new").write_text("half of its devices")
    async with _on(flash) as board:
        page = Page(board.web)
        await page.hello()
        assert not list(flash.glob("*.new"))
        for body, code in ((b"[]", "not_backup"), (b"{}", "not_backup"), (b"{", "not_json")):
            refused = await page.ask("PUT", "/api/restore", body)
            assert (refused.status, refused.error) == (400, code), body
        assert not list(flash.glob("*.new"))
