"""The page of the local cloud: one document, one WebSocket, for browsers on this computer only.

Other sites must not reach it through the visitor's browser: the Host must be this computer
(against DNS rebinding) and a WebSocket's Origin must be the page itself. The document is put
together from `page.html` and `page_parts`; nothing is loaded from elsewhere, and the
Content-Security-Policy says so.
"""

import asyncio
import base64
import hashlib
import json
import logging
from pathlib import Path

from aiohttp import WSMsgType, web

from host_tools.cloud import view
from host_tools.cloud.connection import CloudError
from host_tools.cloud.service import Cloud
from host_tools.cloud.values import BadValue
from host_tools.words import tr

_FOLDER = Path(__file__).parent
_SCRIPTS = ("words", "names", "icons", "tools", "controls", "faces", "cards", "journal", "app")
_LOCAL = {"localhost", "127.0.0.1", "[::1]"}
_SOCKET = "cloud.ws"
_QUEUE_LIMIT = 2000

log = logging.getLogger(__name__)


def add_routes(app: web.Application, cloud: Cloud, prefix: str = "") -> None:
    """Serve the page at `prefix`/ of an aiohttp application, and keep it fresh from `cloud`."""
    page = Page(cloud)
    cloud.events.append(page.hear)
    app.router.add_get(f"{prefix}/", page.document)
    app.router.add_get(f"{prefix}/{_SOCKET}", page.socket)
    app.router.add_get(f"{prefix}/ca.der", page.authority)
    app.on_shutdown.append(page.close)


def is_local(request: web.Request) -> bool:
    """True when the browser asked for this computer by one of its own names."""
    host = request.headers.get("Host", "")
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return name.lower() in _LOCAL


class Page:
    """The handlers, and a queue of news for each open page."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self._queues: dict[web.WebSocketResponse, asyncio.Queue] = {}

    async def document(self, request: web.Request) -> web.Response:
        """Give the page itself."""
        _refuse_strangers(request)
        text, style, script = _assemble()
        policy = (
            f"default-src 'none'; style-src '{_digest(style)}'; "
            f"script-src '{_digest(script)}'; img-src data:; base-uri 'none'; "
            f"connect-src 'self' ws://{request.host}; form-action 'none'; frame-ancestors 'self'"
        )
        headers = {
            "Content-Security-Policy": policy,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
        return web.Response(text=text, content_type="text/html", headers=headers)

    async def authority(self, request: web.Request) -> web.Response:
        """Give the trusted root, for a board's folder `roots`."""
        _refuse_strangers(request)
        headers = {"Content-Disposition": 'attachment; filename="local-cloud.der"'}
        body = self._cloud.ca_der().read_bytes()
        return web.Response(body=body, content_type="application/pkix-cert", headers=headers)

    async def socket(self, request: web.Request) -> web.StreamResponse:
        """Send everything, then news; take orders."""
        _refuse_strangers(request)
        if request.headers.get("Origin") != f"{request.scheme}://{request.host}":
            raise web.HTTPForbidden(text="this page is open to itself only\n")
        socket = web.WebSocketResponse(heartbeat=20, max_msg_size=65536)
        await socket.prepare(request)
        queue: asyncio.Queue = asyncio.Queue(_QUEUE_LIMIT)
        queue.put_nowait(self._everything())
        self._queues[socket] = queue
        sender = asyncio.create_task(_send(socket, queue))
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    await self._order(message.data, queue)
        finally:
            del self._queues[socket]
            sender.cancel()
        return socket

    async def close(self, _app: web.Application) -> None:
        """Say goodbye to every open page."""
        for socket in list(self._queues):
            await socket.close(code=1001, message=b"the program ends")

    async def hear(self, event: dict) -> None:
        """Turn an event of the cloud into news for the pages."""
        if not self._queues:
            return
        kind = event["kind"]
        if kind == "config":
            news = {"kind": "list", "devices": self._devices(), "problems": self._list_problems()}
        elif kind in ("status", "command", "device"):
            names = event.get("devices") or [event.get("device")]
            if any(
                device.config.get("parent_id") in names for device in self._cloud.devices.values()
            ):
                names = list(self._cloud.devices)  # a hub's silence changes its children's looks
            news = {"kind": "devices", "devices": self._devices(names)}
        elif kind == "message":
            news = {"kind": "message", "message": event["message"]}
        elif kind == "notice":
            news = {"kind": "notice", "notice": view.notice(event["notice"])}
        else:
            news = {"kind": "board", "board": self._board()}
        for socket, queue in list(self._queues.items()):
            if queue.full():  # a sleeping page: let it come back and start afresh
                await socket.close(code=1013, message=b"too slow")
            else:
                queue.put_nowait(news)

    def _everything(self) -> dict:
        cloud = self._cloud
        return {
            "kind": "all",
            "catalogue": view.catalogue(),
            "board": self._board(),
            "devices": self._devices(),
            "problems": self._list_problems(),
            "messages": list(cloud.log),
            "notices": [view.notice(item) for item in cloud.notices],
            "settings": cloud.board_settings(),
            "ca": str(cloud.ca_der()),
            "now": cloud.now(),
        }

    def _board(self) -> dict:
        return self._cloud.board.as_json() | {"broker": self._cloud.connection.is_connected}

    def _devices(self, names: list[str] | None = None) -> list[dict]:
        home = self._cloud.home
        wanted = (
            home.devices if names is None else [name for name in names if name in home.devices]
        )
        return [view.device(home, home.devices[name]) for name in wanted]

    def _list_problems(self) -> list[dict]:
        return [view.problem(item) for item in self._cloud.home.problems]

    async def _order(self, text: str, queue: asyncio.Queue) -> None:
        try:
            order = json.loads(text)
            await self._obey(order)
        except (CloudError, BadValue) as error:
            queue.put_nowait({"kind": "failed", "text": str(error)})
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            log.warning("a page sent an order that cannot be read: %s", error)
            why = tr(f"not understood: {error!r}", f"не понято: {error!r}")
            queue.put_nowait({"kind": "failed", "text": why})

    async def _obey(self, order: dict) -> None:
        cloud, what = self._cloud, order["do"]
        if what == "send":
            await cloud.send(order["id"], order["values"])
        elif what == "status":
            await cloud.request_status(order.get("ids"))
        elif what == "config":
            await cloud.request_config()
        elif what == "rename":
            await cloud.rename(order["id"], str(order["name"]))
        elif what == "move":
            await cloud.move(order["id"], str(order["room"]), str(order["home"]))
        else:
            raise ValueError(what)


async def _send(socket: web.WebSocketResponse, queue: asyncio.Queue) -> None:
    while True:
        await socket.send_json(await queue.get())


def _refuse_strangers(request: web.Request) -> None:
    if not is_local(request):
        raise web.HTTPForbidden(text="this page is for this computer: open it as localhost\n")


def _assemble() -> tuple[str, str, str]:
    """Return (the document, its style, its script)."""
    parts = _FOLDER / "page_parts"
    style = (parts / "style.css").read_text("utf-8")
    script = "\n".join((parts / f"{name}.js").read_text("utf-8") for name in _SCRIPTS)
    script = f'"use strict";\n{script}'
    text = (_FOLDER / "page.html").read_text("utf-8")
    return text.replace("/*STYLE*/", style).replace("/*SCRIPT*/", script), style, script


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
