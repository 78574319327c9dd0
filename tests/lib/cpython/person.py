"""A person with a phone before a board: in its set-up, or in service; and what they do and see."""

import asyncio
import contextlib
import hashlib
import json
import shutil
from types import SimpleNamespace

import trustme

import chrome
import phone
from host_tools.cloud.service import Cloud
from net_broker import Broker
from net_home import furnish, in_service, switched_on

KEY = "home-wifi-key"
WORD = "page-password-1"
_SALT = bytes(range(16))


@contextlib.asynccontextmanager
async def scene(folder, name, language, micropython, *, dark=False, pictures=None):
    """Yield a new board, the local cloud, a person with a phone, and the words they read."""
    chrome.require()
    flash = folder / "flash"
    (flash / "roots").mkdir(parents=True)
    async with Cloud(folder / "cloud") as cloud:
        shutil.copyfile(cloud.ca_der(), flash / "roots" / "local-cloud.der")
        air = {"Home": {"key": KEY, "rssi": -48}, "Сосед": {"key": "12345678", "rssi": -77}}
        named = {"wifi": {**air, "Cafe": {"rssi": -69}}, "interpreter": micropython}
        with contextlib.ExitStack() as opened:
            starting = phone.new_board(flash, name, env={"SIM_TICKS": "0"}, **named)
            board = await asyncio.to_thread(opened.enter_context, starting)
            async with chrome.visit(
                board.web, language, pictures or f"{language}-{name}", dark=dark
            ) as visitor:
                yield _person(board, visitor, language, cloud=cloud, flash=flash)


async def sees_title(at, key, *parts):
    """Wait for the view with this title; it fits the phone."""
    title = at.page.get_by_role("heading", level=1, name=at.say(key, *parts), exact=True)
    await title.wait_for()
    assert await at.visitor.overflow() <= 0


async def fill(at, key, text):
    await at.page.get_by_label(at.say(key), exact=True).fill(text)


@contextlib.asynccontextmanager
async def at_home(folder, name, language, pictures, devices=None, **more):
    """Yield a person who has logged in to a board in service; at.flash: its files."""
    chrome.require()
    async with Broker(trustme.CA()) as broker:
        flash = furnish(folder / "flash", broker.port, {"own": broker.ca_der}, devices=devices)
        doc = json.loads((flash / "settings.json").read_text("utf-8"))
        doc["page"] = _hashed(WORD)
        (flash / "settings.json").write_text(json.dumps(doc), "utf-8")
        wifi = {"Home": KEY, "Cafe": ""}
        async with switched_on(flash, name, ports=True, **{"wifi": wifi, **more}) as board:
            await in_service(board)
            async with chrome.visit(board.web, language, pictures) as visitor:
                at = _person(board, visitor, language, flash=flash)
                await at.page.goto(board.web)
                await log_in(at)
                yield at


async def log_in(at):
    """Type the password of the page, and wait for the first view."""
    await sees_title(at, "login_title")
    await fill(at, "page_password", WORD)
    await at.press(at.say("log_in"))
    await at.page.get_by_role("link", name=at.say("tab_setup")).wait_for()


async def reads(at, text):
    """Wait until a text is in view; a part of a line is enough."""
    await at.page.get_by_text(text).first.wait_for()


def draft(at, name="settings"):
    """Return a draft as the board holds it."""
    return json.loads((at.flash / f"{name}.draft.json").read_text("utf-8"))


def _person(board, visitor, language, **more):
    page = visitor.page
    return SimpleNamespace(
        board=board,
        visitor=visitor,
        page=page,
        say=chrome.Words(language),
        press=lambda text: page.get_by_role("button", name=text, exact=True).click(),
        **more,
    )


def _hashed(word):
    """Return what the board keeps of a password of the pages."""
    digest = b""
    for _ in range(1000):
        digest = hashlib.sha256(digest + _SALT + word.encode()).digest()
    return {"salt": _SALT.hex(), "hash": digest.hex(), "rounds": 1000}
