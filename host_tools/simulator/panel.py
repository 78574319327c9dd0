"""A page on localhost that shows a simulated board live, with its buttons to press.

`add_routes(app, board)` puts it into any aiohttp application. The page is in `page/`; it loads
nothing from elsewhere. Only this machine can reach it, and only a page from here may talk to the
board: the WebSocket checks the Origin and Host headers, since any web site could open one.
"""

import asyncio
import json
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import WSMsgType, web

from host_tools.simulator import devices as device_list
from host_tools.simulator import remote
from host_tools.simulator.motors import Motors
from host_tools.simulator.process import Board

_PAGE = Path(__file__).resolve().parent / "page"
_LOG_LINES = 300
_LOCAL = ("localhost", "127.0.0.1", "::1")
_PART_VALUES = ("temperature", "humidity", "pressure", "co2", "tvoc", "hcho", "pm1_0", "pm2_5")
_PART_VALUES += ("pm10", "voltage", "current", "power", "value", "present")
_QUEUE = 5000
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:"
)
# 0: none. Which part can do what stands in board/_sim/peers.
_PART_ERRORS = (0, 1, "silence", "crc", "garbage", "half", "storm", "open", "short")
_PART_ERRORS += ("nak", "low", "busy")


def add_routes(app: web.Application, board: Board, prefix: str = "") -> None:
    """Serve the page at <prefix>/ and the live connection at <prefix>/live."""
    panel = _Panel(board)
    app.router.add_get(prefix + "/", panel.page)
    app.router.add_get(prefix + "/live", panel.live)
    app.router.add_get(prefix + "/{name:[a-z]+\\.(?:js|css)}", panel.file)
    app.on_shutdown.append(panel.close)


def is_local(request: web.Request) -> bool:
    """Return whether the request was made by a page of this very server, on this machine."""
    host = urlsplit("//" + request.host)
    origin = request.headers.get("Origin")
    if host.hostname not in _LOCAL:
        return False  # a name that was made to point here
    return origin is not None and urlsplit(origin).netloc == request.host


class _Panel:
    def __init__(self, board: Board):
        self._board = board
        self._sockets: set[web.WebSocketResponse] = set()
        self._devices = device_list.read(board.flash)
        self._motors = Motors(self._devices, board.speed)
        self._facts = json.loads(board.board_file.read_text(encoding="utf-8"))
        for pin, now in list(board.pins.items()):
            self._motors.note(pin, now["value"])
        board.listen(self._track)

    async def page(self, request: web.Request) -> web.StreamResponse:
        """Give the page; its relative links need the slash at the end."""
        return await self._send("index.html")

    async def file(self, request: web.Request) -> web.StreamResponse:
        """Give a script or the style sheet."""
        return await self._send(request.match_info["name"])

    async def _send(self, name: str) -> web.StreamResponse:
        path = _PAGE / name
        if not path.is_file():
            raise web.HTTPNotFound
        headers = {
            "Content-Security-Policy": _POLICY,
            "Cache-Control": "no-cache",
            "X-Content-Type-Options": "nosniff",
        }
        return web.FileResponse(path, headers=headers)

    async def live(self, request: web.Request) -> web.StreamResponse:
        """Connect one page to the board."""
        if not is_local(request):
            raise web.HTTPForbidden(text="only the page itself may connect\n")
        connection = web.WebSocketResponse(heartbeat=20, max_msg_size=4096)
        await connection.prepare(request)
        queue: asyncio.Queue = asyncio.Queue()
        loop = asyncio.get_running_loop()
        end = self._board.listen(lambda message: loop.call_soon_threadsafe(_put, queue, message))
        self._sockets.add(connection)
        sender = asyncio.create_task(self._forward(connection, queue))
        try:
            async for message in connection:
                if message.type is WSMsgType.TEXT:
                    self._obey(json.loads(message.data))
        except (ValueError, KeyError, TypeError, StopIteration):
            await connection.close(code=1007, message=b"not understood")
        finally:
            end()
            self._sockets.discard(connection)
            sender.cancel()
        return connection

    async def close(self, app: web.Application) -> None:
        """Close all pages' connections."""
        for connection in list(self._sockets):
            await connection.close()

    async def _forward(self, connection: web.WebSocketResponse, queue: asyncio.Queue) -> None:
        await connection.send_json(self._everything())
        while True:
            message = await queue.get()
            if message is None:  # it could not keep up
                await connection.close(code=1013, message=b"too slow")
                return
            if "reset" in message:
                message = self._everything() | message
            elif "pin" in message:
                motor = self._motors.owner(message["pin"])
                if motor:
                    message = message | {"motors": [self._motors.state(motor)]}
                message = message | _shown(message)
            await connection.send_json(message)

    def _everything(self) -> dict:
        board = self._board
        pins = {pin: _shown(now) for pin, now in board.pins.items()}
        numbers = {number: facts["class"] for number, facts in self._facts["pins"].items()}
        return {
            "board": board.name,
            "title": self._facts["title"],
            "led": self._facts["led"],
            "classes": numbers,
            "devices": self._devices,
            "outside": {
                str(pin["gpio"]): board.outside(pin["gpio"])
                for device in self._devices
                for pin in device["pins"]
            },
            "pins": pins,
            "motors": self._motors.states(),
            "lines": board.log[-_LOG_LINES:],
            "running": board.exit_code is None,
        }

    def _track(self, message: dict) -> None:
        """Follow the motors and the list of devices; called from the board's thread."""
        if "reset" in message:
            if message["reset"] != "soft":
                self._motors.stop()
            fresh = device_list.read(self._board.flash)
            if fresh != self._devices:
                self._devices = fresh
                self._motors = Motors(fresh, self._board.speed)
        elif "pin" in message and isinstance(message["value"], int):
            self._motors.note(message["pin"], message["value"])

    def _obey(self, message: dict) -> None:
        """Do what a page asks: {"drive": gpio, "value": 0|1|null}, {"part": gpio, ...}.

        {"remote": gpio, "code": "nec 04:08"} too. A part takes numbers by name, and an error.
        """
        gpio = next(message[name] for name in ("drive", "remote", "part") if name in message)
        if str(gpio) not in self._facts["pins"]:
            raise ValueError(gpio)
        if "remote" in message:
            self._board.remote(int(gpio), remote.pulses(message["code"]))
            return
        if "drive" in message:
            if message["value"] not in (0, 1, None):
                raise ValueError(message)
            self._board.drive(int(gpio), message["value"])
            return
        values = {name: float(message[name]) for name in _PART_VALUES if name in message}
        if "error" in message:
            if message["error"] not in _PART_ERRORS:
                raise ValueError(message)
            values["error"] = message["error"]
        self._board.part(int(gpio), **values)


def _shown(now: dict) -> dict:
    """Return what a page shows of a pin; infrared as a code."""
    is_code = now["mode"] == "ir" and now["value"]
    value = remote.named(now["value"]) if is_code else now["value"]
    return {"value": value, "mode": now["mode"]}


def _put(queue: asyncio.Queue, message: dict) -> None:
    if queue.qsize() < _QUEUE:
        queue.put_nowait(message)
    elif queue.qsize() == _QUEUE:
        queue.put_nowait(None)
