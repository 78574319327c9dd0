"""A simulated board with a flash folder, for tests of the network: the real firmware, unchanged.

A scene is written with asyncio, because brokers live there; `Board` waits in threads. The board's
ticks start at 0 here, so the ms in front of a log line and the ms of a pin are the same clock.
NET_FIRMWARE=folder runs the tests with another firmware: to see that a test notices a fault.
"""

import asyncio
import contextlib
import json
import os
import re
from pathlib import Path

import mpy
from host_tools.simulator.process import Board, Seen

LOGIN, PASSWORD = "user1", "pass1"
# GPIO numbers that a Pico W and an ESP32 both have.
LAMP, WALL, PUMP, PLUG, OPEN, CLOSE, DOOR = 16, 15, 17, 18, 26, 27, 13
PROBE = 21  # no device uses it
OUTPUTS = {str(pin) for pin in (LAMP, PUMP, PLUG, OPEN, CLOSE)}
TRAVEL_MS = 2000

DEVICES = [
    {"id": "lamp", "kind": "light", "name": "Лампа", "room": "Кухня", "pins": {"level": LAMP}},
    {"id": "pump", "kind": "relay", "name": "Насос", "room": "Дача", "pins": {"out": PUMP}},
    {"id": "plug", "kind": "socket", "name": "Розетка", "pins": {"out": PLUG}},
    {
        "id": "curtain",
        "kind": "curtain",
        "name": "Штора",
        "pins": {"open": OPEN, "close": CLOSE},
        "options": {"travel_ms": TRAVEL_MS},
    },
    {"id": "door", "kind": "sensor_door", "name": "Дверь", "pins": {"contact": DOOR}},
    {
        "id": "wall",
        "kind": "scenario_button",
        "name": "Кнопка",
        "pins": {"button": WALL},
        "options": {"toggles": "lamp"},
    },
]
NAMES = {device["id"] for device in DEVICES}
_LINE = re.compile(r" *(\d+)\.(\d{3}) (error|warn|info) +(\w+): (.*)")
_AGAIN = re.compile(r"again in (\d+) s")


def furnish(
    flash: Path,
    port: int,
    roots: dict[str, bytes],
    *,
    login: str = LOGIN,
    password: str = PASSWORD,
    devices: list[dict] | None = None,
    **sber: object,
) -> Path:
    """Write the files of a board; roots: name -> DER. `sber` goes into that part of settings."""
    (flash / "roots").mkdir(parents=True, exist_ok=True)
    for old in (flash / "roots").iterdir():
        old.unlink()
    for name, der in roots.items():
        (flash / "roots" / f"{name}.der").write_bytes(der)
    server = {"host": "localhost", "port": port, "login": login, "password": password, **sber}
    wifi = {"ssid": "Home", "password": "home-wifi-key"}
    settings = {"version": 1, "wifi": wifi, "sber": server, "home": "Мой дом"}
    (flash / "settings.json").write_text(json.dumps(settings), "utf-8")
    defined = {"version": 1, "devices": DEVICES if devices is None else devices}
    (flash / "devices.json").write_text(json.dumps(defined), "utf-8")
    return flash


def source() -> Path:
    """Return the folder of the firmware that is tested."""
    return Path(os.environ.get("NET_FIRMWARE") or mpy.FIRMWARE)


@contextlib.asynccontextmanager
async def switched_on(flash: Path, board: str = "pico_w", *, env=None, **more):
    """Start a board (as `Board`), stop it at the end; a scene that fails shows the board's log."""
    env = {"SIM_TICKS": "0", **(env or {})}
    more.setdefault("firmware", source())
    running = await asyncio.to_thread(Board, flash, board, env=env, **more)
    try:
        yield running
    except BaseException:
        print(running.tail(200))
        raise
    finally:
        await asyncio.to_thread(running.stop)
    if running.errors:
        raise AssertionError(f"the simulator refused: {running.errors}")
    if any("Uncaught exception in" in line for line in running.log):
        raise AssertionError("an interrupt failed:\n" + running.tail(200))


async def logged(board: Board, text: str, since: int = 0, timeout_s: float = 20) -> str:
    """Wait for a log line that holds the text, from line number `since` on."""
    return await asyncio.to_thread(board.wait_log, text, timeout_s, since)


async def in_service(board: Board, since: int = 0, timeout_s: float = 20) -> None:
    """Wait until the board says that it is in service."""
    await logged(board, "cloud: in service", since, timeout_s)


async def now_ms(board: Board) -> int:
    """Return the board's clock: it tells the moment at which a free pin is driven."""
    level = 0 if board.value(PROBE) else 1
    board.drive(PROBE, level)
    return (await board.reach(PROBE, level)).ms


async def passed(board: Board, ms: int) -> int:
    """Wait until so many ms have passed on the board's clock; return what it shows then."""
    end = await now_ms(board) + ms
    while (now := await now_ms(board)) < end:
        await asyncio.sleep(0.002)
    return now


def words(code: str) -> str:
    """Return the words that the log has for a reason."""
    from sbernode.texts import text

    found = text(code)
    if found == code:
        raise ValueError(f"the firmware has no words for {code}")
    return found


def log_ms(line: str) -> int:
    """Return the board's ms of a log line."""
    return int("".join(_LINE.fullmatch(line).groups()[:2]))


def pauses(board: Board) -> list[int]:
    """Return the seconds that each failure announced until the next try."""
    return [int(found[1]) for line in board.log if (found := _AGAIN.search(line))]


def failures(board: Board) -> list[str]:
    """Return the words of each failed connection: reason and detail, without the pause."""
    return [
        match[5].rpartition(";")[0]
        for line in board.log
        if (match := _LINE.fullmatch(line)) and match[3] == "warn" and _AGAIN.search(line)
    ]


def moves(board: Board, since: int = 0) -> list[Seen]:
    """Return how outputs changed, from entry `since` of the history on; a first level is none."""
    known: dict[str, object] = {}
    seen = []
    for number, entry in enumerate(board.history):
        if entry.pin not in OUTPUTS or entry.mode == "in":
            continue
        if entry.pin in known and known[entry.pin] != entry.value and number >= since:
            seen.append(entry)
        known[entry.pin] = entry.value
    return seen
