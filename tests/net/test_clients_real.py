"""Real clients on the board's access point: NetworkManager and Firefox find the portal themselves.

Each machine is a network namespace; dnsmasq stands for the DHCP server of the board's radio and
gives what both ports give: the board as router and as name server. All of these tests need Linux
and root; CI has both.
"""

import asyncio
import contextlib
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import firefox
import netlab
import phone
from host_tools.simulator.process import Board

SETTINGS = {
    "wifi": {"ssid": "Home", "password": "home-wifi-key"},
    "sber": {"host": "cloud.test", "port": 8883, "login": "user1", "password": "pass1"},
    "page_password": "a-long-password",
}
_HOME = "192.168.77.1"
# nsICaptivePortalService.idl
_UNLOCKED, _LOCKED = 2, 3


@pytest.fixture(params=["esp32", "pico_w"])
def lab(request, tmp_path, micropython):
    """A factory-new board, a phone on a cable to it, and a home network for later."""
    netlab.require()
    address = phone.ADDRESS[request.param]
    with contextlib.ExitStack() as opened:
        places = {name: netlab.Place(tmp_path / name) for name in ("radio", "phone", "home")}
        for place in places.values():
            opened.callback(place.close)
        netlab.cable(places["phone"], "air", places["radio"], "radio")
        netlab.cable(places["phone"], "house", places["home"], "router")
        netlab.serve_addresses(places["radio"], "radio", address)
        netlab.serve_addresses(places["home"], "router", _HOME, f"address=/#/{_HOME}")
        places["home"].start("internet", sys.executable, *_internet())
        flash = tmp_path / "flash"
        flash.mkdir()
        with places["radio"].inside():
            named = {"ports": "real", "interpreter": micropython}
            board = Board(flash, request.param, **named, wifi={"Home": "home-wifi-key"})
        opened.callback(board.stop)
        board.wait_point(timeout=20)
        board.wifi(stations=1)
        yield SimpleNamespace(board=board, address=address, **places)


def _internet() -> list[str]:
    return [str(Path(netlab.__file__).with_name("homenet.py")), "80"]


def set_up(lab) -> None:
    """Save settings from the phone, as the page does."""

    async def save():
        page = phone.Session(SimpleNamespace(place=(lab.address, 80), name=lab.board.name))
        await page.hello()
        for method, path, body in (
            ("PUT", "/api/settings", SETTINGS),
            ("PUT", "/api/devices", {"version": 1, "devices": []}),
            ("POST", "/api/save", {"anyway": True}),
        ):
            answer = await page.call(method, path, body)
            assert answer.status == 200, answer

    with lab.phone.inside():
        asyncio.run(save())


def go_home(lab, manager: netlab.Manager) -> None:
    """Take the phone from the board's access point into the home network."""
    manager.leave("air")
    lab.phone.run("ip", "link", "set", "air", "down")
    manager.join("house")


def test_networkmanager_says_portal_and_after_the_set_up_full(lab):
    manager = netlab.Manager(lab.phone)
    manager.join("air")
    assert f"nameserver {lab.address}" in (lab.phone.folder / "etc/resolv.conf").read_text()
    netlab.wait(lambda: manager.connectivity() == "portal", "portal", 20)

    set_up(lab)
    go_home(lab, manager)

    # NetworkManager says "full" as well before it has looked.
    asked = 'GET /check_network_status.txt HTTP/1.1" 200'
    netlab.wait(lambda: asked in lab.home.said("internet"), "the check at home", 20)
    netlab.wait(lambda: manager.connectivity() == "full", "full", 20)


def test_tls_is_refused_at_once_so_that_no_phone_waits(lab):
    manager = netlab.Manager(lab.phone)
    manager.join("air")
    with lab.phone.inside():
        for port in (443, 853):
            with pytest.raises(ConnectionRefusedError):
                asyncio.run(asyncio.wait_for(asyncio.open_connection(lab.address, port), 1))


def test_firefox_finds_the_portal_opens_it_and_is_online_after_the_set_up(lab):
    netlab.require("firefox-esr")
    manager = netlab.Manager(lab.phone)
    manager.join("air")
    browser = firefox.Firefox(lab.phone)
    try:
        service = (
            "let service = Cc['@mozilla.org/network/captive-portal-service;1']"
            ".getService(Ci.nsICaptivePortalService);"
        )
        state = service + "return service.state;"
        netlab.wait(lambda: browser.chrome(state) == _LOCKED, "Firefox to see the portal", 30)
        # It tells with a bar whose button leads to the portal, or opens the tab by itself.
        shown = (
            "let box = gNotificationBox.getNotificationWithValue('captive-portal-detected');"
            "let tabs = Array.from(gBrowser.browsers, b => b.currentURI.spec);"
        )
        opened = shown + f"return tabs.some(t => t.startsWith('http://{lab.address}/'));"
        netlab.wait(
            lambda: browser.chrome(shown + "return !!box;") or browser.chrome(opened),
            "Firefox to tell of the portal",
            30,
        )
        # The button does nothing in its first moment.
        press = shown + "box?.buttonContainer.querySelector('button').click(); return false;"
        netlab.wait(lambda: browser.chrome(opened) or browser.chrome(press), "the tab", 30)

        set_up(lab)
        go_home(lab, manager)

        again = service + "service.recheckCaptivePortal(); return service.state;"
        netlab.wait(lambda: browser.chrome(again) == _UNLOCKED, "Firefox to be online", 60)
    except BaseException:
        print(firefox.log(lab.phone)[-3000:], lab.board.tail(60), sep="\n")
        raise
    finally:
        browser.close()
