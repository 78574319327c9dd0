"""A board that is set up by phone, from factory-new to in service; each step of its test failing.

What a wrong key looks like on each port: extmod/network_cyw43.c, ports/esp32/network_wlan.c (the
simulator keeps to them). CONNACK 4 and 5: MQTT 3.1.1, table 3.1.
"""

import asyncio
import datetime
import json

import pytest
import trustme

from host_tools.cloud.service import Cloud
from net_broker import Broker, Script
from net_faulty import Proxy
from net_home import DEVICES, LOGIN, PASSWORD, in_service, logged, moves, switched_on
from net_page import Page

_SPEED = 20
_KEY = "home-wifi-key"
_PAGE_PASSWORD = "page-password-1"
_AIR = {
    "Home": {"key": _KEY, "rssi": -40},
    "Cafe": {"key": "", "rssi": -60},
    "Молоко": {"key": "milk-milk", "rssi": -80},
}
_DEVICES = {"version": 1, "devices": DEVICES}
STEPS = ["wifi", "address", "name", "clock", "tls", "login", "announce"]
each_board = pytest.mark.parametrize("profile", ["pico_w", "esp32"])
_DAY = datetime.timedelta(days=1)
_DOWN = f"sberdevices/v1/{LOGIN}/down/"


def settings(port: int, **more) -> dict:
    """Return what somebody types into the page."""
    server = {"host": "localhost", "port": port, "login": LOGIN, "password": PASSWORD}
    wifi = {"ssid": "Home", "password": _KEY}
    return {"wifi": wifi, "sber": server, "home": "Мой дом", **more}


def new(flash, profile="pico_w", **more):
    """Switch on a factory-new board."""
    flash.mkdir(parents=True, exist_ok=True)
    return switched_on(flash, profile, speed=_SPEED, ports=True, **{"wifi": _AIR, **more})


async def entered(board, port: int, root: bytes | None, **more) -> Page:
    """Type everything in; nothing may be wrong with it."""
    page = Page(board.web)
    await page.hello()
    if root:
        await page.do("PUT", "/api/root", root)
    assert await page.do("PUT", "/api/settings", settings(port, **more)) == {"problems": []}
    said = await page.do("PUT", "/api/devices", _DEVICES)
    assert [row for row in said["problems"] if row[2] not in ("caution_pin", "avoid_pin")] == []
    return page


def _no_secret_was_said(page: Page, *more: str) -> None:
    assert len(page.said) > 5
    for secret in (_KEY, PASSWORD, _PAGE_PASSWORD, *more):
        assert not any(secret.encode() in body for body in page.said), secret


# -- the whole way


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
                board, cloud.port, cloud.ca_der().read_bytes(), page_password=_PAGE_PASSWORD
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
            assert _PAGE_PASSWORD not in json.dumps(kept)
            assert json.loads((flash / "unit.json").read_text("utf-8"))["setup"] is True
            assert not list(flash.glob("*draft*"))
            assert (await page.hello())["mode"] == "service"
            _no_secret_was_said(page)


async def test_a_network_whose_name_is_no_text_is_found_and_joined(tmp_path, certificates):
    air = {"odd": {"hex": "ff00fe41", "key": _KEY}}
    async with Broker(certificates) as broker, new(tmp_path / "flash", wifi=air) as board:
        page = await entered(board, broker.port, broker.ca_der)
        found = (await page.get("/api/scan"))["networks"]
        assert [(n.get("hex"), n["lock"]) for n in found] == [("ff00fe41", True)]

        odd = settings(broker.port, wifi={"ssid_hex": "ff00fe41", "password": _KEY})
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
        _no_secret_was_said(page)


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
        _no_secret_was_said(page)


# -- each step of the test, failing


def failed(tested: dict, step: str, code: str) -> list:
    """Check that one step failed with this code and nothing after it was done; its details."""
    assert tested["state"] == "failed", tested
    at = STEPS.index(step)
    states = [tested[name]["state"] for name in STEPS]
    assert states == ["ok"] * at + ["fail"] + ["todo"] * (len(STEPS) - at - 1), tested
    assert tested[step]["code"] == code
    return tested[step]["args"]


async def _let_go(board, page) -> None:
    """After a failure: the access point is up, the station is off, what was typed is there."""
    assert board.point is not None
    assert (await page.hello())["address"] is None
    assert (await page.get("/api/settings"))["sber"]["password"] is True
    _no_secret_was_said(page)


@each_board
async def test_a_wrong_wifi_key_is_told_and_the_right_one_joins(profile, tmp_path, certificates):
    async with Broker(certificates) as broker, new(tmp_path / "flash", profile) as board:
        wrong = {"ssid": "Home", "password": "not-this-key"}
        page = await entered(board, broker.port, broker.ca_der, wifi=wrong)
        failed(await page.tested(), "wifi", "wrong_password")
        await _let_go(board, page)

        await page.do("PUT", "/api/settings", settings(broker.port))
        assert (await page.tested())["state"] == "ok"
        # rp2 would pass a wrong key after a right one: micropython/micropython-lib#971
        await page.do("PUT", "/api/settings", settings(broker.port, wifi=wrong))
        failed(await page.tested(), "wifi", "wrong_password")


@each_board
async def test_a_network_that_is_not_there_is_told(profile, tmp_path):
    async with new(tmp_path / "flash", profile, wifi={"Cafe": ""}) as board:
        page = await entered(board, 8883, None)
        failed(await page.tested(), "wifi", "no_network")
        await _let_go(board, page)


@each_board
async def test_a_router_that_gives_no_address_is_told(profile, tmp_path):
    async with new(tmp_path / "flash", profile) as board:
        board.wifi(dhcp="silent")
        page = await entered(board, 8883, None)
        failed(await page.tested(), "address", "no_address")
        await _let_go(board, page)


@each_board
async def test_a_dead_name_server_is_told_also_before_the_clock_is_set(profile, tmp_path):
    unset = {"SIM_CLOCK": "unset", "SIM_NTP": "silent"}
    async with new(tmp_path / "flash", profile, env=unset) as board:
        board.net(resolve="fail")
        page = await entered(board, 8883, None)
        failed(await page.tested(), "name", "no_name")
        await _let_go(board, page)


@each_board
async def test_a_clock_that_cannot_be_set_is_told(profile, tmp_path):
    unset = {"SIM_CLOCK": "unset", "SIM_NTP": "silent"}
    async with new(tmp_path / "flash", profile, env=unset) as board:
        page = await entered(board, 8883, None)
        assert failed(await page.tested(), "clock", "clock_not_set") == ["ru.pool.ntp.org"]
        await _let_go(board, page)


def _now():
    return datetime.datetime.now(datetime.UTC)


LEAVES = {
    "expired": lambda ca: ca.issue_cert("localhost", not_after=_now() - _DAY),
    "wrong_name": lambda ca: ca.issue_cert("broker.example"),
    "clock_not_set": lambda ca: ca.issue_cert("localhost", not_before=_now() + _DAY),
}


@pytest.mark.parametrize("code", LEAVES)
async def test_a_certificate_that_is_not_right_is_told(code, tmp_path, certificates):
    async with (
        Broker(certificates, LEAVES[code](certificates)) as broker,
        new(tmp_path / "flash") as board,
    ):
        page = await entered(board, broker.port, broker.ca_der)
        failed(await page.tested(), "tls", code)
        assert broker.sessions == []
        await _let_go(board, page)


@pytest.mark.parametrize("code", ["not_trusted", "no_roots"])
async def test_a_server_that_nobody_vouches_for_is_told(code, tmp_path, certificates):
    root = Broker(trustme.CA()).ca_der if code == "not_trusted" else None
    async with Broker(certificates) as broker, new(tmp_path / "flash") as board:
        page = await entered(board, broker.port, root)
        failed(await page.tested(), "tls", code)
        assert broker.sessions == []

        # The owner adds the right root, and types the password for those that it vouches for.
        said = await page.do("PUT", "/api/root", broker.ca_der)
        assert said == {"problems": [["sber", "sber.password", "type_again", None]]}
        assert (await page.ask("POST", "/api/test", {})).error == "problems"
        await page.do("PUT", "/api/settings", settings(broker.port))
        assert (await page.tested())["state"] == "ok"


async def test_a_port_that_refuses_and_a_server_that_stalls_are_told(tmp_path, certificates):
    async with Broker(certificates) as broker, Proxy(broker.port) as way:
        await way.refuse()
        async with new(tmp_path / "flash") as board:
            page = await entered(board, way.port, broker.ca_der)
            failed(await page.tested(), "tls", "refused")

            await way.open()
            way.usual = "stall"
            failed(await page.tested(), "tls", "no_answer")
            way.usual = "garbage"
            assert failed(await page.tested(), "tls", "tls")
            await _let_go(board, page)


@pytest.mark.parametrize(
    ("script", "step", "code"),
    [
        (Script(connack=4), "login", "login_refused"),
        (Script(connack=5), "login", "not_authorised"),
        (Script(connack=None), "login", "no_answer"),
        (Script(after_connack=True), "announce", "dropped"),
        (Script(granted=0x80), "announce", "not_authorised"),
        (Script(granted=None), "announce", "no_answer"),
    ],
    ids=str,
)
async def test_what_the_broker_refuses_is_told(script, step, code, tmp_path, certificates):
    async with (
        Broker(certificates, scripts=(script,)) as broker,
        new(tmp_path / "flash") as board,
    ):
        page = await entered(board, broker.port, broker.ca_der)
        failed(await page.tested(), step, code)
        await _let_go(board, page)


class Complains(Broker):
    """A cloud that does not like the config."""

    def _answer(self, session, script, head, body):
        super()._answer(session, script, head, body)
        if head & 0xF0 == 0x80 and b"down/#" in body:
            text = f"model of {LOGIN} is wrong, {PASSWORD}".encode()
            task = asyncio.ensure_future(session.publish(_DOWN + "errors", text))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)


async def test_what_the_cloud_has_to_say_about_the_devices_is_told(tmp_path, certificates):
    async with Complains(certificates) as broker, new(tmp_path / "flash") as board:
        page = await entered(board, broker.port, broker.ca_der)
        args = failed(await page.tested(), "announce", "cloud_error")
        assert args == ["model of *** is wrong, ***"]
        await _let_go(board, page)


async def test_a_test_touches_no_pin_and_obeys_nothing(tmp_path, certificates):
    command = {"states": [{"key": "on_off", "value": {"type": "BOOL", "bool_value": True}}]}

    async with Broker(certificates) as broker, new(tmp_path / "flash") as board:
        page = await entered(board, broker.port, broker.ca_der)
        await page.do("POST", "/api/test", {})
        await broker.until(
            lambda: broker.sessions and "subscribe down/#" in broker.sessions[0].topics()
        )
        await broker.sessions[0].publish(_DOWN + "status_request", b'{"devices":[]}')
        await broker.sessions[0].publish(_DOWN + "config_request", b"{}")
        body = json.dumps({"devices": {"pump": command}}).encode()
        await broker.sessions[0].publish(_DOWN + "commands", body)
        busy = await page.ask("POST", "/api/test", {})
        assert (busy.status, busy.error) == (409, "busy")
        changed = await page.ask("PUT", "/api/settings", settings(1))
        assert (changed.status, changed.error) == (409, "busy")

        assert (await page.test_ended())["state"] == "ok"
        # No state was told: none would have been true.
        assert broker.sessions[0].topics() == [
            "connect",
            "subscribe down/#",
            "publish up/config",
        ]
        assert [row for row in board.history if row.mode != "in"] == []


async def test_phones_that_save_at_the_same_time_do_not_mix_their_files(tmp_path):
    async with new(tmp_path / "flash") as board:
        page = Page(board.web)
        await page.hello()
        docs = [{"version": 1, "devices": [{**d, "name": d["name"] * 20}]} for d in DEVICES[:3]]
        answers = await asyncio.gather(*[page.ask("PUT", "/api/devices", doc) for doc in docs])
        assert [answer.status for answer in answers] == [200, 200, 200]
        assert await page.get("/api/devices") in docs


async def test_what_is_no_document_changes_nothing(tmp_path):
    async with new(tmp_path / "flash") as board:
        page = Page(board.web)
        await page.hello()
        await page.do("PUT", "/api/devices", _DEVICES)
        for body in (b"", b"{", b"[]", b"5", b"\xff\xfe", b'{"a":' * 3000):
            answer = await page.ask("PUT", "/api/devices", body)
            assert (answer.status, answer.error) == (400, "not_json"), body[:20]
        answer = await page.ask("PUT", "/api/devices", b" " * 33000)
        assert answer.status == 413
        for body in (b"no certificate", b"\x30\x82\x00\x05abc", b""):
            assert (await page.ask("PUT", "/api/root", body)).error == "not_der"
        for body in (b"[]", b"{", b"nul"):
            assert (await page.ask("PUT", "/api/settings", body)).status == 400
        assert await page.get("/api/devices") == _DEVICES
        assert not (tmp_path / "flash" / "upload.new").exists()
        assert not (tmp_path / "flash" / "roots" / "own.der").exists()


async def test_a_test_needs_drafts_that_are_right(tmp_path):
    async with new(tmp_path / "flash") as board:
        page = Page(board.web)
        await page.hello()
        refused = await page.ask("POST", "/api/test", {})
        assert (refused.error, refused.json["args"]) == ("problems", ["settings"])
        assert await page.get("/api/test") == {"state": "idle", "steps": []}
        said = await page.do("PUT", "/api/settings", {"wifi": {}, "sber": {"login": "a/b"}})
        rules = [row[2] for row in said["problems"]]
        assert sorted(rules) == ["bad_login", "missing", "missing"]
        refused = await page.ask("POST", "/api/save", {"anyway": True})
        assert refused.error == "problems"
