"""Each step of the test before saving, failing; what a test leaves alone.

What a wrong key looks like on each port: extmod/network_cyw43.c, ports/esp32/network_wlan.c (the
simulator keeps to them). CONNACK 4 and 5: MQTT 3.1.1, table 3.1.
"""

import asyncio
import datetime
import json

import pytest
import trustme

from net_broker import Broker, Script
from net_faulty import Proxy
from net_home import LOGIN, PASSWORD
from net_new import (
    STEPS,
    each_board,
    entered,
    new,
    no_secret_was_said,
    settings,
)

_DAY = datetime.timedelta(days=1)
_DOWN = f"sberdevices/v1/{LOGIN}/down/"


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
    no_secret_was_said(page)


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
