"""The cloud's page: for this computer only, complete in itself, and it drives the cloud."""

import asyncio
import json
import re

import pytest
from aiohttp import WSServerHandshakeError, web
from aiohttp.test_utils import TestClient, TestServer

from cloud_board import HUB, FakeBoard, device, states
from host_tools.cloud import page, view
from host_tools.cloud.catalogue import categories, functions
from host_tools.cloud.service import Cloud

LAMP = device("lamp", "light", ["on_off", "light_brightness"], room="Кухня")
PARTS = page._FOLDER / "page_parts"


def play(folder, scene, prefix=""):
    """Run `scene(cloud, client, prefix)` with the page served on loopback."""

    async def work():
        async with Cloud(folder) as cloud:
            app = web.Application()
            page.add_routes(app, cloud, prefix)
            async with TestClient(TestServer(app)) as client:
                await scene(cloud, client)

    asyncio.run(work())


def socket(client, prefix=""):
    origin = f"http://{client.host}:{client.port}"
    return client.ws_connect(f"{prefix}/cloud.ws", headers={"Origin": origin})


async def news(opened, kind, claim=lambda item: True):
    """Return the next news of a kind for which the claim holds."""
    async with asyncio.timeout(5):
        while True:
            item = await opened.receive_json()
            if item["kind"] == kind and claim(item):
                return item


def test_document_is_complete_in_itself(tmp_path):
    async def scene(_cloud, client):
        answer = await client.get("/")
        text = await answer.text()

        assert answer.status == 200
        assert "/*STYLE*/" not in text
        assert "/*SCRIPT*/" not in text
        assert not re.findall(r"""(?:src|href)=["'](?!data:)|@import|url\((?!data:)""", text)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        # the hash in the policy is that of the script as it is in the document
        script = re.search(r"<script>(.*)</script>", text, re.DOTALL)[1]
        assert page._digest(script) in answer.headers["Content-Security-Policy"]

    play(tmp_path, scene)


@pytest.mark.parametrize("path", ["/", "/cloud.ws", "/ca.der"])
def test_other_host_names_are_refused(tmp_path, path):
    # DNS rebinding: a foreign name that resolves to 127.0.0.1
    async def scene(_cloud, client):
        for host in ("evil.example", "evil.example:80", "localhost.evil.example", "", "127.0.0.2"):
            assert (await client.get(path, headers={"Host": host})).status == 403

    play(tmp_path, scene)


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "LOCALHOST"])
def test_own_host_names_are_served(tmp_path, host):
    async def scene(_cloud, client):
        assert (await client.get("/", headers={"Host": host})).status == 200

    play(tmp_path, scene)


@pytest.mark.parametrize("origin", [None, "http://evil.example", "null", "http://localhost:1"])
def test_socket_is_for_the_page_itself(tmp_path, origin):
    async def scene(_cloud, client):
        headers = {"Origin": origin} if origin else {}
        with pytest.raises(WSServerHandshakeError) as refusal:
            await client.ws_connect("/cloud.ws", headers=headers)
        assert refusal.value.status == 403

    play(tmp_path, scene)


@pytest.mark.parametrize("prefix", ["", "/cloud"])
def test_page_drives_a_command_and_sees_its_answer(tmp_path, prefix):
    async def scene(cloud, client):
        async with FakeBoard(cloud) as board, socket(client, prefix) as opened:
            everything = await news(opened, "all")
            assert everything["devices"] == []
            assert everything["settings"] == cloud.board_settings()
            await board.listen()
            await board.say("up/config", {"devices": [HUB, LAMP]})
            listed = await news(opened, "list")
            assert [item["id"] for item in listed["devices"]] == ["root", "lamp"]

            await opened.send_json({"do": "send", "id": "lamp", "values": {"on_off": True}})
            assert await board.hear("down/commands") == (
                b'{"devices":{"lamp":{"states":[{"key":"on_off","value":{"type":"BOOL",'
                b'"bool_value":true}}]}}}'
            )
            await board.say("up/status", {"devices": {"lamp": states(online=True, on_off=True)}})
            told = await news(
                opened, "devices", lambda item: item["devices"][0]["command"]["ack_ms"]
            )

            (lamp,) = told["devices"]
            assert lamp["online"] is True
            assert lamp["states"]["on_off"]["value"] is True
            assert lamp["command"]["same"] is True

    play(tmp_path, scene, prefix)


def test_every_order_of_the_page_reaches_the_board(tmp_path):
    async def scene(cloud, client):
        async with FakeBoard(cloud) as board, socket(client) as opened:
            await board.listen()
            await board.say("up/config", {"devices": [HUB, LAMP]})
            await board.hear("down/change_group_device_request", 2)
            for what in (
                {"do": "status"},
                {"do": "status", "ids": ["lamp"]},
                {"do": "config"},
                {"do": "rename", "id": "lamp", "name": "Свет"},
                {"do": "move", "id": "lamp", "room": "Зал", "home": "Дом"},
            ):
                await opened.send_json(what)

            await board.hear("down/change_group_device_request", 3)
            assert await board.hear("down/status_request", 1) == b'{"devices":["root","lamp"]}'
            assert await board.hear("down/status_request", 2) == b'{"devices":["lamp"]}'
            assert await board.hear("down/config_request") == b"{}"
            assert "Свет".encode() in await board.hear("down/rename_device_request")
            moved = await news(opened, "devices", lambda item: item["devices"][0]["room"] == "Зал")
            assert moved["devices"][0]["name"] == "Свет"

    play(tmp_path, scene)


@pytest.mark.parametrize(
    "order",
    [
        "{",
        "[]",
        "{}",
        '{"do":"dance"}',
        '{"do":"send","id":"ghost","values":{"on_off":true}}',
        '{"do":"send","id":"root","values":{"on_off":5}}',
        '{"do":"send","id":"root","values":{"sleep_timer":5}}',
        '{"do":"move","id":"root"}',
        '{"do":"send","id":["a"],"values":{}}',
    ],
)
def test_order_that_cannot_be_obeyed_is_told_and_the_page_goes_on(tmp_path, order):
    async def scene(cloud, client):
        async with FakeBoard(cloud) as board, socket(client) as opened:
            await board.listen()
            await board.say("up/config", {"devices": [HUB]})
            await news(opened, "list")
            await opened.send_str(order)
            assert (await news(opened, "failed"))["text"]
            await opened.send_json({"do": "config"})
            assert await board.hear("down/config_request") == b"{}"

    play(tmp_path, scene)


def test_refused_device_comes_with_its_reasons_in_both_languages(tmp_path):
    async def scene(cloud, client):
        bad = device("bad", "relay", ["on_off", "child_lock"])
        async with FakeBoard(cloud) as board, socket(client) as opened:
            await board.say("up/config", {"devices": [HUB, bad]})
            listed = await news(opened, "list")

            shown = listed["devices"][1]
            assert shown["accepted"] is False
            (problem,) = shown["problems"]
            assert problem["code"] == "feature_foreign"
            assert "child_lock" in problem["en"]
            assert "child_lock" in problem["ru"]
            assert problem["drops"] is True

    play(tmp_path, scene)


def test_authority_can_be_downloaded(tmp_path):
    async def scene(cloud, client):
        answer = await client.get("/ca.der")
        assert await answer.read() == cloud.ca_der().read_bytes()

    play(tmp_path, scene)


def script(name):
    return (PARTS / f"{name}.js").read_text("utf-8")


def test_every_function_has_a_russian_name():
    block = re.search(r"NAMES_RU = \{(.*?)\n\};", script("names"), re.DOTALL)[1]

    assert set(re.findall(r"(\w+): \"", block)) == set(functions())


def test_every_category_has_an_icon():
    assert set(categories()) <= set(re.findall(r"^  (\w+): \"", script("icons"), re.MULTILINE))


def test_every_word_that_is_used_exists_in_both_languages():
    table = dict(re.findall(r"^  (\w+): \[(.*?)\],$", script("words"), re.MULTILINE | re.DOTALL))
    used = set(re.findall(r'data-word="(\w+)"', (page._FOLDER / "page.html").read_text("utf-8")))
    for name in page._SCRIPTS:
        used |= set(re.findall(r'\bword\("(\w+)"\)', script(name)))

    assert used <= set(table)
    for texts in table.values():
        assert len(re.findall(r'"(?:[^"\\]|\\.)*"', texts)) == 2, texts


def test_every_script_is_part_of_the_page():
    assert {path.stem for path in PARTS.glob("*.js")} == set(page._SCRIPTS)


def test_catalogue_for_the_page_is_plain_json():
    assert len(json.loads(json.dumps(view.catalogue()))["functions"]) == 96
