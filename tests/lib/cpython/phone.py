"""What phones and computers do on the board's access point, over real UDP and TCP.

Bytes are made and read here by the rules of RFC 9112 and RFC 1035 (dnspython), not by the
firmware's own code. Times are real seconds.
"""

import asyncio
import contextlib
import json
import time
from dataclasses import dataclass, field
from pathlib import Path

import dns.asyncquery
import dns.exception
import dns.message
import dns.query
import dns.rdatatype

from host_tools.simulator.ports import wait_until_served
from host_tools.simulator.process import Board

PROBES = Path(__file__).resolve().parents[2] / "data" / "captive-portal-probes.json"
# What the DHCP server of each port gives to phones as router and name server.
ADDRESS = {"esp32": "4.3.2.1", "esp32c3": "4.3.2.1", "esp32s3": "4.3.2.1", "pico_w": "192.168.4.1"}
_BROWSER = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


@contextlib.contextmanager
def new_board(flash: Path, name: str, **more):
    """Start a factory-new board and wait for its pages; three phones are on its access point.

    In the end: the simulator refused nothing, and no error reached the board's loop.
    """
    wifi = {"Home": "home-wifi-key", "Cafe": ""}
    with Board(flash, name, **{"ports": True, "wifi": wifi, **more}) as board:
        board.wait_point(timeout=20)
        wait_until_served(place(board))
        _wait_until_named(board)
        board.wifi(stations=3)
        yield board
        if board.errors or any(
            "Traceback" in line or "portal: fault" in line for line in board.log
        ):
            raise AssertionError(f"{board.errors}\n{board.tail(80)}")


def _wait_until_named(board, timeout_s: float = 10) -> None:
    """Wait for the name server: it comes a moment after the access point, phones ask again."""
    where, port = board.dns
    query = dns.message.make_query("captive.apple.com", "A")
    end = time.monotonic() + timeout_s
    while True:
        try:
            dns.query.udp(query, where, 0.5, port)
            return
        except (OSError, dns.exception.DNSException):
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


@dataclass
class Answer:
    """One HTTP answer; names of headers in lower case."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def json(self) -> object:
        """Return the body as JSON."""
        return json.loads(self.body)


def probes() -> list[dict]:
    """Return the table of what systems ask to find out about a portal."""
    return json.loads(PROBES.read_text(encoding="utf-8"))


def address(board) -> str:
    """Return the board's address on its access point."""
    return ADDRESS[board.name]


def place(board) -> tuple[str, int]:
    """Return where its web server listens: as the board says, or on this machine."""
    return getattr(board, "place", None) or ("127.0.0.1", board.ports[80])


def request(method: str, host: str, path: str, headers=None, body: bytes = b"") -> bytes:
    """Return the bytes of a request, as browsers and system checks send them."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", f"User-Agent: {_BROWSER}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "Accept: */*", "", ""]).encode() + body


async def ask(board, method="GET", host=None, path="/", headers=None, body=b"", timeout_s=10.0):
    """Send one request and return its Answer; the board must close the connection after it."""
    async with asyncio.timeout(timeout_s):
        reader, writer = await asyncio.open_connection(*place(board))
        try:
            writer.write(request(method, host or address(board), path, headers, body))
            await writer.drain()
            return await answer(reader, method)
        finally:
            await close(writer)


async def answer(reader: asyncio.StreamReader, method: str = "GET") -> Answer:
    """Read one answer to the end of the connection, and hold it against its own length."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {}
    for line in head[1:-2]:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    body = await reader.read()
    if method != "HEAD" and len(body) != int(headers["content-length"]):
        raise AssertionError(f"{len(body)} bytes, but it said {headers['content-length']}")
    return Answer(int(head[0].split()[1]), headers, body)


async def close(writer: asyncio.StreamWriter) -> None:
    """Close a connection; the other side may be gone."""
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


async def look_up(
    board, name: str, kind: str, timeout_s: float = 3, **more
) -> dns.message.Message:
    """Ask the board's name server; `more` as for dns.message.make_query (use_edns=0 ...)."""
    query = dns.message.make_query(name, kind, **more)
    return await exchange(board, query, timeout_s)


async def exchange(board, query: dns.message.Message, timeout_s: float = 3):
    """Send a query; the answer must be a well-formed reply to it."""
    where, port = board.dns
    return await dns.asyncquery.udp(
        query, where, timeout_s, port, one_rr_per_rrset=True, raise_on_truncation=True
    )


def addresses(message: dns.message.Message) -> list[tuple[str, int]]:
    """Return [(address, seconds to keep it)] of an answer."""
    return [(record.address, rrset.ttl) for rrset in message.answer for record in rrset]


class Session:
    """The board's page, as a browser uses it: the token of /api/hello goes with each change."""

    def __init__(self, board, host: str | None = None):
        self.board, self.host, self.token, self.cookie = board, host or address(board), None, None

    async def hello(self) -> dict:
        """Return what the board says of itself; keep the token."""
        said = (await self.call("GET", "/api/hello")).json()
        self.token = said["token"] or self.token
        return said

    async def call(self, method: str, path: str, body: object = None, **headers) -> Answer:
        """Send a request of the page; body as JSON."""
        sent = {"Origin": f"http://{self.host}"} if method != "GET" else {}
        if self.token and method != "GET":
            sent["X-Token"] = self.token
        if self.cookie:
            sent["Cookie"] = self.cookie
        data = b""
        if body is not None:
            sent["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        return await ask(self.board, method, self.host, path, {**sent, **headers}, data, 30)
