"""The way between a board and its broker, with the faults of real networks; asyncio, no chance.

A `Proxy` passes bytes on until it is told otherwise. What happens to the next connections is a
list of names, used one each: see FAULTS. Nothing here knows TLS or MQTT.
"""

import asyncio
import contextlib
import socket
import struct

# reset      the connection is accepted and reset at once (RST)
# hang_up    closed after the first bytes, the ClientHello
# garbage    bytes that are no TLS are the answer to it
# stall      accepted and read, never answered
# crumbs     passed on byte by byte, both ways
# pass       passed on
FAULTS = ("reset", "hang_up", "garbage", "stall", "crumbs", "pass")
_GARBAGE = b"HTTP/1.0 400 Bad Request\r\n\r\n"


class Proxy:
    """Listens on 127.0.0.1:`port` for boards and connects to `target`; async context manager.

    `script`: names of FAULTS for the next connections, then `usual`. `connections`: how many came;
    `taken`: every byte that came from boards.
    """

    def __init__(self, target: int, script: tuple[str, ...] = (), usual: str = "pass"):
        self.target = target
        self.script = list(script)
        self.usual = usual
        self.connections = 0
        self.taken = bytearray()
        self.port = 0
        self.is_silent = False
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task] = set()
        self._news = asyncio.Event()

    async def __aenter__(self) -> "Proxy":
        await self.open()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.refuse()
        for task in (tasks := list(self._tasks)):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def open(self) -> None:
        """Listen; after `refuse` on the same port again."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def refuse(self) -> None:
        """Stop listening, so that the port refuses, and reset what is connected."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self.cut()

    def cut(self) -> None:
        """Reset every connection."""
        for writer in list(self._writers):
            _reset(writer)

    async def came(self, count: int, timeout_s: float = 20) -> None:
        """Wait until so many connections have come in all."""
        async with asyncio.timeout(timeout_s):
            while self.connections < count:
                self._news.clear()
                await self._news.wait()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._tasks.add(task)
        self._writers.add(writer)
        self.connections += 1
        self._news.set()
        try:
            await self._behave(self.script.pop(0) if self.script else self.usual, reader, writer)
        except (OSError, asyncio.CancelledError):
            pass  # one side is gone; the other is closed below
        finally:
            self._writers.discard(writer)
            self._tasks.discard(task)
            writer.close()

    async def _behave(self, fault, reader, writer) -> None:
        if fault not in FAULTS:
            raise ValueError(f"no fault {fault!r}")
        if fault == "reset":
            _reset(writer)
        elif fault == "stall":
            while data := await reader.read(4096):
                self.taken += data
        elif fault in ("hang_up", "garbage"):
            self.taken += await reader.read(4096)
            if fault == "garbage":
                writer.write(_GARBAGE)
                await writer.drain()
                while data := await reader.read(4096):
                    self.taken += data
        else:
            await self._pass_on(reader, writer, crumbs=fault == "crumbs")

    async def _pass_on(self, reader, writer, *, crumbs: bool) -> None:
        there_reader, there = await asyncio.open_connection("127.0.0.1", self.target)
        self._writers.add(there)
        try:
            ways = (
                self._pump(reader, there, crumbs, self.taken),
                self._pump(there_reader, writer, crumbs, None),
            )
            tasks = [asyncio.create_task(way) for way in ways]
            try:
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            self._writers.discard(there)
            there.close()

    async def _pump(self, source, sink, crumbs: bool, record: bytearray | None) -> None:
        sink.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while data := await source.read(4096):
            if self.is_silent:
                continue
            if record is not None:
                record += data
            for piece in (data[i : i + 1] for i in range(len(data))) if crumbs else (data,):
                sink.write(piece)
                await sink.drain()
                if crumbs:
                    await asyncio.sleep(0)


@contextlib.contextmanager
def full_house(port: int):
    """Listen on a port without ever accepting, the queue filled: further SYNs get no answer.

    That is how an address without a host looks. Linux drops the SYN when the queue of a listening
    socket is full (listen(2), tcp(7): tcp_abort_on_overflow is off).
    """
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(0)
        for _ in range(2):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.1", port))
        yield


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close with RST instead of FIN, as a router does that has forgotten the connection."""
    if (raw := writer.get_extra_info("socket")) is not None and raw.fileno() >= 0:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
