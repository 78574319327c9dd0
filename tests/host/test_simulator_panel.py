"""The panel of a simulated board: what it shows, what it takes, and from whom."""

import asyncio
import json
import re
import textwrap
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web

from host_tools.simulator import devices, panel
from host_tools.simulator.motors import Motors
from host_tools.simulator.process import Board

FIRMWARE = """
    import asyncio
    from machine import Pin
    lamp = Pin(16, Pin.OUT, value=0)
    button = Pin(14, Pin.IN, Pin.PULL_UP)
    up, down = Pin(10, Pin.OUT), Pin(11, Pin.OUT)
    print("ready")

    async def main():
        while True:
            lamp.value(1 - button.value())
            up.value(1 - button.value())
            await asyncio.sleep_ms(5)

    asyncio.run(main())
"""
DEVICES = [
    {"id": "lamp", "kind": "light", "name": "Лампа", "pins": {"out": 16, "button": 14}},
    {
        "id": "cur",
        "kind": "curtain",
        "pins": {"open": 10, "close": 11},
        "options": {"travel_ms": 900},
    },
    {"id": "th", "kind": "sensor_temp", "name": "T", "pins": {"dht22": {"gpio": 22}}},
]


@pytest.fixture
def board(tmp_path, micropython):
    (tmp_path / "main.py").write_text(textwrap.dedent(FIRMWARE), encoding="utf-8")
    (tmp_path / "devices.json").write_text(json.dumps({"version": 1, "devices": DEVICES}))
    with Board(tmp_path, firmware=tmp_path, interpreter=micropython) as board:
        board.wait_log("ready")
        yield board


@asynccontextmanager
async def served(board):
    app = web.Application()
    panel.add_routes(app, board, prefix="/board")
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with aiohttp.ClientSession() as session:
            yield session, f"http://localhost:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def until(socket, fits):
    """Return the first message that fits."""
    async with asyncio.timeout(5):
        while True:
            message = await socket.receive_json()
            if fits(message):
                return message


def test_a_page_sees_the_board_and_presses_its_button(board):
    async def main():
        async with served(board) as (session, url):
            origin = {"Origin": url}
            async with session.ws_connect(url + "/board/live", headers=origin) as socket:
                first = await socket.receive_json()
                await socket.send_json({"drive": 14, "value": 0})
                lit = await until(socket, lambda m: m.get("pin") == "16" and m["value"] == 1)
                opening = await until(socket, lambda m: m.get("motors") and m["pin"] == "10")
                await socket.send_json({"part": 22, "temperature": 30.5})
                await socket.send_json({"drive": 14, "value": None})
                await until(socket, lambda m: m.get("pin") == "16" and m["value"] == 0)
                return first, lit, opening

    first, lit, opening = asyncio.run(main())

    assert first["board"] == "pico_w"
    assert [device["name"] for device in first["devices"]] == ["Лампа", "cur", "T"]
    assert first["pins"]["16"] == {"value": 0, "mode": "out"}
    assert first["lines"] == ["ready"]
    assert lit["mode"] == "out"
    assert opening["motors"][0]["direction"] == 1
    assert board.outside(22)["temperature"] == 30.5


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://example.org"},
        {"Origin": "http://example.org", "Host": "example.org"},  # a name made to point here
        {"Origin": "http://localhost:1"},
        {"Origin": "null"},
    ],
)
def test_other_pages_may_not_connect(board, headers):
    async def main():
        async with served(board) as (session, url):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await session.ws_connect(url + "/board/live", headers=headers)
            return refused.value.status

    assert asyncio.run(main()) == 403


@pytest.mark.parametrize(
    "message",
    ["{", "[]", '{"drive": 99, "value": 1}', '{"drive": 14, "value": 7}', '{"part": "x"}', "{}"],
)
def test_nonsense_ends_the_connection_and_not_the_board(board, message):
    async def main():
        async with served(board) as (session, url):
            origin = {"Origin": url}
            async with session.ws_connect(url + "/board/live", headers=origin) as socket:
                await socket.receive_json()
                await socket.send_str(message)
                async for _ in socket:
                    pass
                return socket.close_code

    assert asyncio.run(main()) == 1007
    assert board.exit_code is None


def test_the_page_loads_nothing_from_elsewhere(board):
    async def main():
        found = {}
        async with served(board) as (session, url):
            names = [
                "",
                "panel.css",
                "main.js",
                "board.js",
                "cards.js",
                "controls.js",
                "covers.js",
            ]
            for name in [
                *names,
                "elements.js",
                "levels.js",
                "parts.js",
                "plain.js",
                "words.js",
                "none.js",
            ]:
                async with session.get(f"{url}/board/{name}") as answer:
                    found[name] = answer.status, await answer.text(), answer.headers
        return found

    found = asyncio.run(main())

    assert found.pop("none.js")[0] == 404
    for name, (status, text, headers) in found.items():
        assert status == 200, name
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        urls = re.findall(r"(?:https?:)?//[a-z][\w.]+", re.sub(r"^\s*//.*$", "", text, flags=re.M))
        assert set(urls) <= {"http://www.w3.org"}, name  # the name of SVG, fetched by nobody


def test_the_drawing_has_every_pin_the_board_offers():
    from host_tools.simulator import places

    script = (places.STANDINS.parent / "page" / "board.js").read_text(encoding="utf-8")
    for name in places.board_names():
        drawn = re.search(rf"  {name}: {{(.*?)\n  }}", script, re.S)
        assert drawn, f"no drawing of {name}"
        facts = json.loads(places.board_file(name).read_text(encoding="utf-8"))["pins"]
        rows = re.findall(r"(?:left|right): \[(.*?)\]", drawn[1], re.S)
        numbers = re.findall(r"(?<![\w\"])\d+(?![\w\"])", ",".join(rows))
        assert len(numbers) == len(set(numbers)), f"{name}: a pin is drawn twice"
        assert set(numbers) <= set(facts), f"{name}: a pin is drawn that does not exist"


def test_devices_are_read_leniently(tmp_path):
    assert devices.read(tmp_path) == []
    (tmp_path / "devices.json").write_text("{")
    assert devices.read(tmp_path) == []
    entries = [
        {"id": "m", "kind": "sensor_pir", "pins": {"motion": 7}},
        {"id": "b", "kind": "relay", "pins": {"out": {"gpio": 5, "active": "low"}, "button": 6}},
        {"id": "bad", "kind": "relay", "pins": {"out": None}},
        "nonsense",
    ]
    (tmp_path / "devices.json").write_text(json.dumps({"devices": entries}))
    said = ("role", "gpio", "low", "port", "word")
    found = {
        device["id"]: [tuple(pin[name] for name in said) for pin in device["pins"]]
        for device in devices.read(tmp_path)
    }

    assert found == {
        "m": [("motion", 7, False, "detector", ["Detector", "Датчик"])],
        "b": [
            ("out", 5, True, "out", ["Output", "Выход"]),
            ("button", 6, True, "in", ["Wall button", "Кнопка на стене"]),
        ],
    }


def test_a_motor_moves_while_one_output_is_on_and_stops_at_the_ends():
    now = [0.0]
    listed = [
        {
            "id": "cur",
            "options": {"travel_ms": 10000},
            "pins": [
                {"role": "open", "gpio": 10, "low": False},
                {"role": "close", "gpio": 11, "low": True},
            ],
        }
    ]
    motors = Motors(listed, clock=lambda: now[0])
    motors.note("11", 1)
    assert motors.note("10", 1) == "cur"
    now[0] = 4
    assert motors.state("cur")["position"] == pytest.approx(0.4)
    motors.note("10", 0)
    now[0] = 9
    assert motors.state("cur") | {"travel_s": 0} == {
        "motor": "cur",
        "position": pytest.approx(0.4),
        "direction": 0,
        "travel_s": 0,
        "both": False,
    }
    motors.note("11", 0)  # active low: closing
    now[0] = 30
    assert motors.state("cur")["position"] == 0
    motors.note("10", 1)
    assert motors.state("cur")["both"] is True
    assert motors.note("12", 1) is None
