"""Parts that speak a protocol, on a board of its own process: set from the host and by a page."""

import asyncio
import json
import textwrap

import aiohttp
import pytest
from aiohttp import web

from host_tools.simulator import devices, panel
from host_tools.simulator.process import Board

# Asks an MH-Z19 on GPIO 8 and 9 again and again and says what the part said: its manual has the
# frames.
FIRMWARE = """
    import time
    from machine import UART, Pin
    uart = UART(1, 9600, tx=Pin(8), rx=Pin(9))
    last = None
    while True:
        uart.write(b"\\xff\\x01\\x86\\0\\0\\0\\0\\0\\x79")
        time.sleep_ms(100)
        came = uart.read(uart.any()) or b""
        if len(came) == 9 and not sum(came[1:]) & 255:
            said = "co2 %d" % (came[2] << 8 | came[3])
        else:
            said = "%d bytes" % len(came)
        if said != last:
            print(said)
            last = said
"""
DEVICES = [
    {
        "id": "air",
        "kind": "sensor_air",
        "name": "Air",
        "pins": {"tx": 8, "rx": 9},
        "options": {"uart": "mhz19"},
    }
]


@pytest.fixture
def board(tmp_path, micropython):
    (tmp_path / "main.py").write_text(textwrap.dedent(FIRMWARE), encoding="utf-8")
    (tmp_path / "devices.json").write_text(json.dumps({"version": 1, "devices": DEVICES}))
    with Board(tmp_path, firmware=tmp_path, interpreter=micropython) as board:
        board.wait_log("co2 650")  # devices.json says what hangs there
        yield board


def test_a_part_is_set_and_damaged_from_the_host(board):
    board.part(9, co2=900)
    board.wait_log("co2 900")
    for error, said in (("silence", "0 bytes"), ("half", "4 bytes"), ("crc", "9 bytes")):
        board.part(9, error=error)
        board.wait_log(said)
        seen = len(board.log)
        board.part(9, error=0)
        board.wait_log("co2 900", since=seen)
    board.part(9, present=0)
    board.wait_log("0 bytes", since=len(board.log) - 1)
    assert not board.errors


def test_a_page_sets_and_damages_a_part(board):
    async def main():
        app = web.Application()
        panel.add_routes(app, board)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://localhost:{runner.addresses[0][1]}"
        try:
            async with aiohttp.ClientSession() as session:
                live = session.ws_connect(url + "/live", headers={"Origin": url})
                async with live as socket:
                    await socket.receive_json()
                    await socket.send_json({"part": 9, "co2": 1200})
                    await asyncio.to_thread(board.wait_log, "co2 1200")
                    await socket.send_json({"part": 9, "error": "crc"})
                    await asyncio.to_thread(board.wait_log, "9 bytes")
                    seen = len(board.log)
                    await socket.send_json({"part": 9, "error": 0})
                    await asyncio.to_thread(board.wait_log, "co2 1200", 5, seen)
                    await socket.send_json({"part": 9, "error": "fire"})
                    async for message in socket:
                        if message.type is aiohttp.WSMsgType.CLOSE:
                            break
                    return socket.close_code
        finally:
            await runner.cleanup()

    assert asyncio.run(main()) == 1007
    assert board.exit_code is None
    assert not board.errors


def test_a_device_that_names_no_part_has_the_usual_one_of_its_kind(tmp_path, micropython):
    listed = [{k: v for k, v in DEVICES[0].items() if k != "options"}]
    (tmp_path / "main.py").write_text(textwrap.dedent(FIRMWARE), encoding="utf-8")
    (tmp_path / "devices.json").write_text(json.dumps({"version": 1, "devices": listed}))

    assert devices.read(tmp_path)[0]["measures"] == [{"role": "rx", "gpio": 9, "values": ["co2"]}]
    with Board(tmp_path, firmware=tmp_path, interpreter=micropython) as board:
        board.wait_log("co2 650")
