"""The page's two servers over real sockets, asked by programs that are not ours.

DNS is judged by dnspython, HTTP by http.client. The whole board with its page: tests/net.
"""

import gzip
import http.client
import json
import os
import socket
import subprocess
import time
from types import SimpleNamespace

import dns.edns
import dns.flags
import dns.message
import dns.query
import dns.rcode
import dns.rdatatype
import pytest

import mpy

HERE = "127.0.0.1"
TOKEN = "aaabacadaeafagahaiajakalamanaoap"
PAGE = os.urandom(40_000)


def _free(kind) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind((HERE, 0))
        return probe.getsockname()[1]


@pytest.fixture
def board(start, micropython, tmp_path):
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / "page.html.gz").write_bytes(gzip.compress(PAGE))
    web, names = _free(socket.SOCK_STREAM), _free(socket.SOCK_DGRAM)
    command = [micropython, mpy.LIB / "portal_serve.py", web, names]
    env = mpy.environment([mpy.FIRMWARE])
    process = start(command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "serving\n"
    yield SimpleNamespace(web=web, names=names, folder=tmp_path)
    assert process.poll() is None


def _resolve(board, name, kind, **named):
    query = dns.message.make_query(name, kind, **named)
    return query, dns.query.udp(query, HERE, port=board.names, timeout=3)


@pytest.mark.parametrize("edns", [False, 0])
def test_a_resolver_takes_every_answer(board, edns):
    # dnspython refuses answers with another id, question or peer, and what it cannot parse.
    for name in (
        "connectivitycheck.gstatic.com",
        "a.",
        "CapTive.Apple.Com",
        "xn--d1abbgf6aiiy.xn--p1ai",
    ):
        query, answer = _resolve(board, name, "A", use_edns=edns, payload=1232)
        assert answer.rcode() == dns.rcode.NOERROR
        assert answer.edns == -1
        assert answer.question == query.question
        (found,) = answer.answer
        assert [item.address for item in found] == ["4.3.2.1"]
        assert 0 <= found.ttl <= 10
        for kind in ("AAAA", "HTTPS", "SVCB", "TXT", "PTR", "ANY"):
            _, answer = _resolve(board, name, kind, use_edns=edns)
            assert (answer.rcode(), answer.answer) == (dns.rcode.NOERROR, []), kind
            assert (answer.authority, answer.additional) == ([], [])


def test_options_of_edns_are_not_sent_back(board):
    cookie = dns.edns.CookieOption(b"abcdefgh", b"")
    query, answer = _resolve(board, "x.example", "A", use_edns=0, options=[cookie])
    assert len(answer.to_wire()) < len(query.to_wire()) + 16
    assert answer.edns == -1
    assert answer.flags & dns.flags.QR


def test_special_names(board):
    assert _resolve(board, "use-application-dns.net", "A")[1].rcode() == dns.rcode.NXDOMAIN
    assert _resolve(board, "wpad.lan", "A")[1].answer == []


def test_rubbish_gets_silence_and_the_next_an_answer(board):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as rude:
        rude.settimeout(0.3)
        for packet in (b"", b"x", os.urandom(12), b"\0" * 2000):
            rude.sendto(packet, (HERE, board.names))
        with pytest.raises(TimeoutError):
            rude.recv(512)
    assert _resolve(board, "x.example", "A")[1].answer


def _ask(board, method="GET", path="/", body=None, **fields):
    connection = http.client.HTTPConnection(HERE, board.web, timeout=10)
    connection.request(method, path, body, {k.replace("_", "-"): v for k, v in fields.items()})
    answer = connection.getresponse()
    answer.content = answer.read()
    connection.close()
    return answer


def test_the_page_and_the_api(board):
    answer = _ask(board)
    assert gzip.decompress(answer.content) == PAGE
    assert json.loads(_ask(board, path="/api/hello").content) == {"peer": HERE}
    answer = _ask(board, path="/hotspot-detect.html", Host="captive.apple.com")
    assert (answer.status, answer.headers["Location"]) == (302, "http://4.3.2.1/")
    assert answer.content == b""


def test_a_long_body_reaches_the_file(board):
    body = os.urandom(32768)
    answer = _ask(board, "PUT", "/api/save", body, X_Token=TOKEN)
    assert (answer.status, json.loads(answer.content)) == (200, {"size": 32768})
    assert (board.folder / "taken").read_bytes() == body


def test_who_is_refused_in_the_middle_of_a_body_can_read_why(board):
    # The answer must not be lost to a reset because of what was not read.
    for _ in range(20):
        answer = _ask(board, "PUT", "/api/save", os.urandom(60_000), X_Token=TOKEN)
        assert (answer.status, json.loads(answer.content)["error"]) == (413, "too_long")


def test_twenty_slow_connections_do_not_keep_a_phone_out(board):
    slow = [socket.create_connection((HERE, board.web)) for _ in range(20)]
    for index, one in enumerate(slow):
        if index % 2:
            one.sendall(b"GET / HTTP/1.1\r\nA: ")
    began = time.monotonic()
    assert _ask(board, path="/api/hello").status == 200
    assert time.monotonic() - began < 5
    for one in slow:
        one.close()
    began = time.monotonic()
    assert _ask(board, path="/api/hello").status == 200
    assert time.monotonic() - began < 1


def test_a_phone_that_resets_its_connections_harms_nobody(board):
    for text in (b"", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: 4.3.2.1\r\n\r\n"):
        for _ in range(10):
            rude = socket.create_connection((HERE, board.web))
            # SO_LINGER of 0 s: a reset in place of an end.
            rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            rude.sendall(text)
            rude.close()
    assert gzip.decompress(_ask(board).content) == PAGE
