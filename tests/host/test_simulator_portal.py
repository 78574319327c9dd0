"""What a set-up page needs of a simulated board: ports that stay, an access point, the button."""

import socket
import textwrap
import urllib.request

import pytest

from host_tools.simulator.process import Board

# A server on ports 80 and 53, as boards write it; the button resets.
FIRMWARE = """
    import asyncio, machine, network, socket, sys
    point = network.WLAN(network.AP_IF)
    if not point.active():
        point.config(ssid="setup-1", key="12345678", security=network.WLAN.SEC_WPA_WPA2)
        if sys.platform == "esp32":
            point.ifconfig(("4.3.2.1", "255.255.255.0", "4.3.2.1", "4.3.2.1"))
        point.active(True)
    else:
        print("still up:", point.config("ssid"))
    if sys.platform == "rp2":
        from rp2 import bootsel_button as pressed
    else:
        boot = machine.Pin(0, machine.Pin.IN, machine.Pin.PULL_UP)
        pressed = lambda: not boot.value()

    async def answer(reader, writer):
        await reader.readline()
        writer.write(b"HTTP/1.0 200 OK\\r\\nContent-Length: 5\\r\\n\\r\\nhello")
        await writer.drain()
        writer.close()

    async def main():
        names = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        names.bind(socket.getaddrinfo("0.0.0.0", 53)[0][-1])
        names.setblocking(False)
        await asyncio.start_server(answer, "0.0.0.0", 80)
        print("serves")
        while not pressed():
            await asyncio.sleep_ms(20)
            try:
                data, where = names.recvfrom(512)
                names.sendto(data, where)
            except OSError:
                pass
        machine.soft_reset()

    asyncio.run(main())
"""


@pytest.fixture(params=["pico_w", "esp32"])
def board(request, tmp_path, micropython):
    (tmp_path / "main.py").write_text(textwrap.dedent(FIRMWARE), encoding="utf-8")
    named = {"firmware": tmp_path, "interpreter": micropython, "ports": True}
    with Board(tmp_path, request.param, **named) as board:
        board.wait_log("serves")
        yield board


def get(board):
    with urllib.request.urlopen(board.web + "/", timeout=5) as answer:
        return answer.read()


def test_its_servers_keep_their_ports_and_its_access_point_stays_after_a_soft_reset(board):
    address = "4.3.2.1" if board.name == "esp32" else "192.168.4.1"
    seen = board.wait_point()
    assert (seen["ssid"], seen["key"], seen["address"]) == ("setup-1", "12345678", address)
    assert get(board) == b"hello"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as phone:
        phone.settimeout(5)
        phone.sendto(b"anyone?", board.dns)
        assert phone.recv(512) == b"anyone?"

    line = len(board.log)
    board.button(True)
    board.wait_reset()
    board.button(False)
    board.wait_log("still up: setup-1", since=line)
    board.wait_log("serves", since=line)

    assert get(board) == b"hello"
    assert board.wait_point()["address"] == address
    assert board.errors == []


def test_boards_without_chosen_ports_keep_out_of_each_others_way(tmp_path, micropython):
    (tmp_path / "main.py").write_text(textwrap.dedent(FIRMWARE), encoding="utf-8")
    with (
        Board(tmp_path, firmware=tmp_path, interpreter=micropython) as one,
        Board(tmp_path, firmware=tmp_path, interpreter=micropython) as other,
    ):
        one.wait_log("serves")
        other.wait_log("serves")


NAMES = """
    import network, time
    wlan = network.WLAN(network.STA_IF)
    wlan.active(True)
    for round in range(2):
        print("air:", sorted([entry[0].hex() for entry in wlan.scan()]))
        while round == 0 and len(wlan.scan()) < 2:
            pass
"""


def test_an_emoji_in_the_name_of_a_network_goes_out_as_utf_8(tmp_path, micropython):
    # MicroPython's json makes two broken characters of an escaped pair; phones send F0 ...
    (tmp_path / "main.py").write_text(textwrap.dedent(NAMES), encoding="utf-8")
    named = {"firmware": tmp_path, "interpreter": micropython, "speed": 20}
    with Board(tmp_path, "pico_w", wifi={"🦄": "key-12345"}, **named) as board:
        board.wait_log(f"air: ['{'🦄'.encode().hex()}']")
        board.wifi(networks={"🦄": "", "Дом": "key-12345"})
        board.wait_log(f"air: {sorted(['🦄'.encode().hex(), 'Дом'.encode().hex()])}")
