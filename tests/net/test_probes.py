"""All that phones and computers ask to find a captive portal, against the running firmware.

The table is tests/data/captive-portal-probes.json: each record names its sources and what must be
answered while the board waits for its set-up, and after a set-up that went well.
"""

import asyncio
import contextlib
import gzip
import json
import os
from pathlib import Path

import pytest

import phone

BOARDS = ("esp32", "pico_w")
TABLE = phone.probes()
APPLE = next(r["expects_when_online"]["body"] for r in TABLE if r["host"] == "captive.apple.com")
SETTINGS = {
    "wifi": {"ssid": "Home", "password": "home-wifi-key"},
    "sber": {"host": "cloud.test", "port": 8883, "login": "user1", "password": "pass1"},
    "page_password": "a-long-password",
}


def _name(record: dict) -> str:
    return f"{record['client'].split('(')[0].strip()} {record['host']}{record['path']}"


def _of(*transports: str):
    return pytest.mark.parametrize(
        "record", [r for r in TABLE if r["transport"] in transports], ids=_name
    )


@pytest.fixture(scope="module", params=BOARDS)
def board(request, tmp_path_factory, micropython):
    """A factory-new board that waits for its set-up."""
    folder = tmp_path_factory.mktemp(f"new-{request.param}")
    with phone.new_board(folder, request.param, interpreter=micropython) as board:
        yield board


@pytest.fixture(scope="module", params=BOARDS)
def done(request, tmp_path_factory, micropython):
    """A board whose settings were just saved: it keeps the access point for the phone."""

    async def save(board):
        page = phone.Session(board)
        await page.hello()
        for method, path, body in (
            ("PUT", "/api/settings", SETTINGS),
            ("PUT", "/api/devices", {"version": 1, "devices": []}),
        ):
            answer = await page.call(method, path, body)
            assert (answer.status, answer.json()) == (200, {"problems": []})
        answer = await page.call("POST", "/api/save", {"anyway": True})
        assert answer.status == 200, answer

    folder = tmp_path_factory.mktemp(f"done-{request.param}")
    with phone.new_board(folder, request.param, interpreter=micropython) as board:
        asyncio.run(save(board))
        yield board


def probe(board, record: dict, **headers) -> phone.Answer:
    """Ask as the client of this record does."""
    sent = {"Connection": "close", **headers}
    return asyncio.run(
        phone.ask(board, record["method"], record["host"], record["path"], sent, timeout_s=3)
    )


def is_redirect(answer: phone.Answer, board) -> bool:
    """Whether it is a redirect as all clients want it: absolute, short, never kept."""
    headers = answer.headers
    assert headers["location"].rstrip("/") == f"http://{phone.address(board)}"
    assert headers["connection"].lower() == "close"
    assert "no-store" in headers["cache-control"]
    return answer.status == 302


def test_the_table_is_whole():
    assert len(TABLE) == 40
    assert {record["our_answer"]["setup_open"] for record in TABLE} == {
        "302 to portal URL",
        "404",
        "no service on that port",
        "not sent",
        "NOERROR, one A record = AP address, TTL 0..10 s",
        "NOERROR with zero answers",
        "NOERROR with zero answers, at once",
    }


@_of("http")
def test_while_the_board_waits_for_its_set_up(board, record):
    answer = probe(board, record)

    if record["our_answer"]["setup_open"] == "404":
        assert answer.status == 404
    else:
        assert record["our_answer"]["setup_open"] == "302 to portal URL"
        assert is_redirect(answer, board)
        assert b"Success" not in answer.body


@_of("http")
def test_after_the_set_up(done, record):
    wanted = record["our_answer"]["after_success"]
    answer = probe(done, record)

    if wanted.startswith("expected online answer"):
        assert answer.status == 200
        assert answer.headers["content-type"].startswith("text/html")
        assert answer.body.decode().strip() == APPLE
    elif record["our_answer"]["setup_open"] == "404":
        assert answer.status == 404  # looking for a proxy is no check of the portal
    else:
        assert wanted == "302 or connection refused until the AP stops"
        assert is_redirect(answer, done)


@_of("https", "tls", "dhcp")
def test_nothing_else_listens(board, record):
    """So a phone's TLS is refused at once, instead of waiting for a handshake that cannot be."""
    assert record["our_answer"]["setup_open"] in ("no service on that port", "not sent")
    assert listening(board.pid) == {("tcp", board.ports[80]), ("udp", board.ports[53])}


def listening(pid: int) -> set[tuple[str, int]]:
    """Return the servers of a process: {("tcp", port), ("udp", port)}. Needs Linux's /proc."""
    if not os.path.isdir("/proc/self/fd"):
        pytest.skip("only Linux tells who listens")
    links = []
    for entry in os.listdir(f"/proc/{pid}/fd"):
        with contextlib.suppress(OSError):
            links.append(os.readlink(f"/proc/{pid}/fd/{entry}"))
    own = {link[8:-1] for link in links if link.startswith("socket:[")}
    found = set()
    for kind, state in (("tcp", "0A"), ("udp", "07")):
        for line in Path(f"/proc/net/{kind}").read_text().splitlines()[1:]:
            parts = line.split()
            if parts[9] in own and parts[3] == state:
                found.add((kind, int(parts[1].rpartition(":")[2], 16)))
    return found


QUERIES = {
    "A (qtype 1)": ["A"],
    "AAAA (qtype 28)": ["AAAA"],
    "HTTPS / SVCB (qtype 65 / 64)": ["HTTPS", "SVCB"],
}


@_of("dns")
@pytest.mark.parametrize("edns", [None, 0], ids=["plain", "edns"])
def test_names(board, record, edns):
    hosts = sorted({r["host"] for r in TABLE if r["transport"] == "http" and "." in r["host"]})
    for kind in QUERIES[record["path"]]:
        for host in hosts:
            message = asyncio.run(phone.look_up(board, host, kind, 1, use_edns=edns))
            assert message.rcode() == 0
            assert message.edns == -1  # no OPT record comes back
            assert (len(message.authority), len(message.additional)) == (0, 0)
            if record["our_answer"]["setup_open"].startswith("NOERROR, one A record"):
                ((address, ttl),) = phone.addresses(message)
                assert address == phone.address(board)
                assert 0 <= ttl <= 10
            else:
                assert message.answer == []


def _page(board) -> str:
    answer = asyncio.run(phone.ask(board, headers={"Accept-Encoding": "gzip"}))
    assert answer.status == 200
    assert answer.headers["content-encoding"] == "gzip"
    return gzip.decompress(answer.body).decode()


def test_the_page_does_not_say_the_word_that_ends_the_sheet(board):
    page = _page(board)
    assert "<html" in page
    assert "Success" not in page


def test_not_even_after_the_set_up(done):
    assert "Success" not in _page(done)


def test_the_answer_in_json_is_for_the_page_alone(board):
    told = json.loads(asyncio.run(phone.ask(board, path="/api/hello")).body)
    assert told["mode"] == "setup"
    strange = asyncio.run(phone.ask(board, host="captive.apple.com", path="/api/hello"))
    assert is_redirect(strange, board)
