"""The pages of the local cloud and of the simulated board, with a device of every kind."""

import asyncio
import json

from aiohttp import web

import chrome
from host_tools import smoke
from host_tools.cloud import page
from host_tools.cloud.catalogue import functions
from host_tools.simulator import panel
from host_tools.smoke_homes import HOMES

# Of each row with a function that can be commanded: whether there is something to operate.
_ROWS = """() => [...document.querySelectorAll("article.card")].flatMap((card) =>
    [...card.querySelectorAll(".function")].map((row) => [card.dataset.id,
        row.querySelector("code").textContent,
        row.querySelectorAll("button, input, select").length]))"""
# What has no words: a name of the code that got through to people.
_RAW = """() => [...document.querySelectorAll(
    "article :is(.row-name, .function-name, small, .face button)," +
    "#cards :is(.line span, button, label)")]
    .map((one) => [...one.childNodes].map((part) => part.data ?? "").join(""))
    .filter((text) => /_|undefined|NaN/.test(text))"""


async def test_both_pages_have_something_for_every_device_and_function(tmp_path):
    chrome.require()
    # The first home is the demo's, which others look at.
    visits = [_visit(tmp_path, place, name) for place, name in enumerate(HOMES) if place]
    await asyncio.gather(*visits)


async def _visit(folder, place, name):
    home = smoke.homes()[place]
    entries = json.loads(home.DEVICES.read_text("utf-8"))["devices"]
    app = web.Application()
    async with smoke.alive(folder / name, home) as (cloud, board):
        page.add_routes(app, cloud, "/cloud")
        panel.add_routes(app, board, "/board")
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "localhost", 0).start()
        url = f"http://localhost:{runner.addresses[0][1]}"
        language = chrome.LANGUAGES[place % 2]
        try:
            async with chrome.visit(url, language, f"homes-{name}", dark=name == "lights") as at:
                await at.page.goto(f"{url}/cloud/")
                await _cloud(at, cloud, entries)
                await at.picture("cloud")
                await at.page.goto(f"{url}/board/")
                await _board(at, board, entries)
                await at.picture("board")
        finally:
            await runner.cleanup()


async def _cloud(at, cloud, entries):
    cards = at.page.locator("article.card")
    await cards.nth(len(entries)).wait_for()
    assert await cards.count() == len(entries) + 1
    found = await at.page.evaluate(_ROWS)
    for entry in entries:
        declared = cloud.devices[entry["id"]].features
        rows = {key: controls for device, key, controls in found if device == entry["id"]}
        assert set(rows) == set(declared)
        for key, controls in rows.items():
            assert bool(controls) == functions()[key].is_command, (entry["id"], key)
    assert await at.page.evaluate(_RAW) == []
    assert await at.overflow() <= 0


async def _board(at, board, entries):
    cards = at.page.locator("#cards > *")
    await cards.nth(len(entries) - 1).wait_for()
    assert await cards.count() == len(entries)
    for place, entry in enumerate(entries):
        card = cards.nth(place)
        assert await card.locator(".chips li").count() == len(entry["pins"])
        # Besides the chips: a picture, a line, or something to operate.
        assert await card.locator("svg, .line, .reading, .slider, button, .pixels").count()
    assert await at.page.evaluate(_RAW) == []
    assert await at.overflow() <= 0
    switches = at.page.locator("#cards .toggle, #cards .push")
    for place in range(await switches.count()):
        await switches.nth(place).click()
    await asyncio.sleep(0.3)
    assert board.errors == []
    assert board.exit_code is None, board.tail()
