"""The pages of a board in service: sliders, a new network, a device that goes, the language."""

import asyncio
import json
import time
from itertools import pairwise

import chrome
from net_page import Page
from person import WORD, at_home, draft, fill, log_in, reads, sees_title

_LAMPS = [
    {"id": "one", "kind": "light", "name": "One", "pins": {"level": 16}},
    {"id": "two", "kind": "light", "name": "Two", "pins": {"level": 17}},
]
_SLIDE = """async ([id, from, to]) => {
    const input = document.getElementById(id);
    for (let value = from; value <= to; value += 40) {
        input.value = value;
        input.dispatchEvent(new Event("input"));
        await new Promise((done) => setTimeout(done, 100));
    }
    input.dispatchEvent(new Event("change"));
}"""


async def test_sliders_of_two_lamps_send_three_commands_a_second_each(tmp_path):
    async with at_home(tmp_path, "pico_w", "en", "service-sliders", devices=_LAMPS) as at:
        sent = []

        def note(request):
            if request.url.endswith("/api/set"):
                sent.append((time.monotonic(), request.post_data_json))

        at.page.on("request", note)
        ids = [f"set-{lamp}-Brightness" for lamp in ("one", "two")]
        await at.page.locator(f"#{ids[0]}").wait_for()
        await asyncio.gather(
            at.page.evaluate(_SLIDE, [ids[0], 100, 900]),
            at.page.evaluate(_SLIDE, [ids[1], 60, 860]),
        )
        async with asyncio.timeout(10):
            while {("one", 900), ("two", 860)} - {(body["id"], body["value"]) for _, body in sent}:
                await asyncio.sleep(0.05)
        for lamp in ("one", "two"):
            times = [at_s for at_s, body in sent if body["id"] == lamp]
            assert 4 <= len(times) <= 9, times
            assert all(b - a > 0.3 for a, b in pairwise(times))


async def test_log_in_keeps_what_is_typed_when_the_language_changes(tmp_path):
    async with at_home(tmp_path, "pico_w", "ru", "service-log-in") as at:
        await at.page.context.clear_cookies()
        await at.page.goto("about:blank")
        await at.page.goto(at.board.web)
        await sees_title(at, "login_title")
        await fill(at, "page_password", "wrong-one-1")
        await at.press(at.say("log_in"))
        await reads(at, at.say.reason("wrong_page_password")[0])
        await at.press("English")
        at.say = chrome.Words("en")
        await sees_title(at, "login_title")
        field = at.page.get_by_label(at.say("page_password"), exact=True)
        assert await field.input_value() == "wrong-one-1"
        await reads(at, at.say.reason("wrong_page_password")[0])
        await asyncio.sleep(1.2)  # a wrong password costs a second
        await log_in(at)


async def test_the_wi_fi_page_listens_by_itself(tmp_path):
    async with at_home(tmp_path, "pico_w", "en", "service-air") as at:
        await at.page.goto(f"{at.board.web}/#wifi")
        await sees_title(at, "wifi_title")
        await at.page.get_by_role("button", name="Cafe").wait_for()
        assert await at.page.get_by_text(at.say("no_networks")).count() == 0


async def test_a_device_that_goes_may_leave_its_output_on(tmp_path):
    async with at_home(tmp_path, "pico_w", "ru", "service-removed", devices=_LAMPS) as at:
        await at.page.goto(f"{at.board.web}/#devices")
        await sees_title(at, "devices_title")
        assert await at.page.get_by_text(at.say("stays_on")).count() == 0
        await at.page.locator("#remove-0").click()
        await reads(at, at.say("stays_on"))
        await at.visitor.picture("removed")
        await at.press(at.say("keep"))
        await sees_title(at, "tab_setup")
        await at.page.goto(f"{at.board.web}/#test")
        await reads(at, at.say("stays_on"))
        await at.page.goto(f"{at.board.web}/#tools")
        await at.page.get_by_text(at.say("erase"), exact=True).click()
        await reads(at, at.say("stays_on"))


async def test_a_board_that_moves_to_another_network_says_goodbye(tmp_path):
    async with at_home(tmp_path, "pico_w", "ru", "service-moves") as at:
        board = Page(at.board.web)
        said = await board.hello()
        answer = await board.ask("POST", "/api/login", {"password": WORD})
        board.token = answer.json["token"]
        settings = json.loads((at.flash / "settings.json").read_text("utf-8"))
        moved = {"wifi": {"ssid": "Cafe", "password": ""}, "sber": settings["sber"]}
        await board.do("PUT", "/api/settings", {**moved, "home": settings["home"]})
        assert draft(at)["wifi"]["ssid"] == "Cafe"

        await at.page.goto("about:blank")
        await at.page.goto(f"{at.board.web}/#test")
        await sees_title(at, "test_title")
        await at.press(at.say("test_now"))
        await at.page.get_by_text(at.say("test_ok"), exact=True).first.wait_for(timeout=60000)
        await at.visitor.picture("test-in-service")
        await asyncio.sleep(3)  # by now it is back in the network that it is to leave
        await at.press(at.say("save"))
        await sees_title(at, "done_title")
        await reads(at, at.say("done_moves", "Cafe"))
        await at.page.get_by_role("link", name=said["local"]).wait_for()
        await at.visitor.picture("moves")
        assert await at.page.get_by_text(at.say("changed")).count() == 0
        assert await at.page.locator("a.address").count() == 1
