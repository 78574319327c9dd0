"""A simulated board in service whose pages have a password, and somebody who knows it."""

import asyncio
import hashlib
import json

from net_home import PASSWORD, furnish, switched_on
from net_page import Page

SPEED = 20
KEY = "home-wifi-key"
WORD = "page-password-1"
HOME = {"Home": KEY}
# `make` of sbernode.portal.password with this salt; its test compares it with hashlib.
_SALT = "000102030405060708090a0b0c0d0e0f"


def hashed(word: str) -> dict:
    """Return what settings.json keeps of a password of the pages."""
    digest = b""
    for _ in range(1000):
        digest = hashlib.sha256(digest + bytes.fromhex(_SALT) + word.encode()).digest()
    return {"salt": _SALT, "hash": digest.hex(), "rounds": 1000}


def furnished(tmp_path, broker, **more):
    """Write the files of a board whose pages have a password; more: see net_home.furnish."""
    flash = furnish(tmp_path / "flash", broker.port, {"own": broker.ca_der}, **more)
    doc = json.loads((flash / "settings.json").read_text("utf-8"))
    doc["page"] = hashed(WORD)
    (flash / "settings.json").write_text(json.dumps(doc), "utf-8")
    return flash


def on(flash, profile="pico_w", **more):
    """Switch the board on."""
    more.setdefault("wifi", HOME)
    return switched_on(flash, profile, speed=SPEED, ports=True, **more)


async def until(claim, timeout_s: float = 10) -> None:
    """Wait until it is so."""
    async with asyncio.timeout(timeout_s):
        while not claim():
            await asyncio.sleep(0.02)


async def logged_in(board) -> Page:
    """Return the page of somebody who knows the password."""
    page = Page(board.web)
    hello = await page.hello()
    assert (hello["mode"], hello["login"], hello["token"]) == ("service", True, None)
    answer = await page.ask("POST", "/api/login", {"password": WORD})
    assert answer.status == 200
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    page.token, page.cookie = answer.json["token"], cookie.split(";")[0]
    return page


def no_secret_was_said(page: Page) -> None:
    """Look for secrets in all that the board ever said."""
    assert len(page.said) >= 3
    for secret in (KEY, PASSWORD, WORD, hashed(WORD)["hash"]):
        assert not any(secret.encode() in body for body in page.said), secret
