"""A simulated board as an object: starts MicroPython with the stand-ins, sees its pins and log.

The outside world belongs to this object, not to the process: after a reset the process starts
again and finds buttons, sensors and networks as they were. After a soft reset outputs keep their
levels, after a hard one they are gone (MicroPython docs/reference/reset_boot.rst). Messages:
board/_sim/wire.py.
"""

import asyncio
import contextlib
import json
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from host_tools.simulator import launch, places
from host_tools.simulator.outside import Outside
from host_tools.simulator.ports import choose as choose_ports

RESETS = {112: "soft", 113: "hard", 114: "watchdog"}  # exit codes, see board/machine/chip.py
_LOG_LINES = 5000
_HISTORY = 20000
_RESTART_PAUSE_S = 0.2  # a board that resets at once, for ever, must not eat the machine


class Seen(NamedTuple):
    """One thing seen on a pin: ms on the board's clock, and `at` on time.monotonic()."""

    ms: int
    pin: str
    value: int | str
    mode: str
    at: float


class Board(Outside):
    """Start a board at once; use as a context manager, or call `stop`.

    flash: folder that is the board's file system. board: a name in boards/. speed: 1 real time,
    N faster, 0 virtual. firmware: folder with boot.py and main.py. heap: for example "64k"; rom:
    image of the stand-ins (rom.py). wifi: {"Home": "key"} in the air, None: every network joins.
    env: more SIM_... variables (launch.py). listener: as for `listen`, from the first moment on.
    ports: True gives the board's web and DNS servers addresses (`web`, `dns`) that stay the same;
    {80: 8081} chooses; "real": 0.0.0.0, on a machine or in a namespace that is the board.
    """

    def __init__(
        self,
        flash: Path | str,
        board: str = "pico_w",
        *,
        speed: int = 1,
        firmware: Path | None = None,
        interpreter: Path | None = None,
        heap: str | None = None,
        rom: Path | None = None,
        wifi: dict[str, str] | None = None,
        env: dict[str, str] | None = None,
        listener: Callable[[dict], None] | None = None,
        ports: bool | str | dict[int, int] = False,
    ):
        self.flash = Path(flash).resolve()
        self.board_file = places.board_file(board)
        self.name = self.board_file.stem
        self.speed = speed
        self.pins: dict[str, dict[str, Any]] = {}
        self.history: list[Seen] = []
        self.log: list[str] = []
        self.errors: list[str] = []
        self.resets: list[str] = []
        self.exit_code: int | None = None
        places.prepare(firmware)
        self._command = launch.command(interpreter, heap, rom)
        self._env = launch.environment(self.board_file, firmware, speed, wifi, rom, env)
        self.ports = choose_ports(ports)
        self._env["SIM_PORTS"] = ports if ports == "real" else json.dumps(self.ports)
        self.point: dict[str, Any] | None = None  # what phones see of the access point
        super().__init__()
        self._ahead: int | None = None  # the board's clock against ours, once it was set
        self._listeners: list[Callable[[dict], None]] = [listener] if listener else []
        self._changed = threading.Condition()
        self._stopping = False
        self._control: socket.socket | None = None
        self._server = socket.create_server(("127.0.0.1", 0))
        self._env["SIM_CONTROL"] = f"127.0.0.1:{self._server.getsockname()[1]}"
        self._process = self._begin("power")
        self._thread = threading.Thread(target=self._live, daemon=True)
        self._thread.start()

    def __enter__(self) -> "Board":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """Return the id of the interpreter's process."""
        return self._process.pid

    @property
    def web(self) -> str:
        """Return the address of its pages, without a slash at the end."""
        return f"http://127.0.0.1:{self.ports[80]}"

    @property
    def dns(self) -> tuple[str, int]:
        """Return where its name server listens."""
        return "127.0.0.1", self.ports[53]

    def value(self, pin: int | str) -> int | str | None:
        """Return what the pin shows now; None if it was never set up."""
        return self.pins.get(str(pin), {}).get("value")

    def wait(self, pin: int | str, value: object, timeout: float = 5) -> Seen:
        """Wait until the pin shows the value (or value(shown) is true); return what was seen.

        Raises TimeoutError that names what it shows instead.
        """
        want = value if callable(value) else lambda shown: shown == value

        def reached() -> Seen | None:
            now = self.pins.get(str(pin))
            return now["seen"] if now is not None and want(now["value"]) else None

        return self._wait(reached, timeout, lambda: f"pin {pin} shows {self.value(pin)!r}")

    def wait_log(self, text: str, timeout: float = 5, since: int = 0) -> str:
        """Wait for a log line that holds the text, from line number `since` on; return it."""

        def found() -> str | None:
            return next((line for line in self.log[since:] if text in line), None)

        return self._wait(found, timeout, lambda: f"no {text!r} in the log:\n" + self.tail())

    def wait_reset(self, count: int = 1, timeout: float = 5) -> str:
        """Wait until the board has reset so many times; return the last cause."""

        def happened() -> str | None:
            return self.resets[-1] if len(self.resets) >= count else None

        return self._wait(happened, timeout, lambda: f"resets: {self.resets}\n" + self.tail())

    def wait_point(self, up: bool = True, timeout: float = 5) -> dict | None:
        """Wait until phones see the access point, or see it no more; return what they see."""

        def reached() -> bool | None:
            return True if (self.point is not None) == up else None

        self._wait(reached, timeout, lambda: f"access point: {self.point}\n" + self.tail())
        return self.point

    async def reach(self, pin: int | str, value: object, timeout: float = 5) -> Seen:
        """Do what `wait` does, for asyncio."""
        return await asyncio.to_thread(self.wait, pin, value, timeout)

    def tail(self, lines: int = 30) -> str:
        """Return the end of the log."""
        return "\n".join(self.log[-lines:])

    def listen(self, callback: Callable[[dict], None]) -> Callable[[], None]:
        """Call back, from another thread, with each message of the board, {"log": line} and
        {"reset": cause}; return a function that ends it.
        """
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def stop(self) -> None:
        """End the interpreter and wait for it."""
        self._stopping = True
        process = self._process
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(2)
        if process.poll() is None:
            process.kill()
            process.wait()
        self._server.close()
        self._thread.join(5)

    def _begin(self, cause: str) -> subprocess.Popen:
        env = launch.restarted(self._env, cause, self.pins, self._ahead, self.point)
        return subprocess.Popen(
            self._command,
            cwd=self.flash,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is not for it
        )

    def _live(self) -> None:
        while True:
            process = self._process
            reader = threading.Thread(target=self._obey, args=(process,), daemon=True)
            reader.start()
            for line in process.stdout:
                self._note_log(line.decode(errors="replace").rstrip("\r\n"))
            process.stdout.close()
            code = process.wait()
            reader.join()
            cause = RESETS.get(code)
            if cause is None or self._stopping:
                with self._changed:
                    self.exit_code = code
                    self._changed.notify_all()
                self._tell({"exit": code})
                return
            time.sleep(_RESTART_PAUSE_S)
            self._restart(cause)

    def _restart(self, cause: str) -> None:
        with self._changed:
            self.resets.append(cause)
            if self._stopping:
                return
            self._process = self._begin(cause)
            kept = {pin: now for pin, now in self.pins.items() if now["mode"] == "out"}
            self.pins = kept if cause == "soft" else {}
            self.point = self.point if cause == "soft" else None
            self._changed.notify_all()
        self._tell({"reset": cause})

    def _obey(self, process: subprocess.Popen) -> None:
        """Read the control connection of one process to its end."""
        self._server.settimeout(0.2)
        while True:
            try:
                connection, _ = self._server.accept()
                break
            except TimeoutError:
                if process.poll() is not None:
                    return
            except OSError:  # stopped
                return
        connection.settimeout(None)
        with connection, connection.makefile("r", encoding="utf-8") as lines:
            with self._changed:
                self._control = connection
                for message in self._outside.values():
                    self._send(message)
            with contextlib.suppress(ConnectionError):
                for line in lines:
                    self._note(json.loads(line))
            with self._changed:
                self._control = None

    def _note(self, message: dict) -> None:
        with self._changed:
            if "pin" in message:
                seen = Seen(at=time.monotonic(), **message)
                self.pins[seen.pin] = {"value": seen.value, "mode": seen.mode, "seen": seen}
                self.history.append(seen)
                del self.history[: max(0, len(self.history) - _HISTORY)]
            elif "point" in message:
                self.point = message["point"]
            elif "clock" in message:
                self._ahead = message["clock"]
            elif "error" in message:
                self.errors.append(message["error"])
            self._changed.notify_all()
        self._tell(message)

    def _note_log(self, line: str) -> None:
        with self._changed:
            self.log.append(line)
            del self.log[: max(0, len(self.log) - _LOG_LINES)]
            self._changed.notify_all()
        self._tell({"log": line})

    def _tell(self, message: dict) -> None:
        for listener in list(self._listeners):
            listener(message)

    def _wait(self, ready: Callable[[], Any], timeout: float, what: Callable[[], str]) -> Any:
        end = time.monotonic() + timeout
        with self._changed:
            while True:
                outcome = ready()
                if outcome is not None:
                    return outcome
                left = end - time.monotonic()
                if self.exit_code is not None:
                    raise TimeoutError(f"the board has ended ({self.exit_code}); {what()}")
                if left <= 0:
                    raise TimeoutError(f"not within {timeout} s: {what()}")
                self._changed.wait(left)
