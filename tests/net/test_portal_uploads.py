"""Documents that phones send: at the same time, half, or none at all."""

import asyncio
import time

import phone
from net_home import DEVICES
from net_new import (
    ALL_DEVICES,
    new,
    settings,
)
from net_page import Page


async def test_an_upload_that_hangs_keeps_another_phone_waiting_for_seconds_only(tmp_path):
    """The page gives up after 12 s (core.js); one document at a time is taken in."""
    async with new(tmp_path / "flash", speed=1) as board:
        page = Page(board.web)
        await page.hello()
        _, writer = await asyncio.open_connection(*phone.place(board))
        fields = {"X-Token": page.token, "Content-Length": "3000"}
        writer.write(phone.request("PUT", phone.address(board), "/api/devices", fields) + b"{")
        await writer.drain()
        await asyncio.sleep(0.3)
        for path, doc in (("settings", settings(8883)), ("devices", ALL_DEVICES)):
            began = time.monotonic()
            assert (await page.ask("PUT", "/api/" + path, doc)).status == 200
            assert time.monotonic() - began < 8, path
        await phone.close(writer)


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
        await page.do("PUT", "/api/devices", ALL_DEVICES)
        for body in (b"", b"{", b"[]", b"5", b"\xff\xfe", b'{"a":' * 3000):
            answer = await page.ask("PUT", "/api/devices", body)
            assert (answer.status, answer.error) == (400, "not_json"), body[:20]
        answer = await page.ask("PUT", "/api/devices", b" " * 33000)
        assert answer.status == 413
        for body in (b"no certificate", b"\x30\x82\x00\x05abc", b""):
            assert (await page.ask("PUT", "/api/root", body)).error == "not_der"
        for body in (b"[]", b"{", b"nul"):
            assert (await page.ask("PUT", "/api/settings", body)).status == 400
        assert await page.get("/api/devices") == ALL_DEVICES
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
