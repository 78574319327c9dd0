"""Whole joins, system by system, against the running firmware: all that comes within seconds.

What each does on joining is in tests/data/captive-portal-probes.json (with its sources) and, for
the DNS types, RFC 9460 (HTTPS records), RFC 6891 (EDNS) and RFC 6762 (.local names stay local).
"""

import asyncio
import contextlib
import json
import socket
import time
import urllib.request
from collections.abc import Iterable
from typing import NamedTuple

import dns.exception
import dns.message
import dns.opcode
import dns.rcode
import pytest

import phone

_FIRST_ANSWER_S = 3  # Android judges a network after so long (NetworkMonitor.java)
_NEW_PHONE_S = 5
_PAGE_S = 8


class System(NamedTuple):
    """How a system joins: hosts it checks, DNS types it asks for, connections it leaves idle."""

    checks: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...] = ("A", "AAAA")
    idle: int = 0
    parallel: int = 1
    edns: int | None = None
    other_names: tuple[str, ...] = ()


SYSTEMS = {
    "Android": System(
        (
            ("connectivitycheck.gstatic.com", "/generate_204"),
            ("www.google.com", "/gen_204"),
            ("play.googleapis.com", "/generate_204"),
        ),
        ("A", "AAAA", "HTTPS"),
        idle=2,
        parallel=2,
        other_names=("mtalk.google.com", "time.android.com", "dns.google"),
    ),
    "Samsung": System(
        (
            ("connectivitycheck.gstatic.com", "/generate_204"),
            ("connectivity.samsung.com.cn", "/generate_204"),
        ),
        idle=2,
        parallel=2,
        other_names=("vas.samsungapps.com", "www.google.com"),
    ),
    "Xiaomi": System((("connect.rom.miui.com", "/generate_204"),), idle=1, parallel=2),
    "Huawei": System((("connectivitycheck.platform.hicloud.com", "/generate_204"),), parallel=2),
    "iOS": System(
        (
            ("captive.apple.com", "/hotspot-detect.html"),
            ("www.apple.com", "/library/test/success.html"),
        ),
        ("HTTPS", "A", "AAAA"),
        idle=3,
        parallel=2,
        other_names=("gateway.icloud.com", "mask.icloud.com", "1-courier.push.apple.com"),
    ),
    "macOS": System(
        (("captive.apple.com", "/hotspot-detect.html"),),
        ("HTTPS", "A", "AAAA", "SVCB"),
        idle=2,
        other_names=("time.apple.com", "b._dns-sd._udp.0.2.3.4.in-addr.arpa"),
    ),
    "Windows": System(
        (("www.msftconnecttest.com", "/connecttest.txt"), ("www.msftncsi.com", "/ncsi.txt")),
        idle=1,
        parallel=3,
        other_names=("wpad", "dns.msftncsi.com", "ctldl.windowsupdate.com"),
    ),
    "GNOME": System(
        (("nmcheck.gnome.org", "/check_network_status.txt"),), edns=0, other_names=("_gateway",)
    ),
    "KDE": System((("networkcheck.kde.org", "/"),), edns=0),
    "Ubuntu": System((("connectivity-check.ubuntu.com", "/"),), edns=0),
    "ChromeOS": System((("www.gstatic.com", "/generate_204"),), ("A", "AAAA", "HTTPS"), idle=6),
    "Firefox": System(
        (
            ("detectportal.firefox.com", "/canonical.html"),
            ("detectportal.firefox.com", "/success.txt?ipv4"),
            ("detectportal.firefox.com", "/success.txt?ipv6"),
        ),
        ("A", "AAAA", "HTTPS"),
        idle=2,
        parallel=3,
        other_names=("use-application-dns.net", "firefox.settings.services.mozilla.com"),
    ),
    "Kindle": System((("spectrum.s3.amazonaws.com", "/kindle-wifi/wifistub.html"),)),
}


@pytest.fixture(scope="module", params=["esp32", "pico_w"])
def board(request, tmp_path_factory, micropython):
    folder = tmp_path_factory.mktemp(f"clients-{request.param}")
    with phone.new_board(folder, request.param, interpreter=micropython) as board:
        yield board


@contextlib.asynccontextmanager
async def idle(board, count: int):
    """Hold connections open on which nothing is ever sent, as browsers do in advance."""
    opened = [await asyncio.open_connection(*phone.place(board)) for _ in range(count)]
    try:
        yield opened
    finally:
        for _, writer in opened:
            await phone.close(writer)


async def names(board, system: System) -> None:
    """Ask for everything at once, as a resolver does, and hold the answers against the rules."""
    hosts = {host for host, _ in system.checks} | set(system.other_names)
    asked = [(host, kind) for host in sorted(hosts) for kind in system.kinds]
    told = await asyncio.gather(
        *(phone.look_up(board, host, kind, 3, use_edns=system.edns) for host, kind in asked)
    )
    for (host, kind), message in zip(asked, told, strict=True):
        found = phone.addresses(message) if kind == "A" else message.answer
        if host in ("wpad", "use-application-dns.net"):
            assert found == []
            # The one name whose denial switches a browser's own resolver off.
            assert (message.rcode() == dns.rcode.NXDOMAIN) == (host != "wpad")
            continue
        assert message.rcode() == 0
        assert [address for address, _ in found] == ([phone.address(board)] if kind == "A" else [])


async def check(board, host: str, path: str) -> None:
    """Do one check of a system: it must see a portal, at the board's address."""
    answer = await phone.ask(board, "GET", host, path, {"Connection": "close"}, timeout_s=10)
    assert answer.status == 302
    assert answer.headers["location"].startswith(f"http://{phone.address(board)}")


async def insist(board, host: str, path: str, status: int) -> None:
    """Ask; if the connection breaks or does not come up, ask again, as browsers do.

    Where the queue of the board is full, Linux drops the newest and has it knock again only after
    1, 3 and 7 s; Chrome does not wait so long for one (transport_connect_job.h, 250 ms).
    """
    async with asyncio.timeout(_NEW_PHONE_S):
        while True:
            with contextlib.suppress(OSError, EOFError):  # also a TimeoutError
                async with asyncio.timeout(0.3):
                    reader, writer = await asyncio.open_connection(*phone.place(board))
                try:
                    writer.write(phone.request("GET", host, path))
                    answer = await asyncio.wait_for(phone.answer(reader), 2)
                finally:
                    await phone.close(writer)
                assert answer.status == status
                return
            await asyncio.sleep(0.1)


@pytest.mark.parametrize("system", SYSTEMS.values(), ids=SYSTEMS.keys())
async def test_a_system_joins_and_finds_the_portal(board, system):
    async with idle(board, system.idle):
        began = time.monotonic()
        await names(board, system)
        await check(board, *system.checks[0])
        assert time.monotonic() - began < _FIRST_ANSWER_S
        await asyncio.gather(
            *(check(board, *each) for each in system.checks * system.parallel),
            names(board, system),
        )
        # A name nobody answers for here, typed into the browser.
        await check(board, "yandex.ru", "/some/page?with=query")
        page = await phone.ask(board, headers={"Accept-Encoding": "gzip"}, timeout_s=_PAGE_S)
    assert page.status == 200
    assert page.headers["content-type"].lower() == "text/html; charset=utf-8"


def slow_head(board) -> tuple[bytes, Iterable[bytes]]:
    drops = (b"X" if number % 9 else b"\r\nX-%d: " % number for number in range(200))
    return b"GET / HTTP/1.1\r\n", drops


def slow_log_in(board) -> tuple[bytes, Iterable[bytes]]:
    fields = {"Content-Length": "800"}
    return phone.request("POST", phone.address(board), "/api/login", fields), [b" "] * 200


def slow_upload(board) -> tuple[bytes, Iterable[bytes]]:
    with urllib.request.urlopen(board.web + "/api/hello", timeout=10) as answer:
        token = json.load(answer)["token"]  # on the access point everybody has it
    fields = {"Content-Length": "9999", "X-Token": token}
    return phone.request("PUT", phone.address(board), "/api/devices", fields), [b" "] * 200


def slow_reader(board) -> tuple[bytes, Iterable[bytes]]:
    return phone.request("GET", phone.address(board), "/"), [b""] * 200


@pytest.mark.parametrize("slow", [slow_head, slow_log_in, slow_upload, slow_reader])
async def test_a_slow_loris_of_twenty_does_not_keep_a_new_phone_out(slow, board):
    begin, drops = await asyncio.to_thread(slow, board)
    drops = list(drops)

    async def drip():
        raw = socket.socket()
        raw.setblocking(False)
        if slow is slow_reader:
            # The least there is, so that what is not read stays with the board.
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        with raw, contextlib.suppress(OSError):
            await asyncio.get_running_loop().sock_connect(raw, phone.place(board))
            raw.send(begin)
            for drop in drops:
                if drop:
                    raw.send(drop)
                with contextlib.suppress(BlockingIOError):
                    if not raw.recv(256):
                        return
                await asyncio.sleep(0.5)

    async def keep():  # each one that is thrown out comes again
        while True:
            await drip()
            await asyncio.sleep(0.05)

    # Who has the token could do worse than to dribble: as many of those as seats and queue hold.
    count = 8 if slow is slow_upload else 20
    lorises = [asyncio.create_task(keep()) for _ in range(count)]
    try:
        await asyncio.sleep(1)
        for _ in range(4):
            began = time.monotonic()
            await insist(board, "connectivitycheck.gstatic.com", "/generate_204", 302)
            assert time.monotonic() - began < _NEW_PHONE_S
            if slow in (slow_upload, slow_reader):
                # These are left in peace for longer: a phone that lost a packet needs it.
                began = time.monotonic()
            await insist(board, phone.address(board), "/", 200)
            assert time.monotonic() - began < _NEW_PHONE_S
    finally:
        for task in lorises:
            task.cancel()
        await asyncio.gather(*lorises, return_exceptions=True)


async def test_idle_connections_of_other_phones_do_not_starve_the_next_one(board):
    async with idle(board, 12):
        for _ in range(3):
            began = time.monotonic()
            # More than the queue holds: Linux may drop the newest where lwIP has it knock again.
            await insist(board, "captive.apple.com", "/hotspot-detect.html", 302)
            assert time.monotonic() - began < _NEW_PHONE_S


async def test_three_phones_load_the_page_side_by_side(board):
    pages = await asyncio.gather(*(phone.ask(board, timeout_s=20) for _ in range(3)))
    assert [page.status for page in pages] == [200] * 3
    assert len({page.body for page in pages}) == 1


async def test_somebody_elses_host_is_never_served_as_ours(board):
    own = phone.address(board)
    for host in ("evil.example", f"{own}.evil.example", "localhost", "sbernode-ffff.local"):
        answer = await phone.ask(board, host=host, path="/api/hello")
        assert answer.status == 302, host
    for host in (own, f"{own}:80", "127.0.0.1"):
        assert (await phone.ask(board, host=host, path="/api/hello")).status == 200, host


async def test_packets_that_are_no_questions_are_passed_over(board):
    """Whatever comes, the next phone's question is answered."""
    query = dns.message.make_query("captive.apple.com", "A").to_wire()
    update = dns.message.make_query("captive.apple.com", "A")
    update.set_opcode(dns.opcode.UPDATE)
    bad = [b"", b"\0", query[:11], query[:20], query[:-1], b"\xff" * 12, b"\xc0\x0c" * 100]
    bad += [query[:12] + b"\x3f" * 480, query + b"x" * 1000, update.to_wire()]
    loop = asyncio.get_running_loop()
    sender, _ = await loop.create_datagram_endpoint(
        asyncio.DatagramProtocol, remote_addr=board.dns
    )
    try:
        for packet in bad:
            sender.sendto(packet)
    finally:
        sender.close()
    message = await phone.look_up(board, "captive.apple.com", "A")
    assert [address for address, _ in phone.addresses(message)] == [phone.address(board)]


async def test_a_reply_is_not_answered(board):
    """RFC 1035 4.1.1: QR tells answers from questions; two servers must not talk for ever."""
    reply = dns.message.make_response(dns.message.make_query("captive.apple.com", "A"))
    with pytest.raises(dns.exception.Timeout):
        await phone.exchange(board, reply, 0.5)
