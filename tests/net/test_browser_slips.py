"""What people do out of turn in the set-up: come back, change their mind, bring a broken file."""

import json
import re

import pytest

from net_page import Page
from person import KEY, draft, fill, reads, scene, sees_title


async def opened(at, view="", title=None):
    """Load the page afresh, as after the phone's sheet was closed."""
    await at.page.goto("about:blank")
    await at.page.goto(f"{at.board.web}/#{view}")
    if title:
        await sees_title(at, title)


async def picks(at, name):
    await at.page.get_by_role("button", name=re.compile(f"^{name}")).click()


async def goes_on(at, title):
    await at.press(at.say("next"))
    await sees_title(at, title)


async def types_in(at, fold, area, text, act):
    """Paste a text into one of the folded fields and press its button."""
    if not await at.page.get_by_label(at.say(area)).is_visible():
        await at.page.get_by_text(at.say(fold), exact=True).first.click()
    await fill(at, area, text)
    await at.press(at.say(act))


async def gives(at, **part):
    """Send settings as an earlier visit of the page would have done."""
    board = Page(at.board.web)
    await board.hello()
    sber = {"host": "localhost", "port": 8883, "login": "user1", "password": "pass1"}
    doc = {"wifi": {"ssid": "Home", "password": KEY}, "sber": sber, **part}
    return await board.do("PUT", "/api/settings", doc)


async def test_a_stored_password_is_for_its_own_network(tmp_path, micropython):
    async with scene(tmp_path, "pico_w", "en", micropython, pictures="slips-wifi") as at:
        await gives(at)
        await opened(at, "", "wifi_title")
        await picks(at, "Сосед")
        await fill(at, "wifi_password", "12345678")
        await goes_on(at, "sber_title")
        await at.press(at.say("back"))
        await sees_title(at, "wifi_title")
        field = at.page.get_by_label(at.say("wifi_password"), exact=True)

        await picks(at, "Home")
        assert not await field.get_attribute("placeholder")
        await at.press(at.say("next"))
        await reads(at, at.say("wifi_password_length"))
        assert draft(at)["wifi"] == {"ssid": "Сосед", "password": "12345678"}

        await picks(at, "Сосед")
        assert await field.get_attribute("placeholder") == at.say("stored")
        await goes_on(at, "sber_title")
        assert draft(at)["wifi"] == {"ssid": "Сосед", "password": "12345678"}


async def test_a_stored_open_network_lets_one_go_on(tmp_path, micropython):
    async with scene(tmp_path, "esp32", "ru", micropython, pictures="slips-open") as at:
        await opened(at, "", "wifi_title")
        await picks(at, "Cafe")
        await goes_on(at, "sber_title")

        await opened(at, "", "wifi_title")
        await goes_on(at, "sber_title")
        assert draft(at)["wifi"]["ssid"] == "Cafe"
        assert not draft(at)["wifi"].get("password")


async def test_the_sber_password_is_asked_for_again_for_another_server(tmp_path, micropython):
    async with scene(tmp_path, "pico_w", "ru", micropython, pictures="slips-sber") as at:
        await gives(at)
        await opened(at, "sber", "sber_title")
        field = at.page.get_by_label(at.say("sber_password"), exact=True)
        assert await field.get_attribute("placeholder") == at.say("stored")
        await at.page.get_by_text(at.say("advanced"), exact=True).click()
        await fill(at, "host", " mqtt.example ")
        assert not await field.get_attribute("placeholder")

        await at.press(at.say("next"))
        await reads(at, at.say("password_again"))
        await at.visitor.picture("password-again")
        assert draft(at)["sber"]["host"] == "localhost"

        await field.fill("pass2")
        await fill(at, "login", " user2 ")
        await fill(at, "ntp", "ntp1.example,  ntp2.example")
        await goes_on(at, "page_title")
        kept = draft(at)
        assert (kept["sber"]["host"], kept["sber"]["login"]) == ("mqtt.example", "user2")
        assert kept["ntp"] == ["ntp1.example", "ntp2.example"]

        await opened(at, "sber", "sber_title")
        await fill_port(at, "99999")
        await at.press(at.say("next"))
        words = {"ru": "99999 вне диапазона"}  # check_words, out_of_range
        await reads(at, words["ru"])


async def fill_port(at, port):
    folded = at.page.get_by_label(at.say("port"), exact=True)
    if not await folded.is_visible():
        await at.page.get_by_text(at.say("advanced"), exact=True).click()
    await fill(at, "port", port)
    await fill(at, "sber_password", "pass2")


def _relay(**more):
    return {"id": "a", "kind": "relay", "name": "x", "pins": {"out": 3}, **more}


_BROKEN = {
    # what the file has: (its devices, what is said of it)
    "unknown kind": ([_relay(kind="toaster")], "Вид: вида «toaster» нет"),
    "kind of javascript": ([_relay(kind="constructor")], "Вид: вида «constructor» нет"),
    "no pins": ([{"id": "a", "kind": "relay", "name": "x"}], "Выводы: не указано"),
    "pins null": ([_relay(pins=None)], "Выводы: … - значение не того типа"),
    "pin null": ([_relay(pins={"out": None})], "Выход: … - не вывод"),
    "no such role": ([_relay(pins={"out": 3, "in": 4})], "in: у Реле нет такой роли вывода"),
    "name number": ([_relay(name=5)], "Имя: 5 - значение не того типа"),
    "array entry": ([[1], _relay()], "#1: здесь должен быть объект в скобках { }"),
    "options list": ([_relay(options=[1])], "Настройки: [1] - значение не того типа"),
    "no such option": ([_relay(options={"speed": 1})], "speed: у Реле нет такой настройки"),
    "two ids": ([_relay(), _relay(name="y", pins={"out": 4})], "y: Id: id «a» есть и у"),
    "bad id": ([_relay(id="кот")], "Id: «кот» содержит недопустимые"),
    "field": ([_relay(colour="red")], "colour: такого поля нет"),
}


async def test_a_broken_list_can_be_imported_and_mended(tmp_path, micropython):
    async with scene(tmp_path, "pico_w", "ru", micropython, pictures="slips-import") as at:
        for what, (devices, said) in _BROKEN.items():
            await opened(at, "devices", "devices_title")
            text = json.dumps({"version": 1, "devices": devices})
            await types_in(at, "file_title", "file_paste", text, "import")
            await reads(at, at.say("imported", len(devices) - devices.count([1])))
            assert said in await at.page.locator("main").inner_text(), what
            if what == "unknown kind":
                await at.visitor.picture("broken-import")
            for act, title in (("open", None), ("duplicate", None)):
                await at.page.locator(f"#{act}-0").click()
                await at.page.locator("#back").wait_for()
                assert await at.page.locator("#add").count() == 0, (what, act, title)
                await opened(at, "devices", "devices_title")
            assert at.visitor.wrong == [], what


async def test_a_list_without_its_version_passes(tmp_path, micropython):
    async with scene(tmp_path, "esp32", "en", micropython, pictures="slips-version") as at:
        await opened(at, "devices", "devices_title")
        doc = json.dumps({"devices": [_relay(pins={"out": 23})]})
        await types_in(at, "file_title", "file_paste", doc, "import")
        await reads(at, at.say("imported", 1))
        await goes_on(at, "test_title")
        assert draft(at, "devices")["version"] == 1


async def test_a_list_that_the_board_refuses_is_not_taken(tmp_path, micropython):
    async with scene(tmp_path, "esp32", "en", micropython, pictures="slips-long") as at:
        await opened(at, "devices", "devices_title")
        doc = json.dumps({"version": 1, "devices": [_relay(pins={"out": 23})]})
        await types_in(at, "file_title", "file_paste", doc, "import")
        await reads(at, at.say("imported", 1))

        long = [_relay(id=f"a{i}", name="x" * 60) for i in range(400)]
        doc = json.dumps({"version": 1, "devices": long})
        await types_in(at, "file_title", "file_paste", doc, "import")
        await reads(at, at.say.reason("too_long")[0])
        assert await at.page.locator(".device").count() == 1
        await goes_on(at, "test_title")
        for wrong, said in (
            ("[]", "must be an object in braces { }"),
            ('{"version": 1}', "there is no list of devices"),
            ('{"version": 2, "devices": []}', "version 2 is newer than this program"),
        ):
            await opened(at, "devices", "devices_title")
            await types_in(at, "file_title", "file_paste", wrong, "import")
            await reads(at, said)


async def test_undo_is_offered_as_long_as_the_list_is_in_view(tmp_path, micropython):
    async with scene(tmp_path, "pico_w", "en", micropython, pictures="slips-undo") as at:
        await opened(at, "devices", "devices_title")
        devices = [_relay(), _relay(id="b", name="y", pins={"out": 4})]
        text = json.dumps({"version": 1, "devices": devices})
        await types_in(at, "file_title", "file_paste", text, "import")
        await at.page.locator("#remove-0").click()
        await at.press(at.say("undo"))
        assert await at.page.locator(".device").count() == 2

        await at.page.locator("#remove-0").click()
        undo = at.page.get_by_role("button", name=at.say("undo"), exact=True)
        await undo.wait_for()
        await goes_on(at, "test_title")
        await undo.wait_for(state="hidden")
        assert [device["id"] for device in draft(at, "devices")["devices"]] == ["b"]


async def test_a_backup_that_lacks_something_leads_to_it(tmp_path, micropython):
    async with scene(tmp_path, "esp32", "ru", micropython, pictures="slips-restore") as at:
        for text, part in (("[]", "settings"), ('{"settings": {}, "devices": {}}', "version")):
            await opened(at, "", "wifi_title")
            await types_in(at, "have_backup", "restore_paste", text, "restore_do")
            await reads(at, at.say("backup_lacks", part))

        settings = {"version": 1, "wifi": {"ssid": "Cafe"}, "sber": {"login": "user1"}}
        devices = {"version": 1, "devices": [_relay(name=5)]}
        copy = {"version": 1, "settings": settings, "devices": devices}
        await types_in(at, "have_backup", "restore_paste", json.dumps(copy), "restore_do")
        await sees_title(at, "sber_title")
        await reads(at, at.say("restored_partly"))
        await reads(at, "не указано")
        await opened(at, "devices", "devices_title")
        assert await at.page.locator(".device").inner_text() != ""


@pytest.mark.parametrize("code", ["forbidden_pin", "input_only"])
async def test_a_pin_that_is_refused_is_refused_in_words(tmp_path, code, micropython):
    async with scene(tmp_path, "pico_w", "en", micropython, pictures=f"slips-{code}") as at:
        await opened(at, "devices", "devices_title")
        text = json.dumps({"version": 1, "devices": [_relay()]})
        await types_in(at, "file_title", "file_paste", text, "import")
        await at.page.locator("#open-0").click()
        await at.page.locator("#stage-2").click()

        async def refuse(route):
            await route.fulfill(status=400, json={"error": code, "args": [3]})

        await at.page.route("**/api/blink", refuse)
        await at.press(at.say("blink"))
        said = {"forbidden_pin": "GPIO 3 must not be used", "input_only": "GPIO 3 cannot be an"}
        await reads(at, said[code])


async def test_a_page_opened_after_saving_says_where_the_board_goes(tmp_path, micropython):
    async with scene(tmp_path, "pico_w", "ru", micropython, pictures="slips-saved") as at:
        board = Page(at.board.web)
        said = await board.hello()
        farewell = {"address": "192.168.1.77", "local": said["local"]}

        async def hello(route):
            await route.fulfill(json={**said, "finishing": True, "farewell": farewell})

        await at.page.route("**/api/hello", hello)
        await opened(at, "", "done_title")
        await at.page.get_by_role("link", name="192.168.1.77").wait_for()
        await at.page.get_by_role("link", name=said["local"]).wait_for()
        await at.visitor.picture("opened-again")


async def test_a_visitor_from_the_home_network_sees_the_log_in_in_set_up(tmp_path, micropython):
    async with scene(tmp_path, "pico_w", "en", micropython, pictures="slips-visitor") as at:
        said = await Page(at.board.web).hello()

        async def hello(route):
            await route.fulfill(json={**said, "login": True, "token": None})

        await at.page.route("**/api/hello", hello)
        await opened(at, "", "login_title")
