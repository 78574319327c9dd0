"""A person sets up a factory-new board in the browser of a phone, against the local cloud.

Wrong passwords first, as people do; then the board goes into service and is used from the same
pages. Pictures of each step: build/screenshots.
"""

import asyncio
import re

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

import chrome
import phone
from host_tools.simulator.ports import wait_until_served
from person import KEY, fill, scene, sees_title

_PASSWORD = "кот и пёс на окне"
_OUTPUTS = ("out", "pwm", "open")


async def choose_wifi(at, key):
    await at.page.get_by_role("button", name=re.compile("^Home")).click()
    await fill(at, "wifi_password", key)
    await at.press(at.say("next"))


async def give_login(at, password):
    await sees_title(at, "sber_title")
    await fill(at, "login", at.cloud.login)
    await fill(at, "sber_password", password)


async def add_device(at, kind, name, room, roles=1):
    """Add a device; the pins are those that the page recommends."""
    await at.press(at.say("add_device"))
    await sees_title(at, "new_device")
    await at.page.get_by_role(
        "button", name=re.compile(f"^{re.escape(at.say.kind(kind))}")
    ).click()
    await fill(at, "device_name", name)
    await fill(at, "device_room", room)
    await at.press(at.say("next"))
    for role in range(roles):
        if role:
            await at.page.get_by_role("button", name=re.compile(at.say("choose") + "$")).click()
        await at.page.get_by_role("button", name=re.compile(r"^GPIO \d+$")).first.click()
    await at.visitor.picture(f"pins-{kind}")
    await at.press(at.say("next"))
    await at.visitor.picture(f"options-{kind}")
    await at.press(at.say("done"))
    await sees_title(at, "devices_title")


async def test_until(at, step, state, timeout_ms=60000):
    """Start the test and wait until this step says how it went."""
    starts = "|".join(re.escape(at.say(key)) for key in ("test_now", "test_again"))
    await at.page.get_by_role("button", name=re.compile(f"^({starts})$")).click()
    line = at.page.get_by_role("listitem").filter(has_text=at.say(f"trial_{step}"))
    await line.filter(has_text=at.say(f"state_{state}")).wait_for(timeout=timeout_ms)
    return line


test_until.__test__ = False  # its name is what a person does, not a test


async def reads_reason(at, line, code):
    what, remedy = at.say.reason(code)
    await line.get_by_text(what, exact=True).wait_for()
    await line.get_by_text(remedy, exact=True).wait_for()


def moved(board):
    return [seen for seen in board.history if seen.mode in _OUTPUTS and seen.pin != "LED"]


@pytest.mark.parametrize(("name", "language"), [("pico_w", "ru"), ("esp32", "en")])
async def test_a_person_sets_up_a_new_board_and_uses_it(tmp_path, name, language, micropython):
    async with scene(tmp_path, name, language, micropython) as at:
        await at.page.goto(at.board.web)
        await sees_title(at, "wifi_title")
        await at.page.get_by_role("button", name=re.compile("^Home")).wait_for()
        await at.visitor.picture("wifi")
        await choose_wifi(at, "short")
        await at.page.get_by_text(at.say("wifi_password_length")).first.wait_for()
        await choose_wifi(at, "not-the-key")

        await give_login(at, "not-the-password")
        await at.visitor.picture("sber")
        await at.page.get_by_text(at.say("advanced"), exact=True).click()
        await fill(at, "host", at.cloud.host)
        await fill(at, "port", str(at.cloud.port))
        await at.press(at.say("next"))

        await sees_title(at, "page_title")
        await fill(at, "page_password", _PASSWORD)
        await at.visitor.picture("password")
        await at.press(at.say("next"))

        await sees_title(at, "devices_title")
        await add_device(at, "light", "Торшер", "Зал")
        await add_device(at, "curtain", "Штора", "Зал", roles=2)
        await at.visitor.picture("devices")
        await at.press(at.say("next"))

        await sees_title(at, "test_title")
        line = await test_until(at, "wifi", "fail")
        await reads_reason(at, line, "wrong_password")
        await at.visitor.picture("wrong-wifi-password")
        await at.press(at.say("fix_wifi"))
        await choose_wifi(at, KEY)
        await sees_title(at, "sber_title")
        await at.page.get_by_role("link", name=at.say("step_test")).click()

        line = await test_until(at, "login", "fail")
        await reads_reason(at, line, "not_authorised")  # CONNACK 5, as mosquitto answers
        await at.visitor.picture("wrong-login")
        await at.press(at.say("fix_sber"))
        await give_login(at, at.cloud.password)
        await at.press(at.say("next"))
        await sees_title(at, "page_title")
        await at.page.get_by_role("link", name=at.say("step_test")).click()

        await test_until(at, "announce", "ok")
        await at.page.get_by_text(at.say("test_ok"), exact=True).first.wait_for()
        await at.visitor.picture("test-passed")
        assert moved(at.board) == []
        await at.press(at.say("save"))
        await sees_title(at, "done_title")
        await at.visitor.picture("done")
        line = len(at.board.log)
        await at.press(at.say("start_now"))
        await asyncio.to_thread(at.board.wait_log, "cloud: in service", 60, line)
        assert {"torsher", "shtora"} <= set(at.cloud.devices)
        assert at.board.point is None
        await is_used_at_home(at)


async def is_used_at_home(at):
    """Open the page in the home network: log in, switch the lamp, look at everything."""
    await asyncio.to_thread(wait_until_served, phone.place(at.board))
    await at.page.goto("about:blank")
    await at.page.goto(at.board.web)
    await sees_title(at, "login_title")
    await fill(at, "page_password", "a wrong password")
    await at.press(at.say("log_in"))
    await at.page.get_by_text(at.say.reason("wrong_page_password")[0]).wait_for()
    await at.visitor.picture("log-in")
    await asyncio.sleep(1.5)  # a wrong password costs a second
    await fill(at, "page_password", _PASSWORD)
    await at.press(at.say("log_in"))

    await at.page.get_by_role("heading", name="Торшер").wait_for()
    await at.visitor.picture("home")
    before = len(moved(at.board))
    await at.page.get_by_role("switch", name=re.compile("^Торшер")).click()
    lamp = at.cloud.devices["torsher"].states
    await at.cloud.wait_for(lambda: "on_off" in lamp and lamp["on_off"].value is True, 10)
    assert len(moved(at.board)) > before
    await at.page.get_by_role("link", name=at.say("tab_setup")).click()
    await at.visitor.picture("settings")
    await at.page.get_by_role("link", name=at.say("tab_tools")).click()
    await at.page.get_by_text(at.say("backup"), exact=True).first.click()
    await at.visitor.picture("tools")
    text = await at.page.content()
    for secret in (KEY, at.cloud.password, _PASSWORD):
        assert secret not in text


async def test_the_language_can_be_changed_and_the_dark_page_is_as_readable(tmp_path, micropython):
    async with scene(tmp_path, "esp32c3", "en", micropython, dark=True) as at:
        await at.page.goto(at.board.web)
        await sees_title(at, "wifi_title")
        await at.visitor.picture("dark-wifi")
        await at.press("Русский")
        at.say = chrome.Words("ru")
        await sees_title(at, "wifi_title")
        assert await at.page.locator("html").get_attribute("lang") == "ru"
        await at.visitor.picture("dark-wifi-ru")


async def test_what_must_not_be_on_a_page_is_noticed():
    """The checks of the walk themselves, on a page that has all that they look for."""
    chrome.require()
    bad = (
        "<html lang=en><title>bad</title><main><h1>Bad</h1><button></button>"
        "<img src=http://127.0.0.2:9/x.png alt=x><script>console.error('no good'); oops()</script>"
    )

    async def show(_request):
        return web.Response(text=bad, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", show)
    async with TestServer(app) as server:
        own = f"http://127.0.0.1:{server.port}"
        async with chrome.visit(own, "en", "noticed") as visitor:
            await visitor.page.goto(own)
            found = visitor.wrong + await visitor.barriers()
            visitor.wrong.clear()

    for expected in (
        "from elsewhere: http://127.0.0.2:9/x.png",
        "error: no good",
        "oops is not defined",
        "critical button-name",
    ):
        assert any(expected in line for line in found), found
