"""A factory-new simulated board, and what somebody types into its pages."""

import pytest

from net_home import DEVICES, LOGIN, PASSWORD, switched_on
from net_page import Page

SPEED = 20
KEY = "home-wifi-key"
PAGE_PASSWORD = "page-password-1"
AIR = {
    "Home": {"key": KEY, "rssi": -40},
    "Cafe": {"key": "", "rssi": -60},
    "Молоко": {"key": "milk-milk", "rssi": -80},
}
ALL_DEVICES = {"version": 1, "devices": DEVICES}
STEPS = ["wifi", "address", "name", "clock", "tls", "login", "announce"]
each_board = pytest.mark.parametrize("profile", ["pico_w", "esp32"])


def settings(port: int, **more) -> dict:
    """Return what somebody types into the page."""
    server = {"host": "localhost", "port": port, "login": LOGIN, "password": PASSWORD}
    wifi = {"ssid": "Home", "password": KEY}
    return {"wifi": wifi, "sber": server, "home": "Мой дом", **more}


def new(flash, profile="pico_w", **more):
    """Switch on a factory-new board."""
    flash.mkdir(parents=True, exist_ok=True)
    return switched_on(flash, profile, ports=True, **{"speed": SPEED, "wifi": AIR, **more})


async def entered(board, port: int, root: bytes | None, **more) -> Page:
    """Type everything in; nothing may be wrong with it."""
    page = Page(board.web)
    await page.hello()
    if root:
        await page.do("PUT", "/api/root", root)
    assert await page.do("PUT", "/api/settings", settings(port, **more)) == {"problems": []}
    said = await page.do("PUT", "/api/devices", ALL_DEVICES)
    assert [row for row in said["problems"] if row[2] not in ("caution_pin", "avoid_pin")] == []
    return page


def no_secret_was_said(page: Page, *more: str) -> None:
    """Look for secrets in all that the board ever said."""
    assert len(page.said) > 5
    for secret in (KEY, PASSWORD, PAGE_PASSWORD, *more):
        assert not any(secret.encode() in body for body in page.said), secret
