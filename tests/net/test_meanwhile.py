"""While the network fails, buttons and motors go on: times on the board's own clock.

Time is virtual (SIM_SPEED 0): it stands still while code runs, so the figures are the firmware's,
not this machine's. Limits (the project's own): 20 ms from a wall button to its lamp, 50 ms around
a curtain's travel.
"""

import contextlib
import json
from dataclasses import dataclass

import pytest

from net_broker import Broker
from net_faulty import Proxy, full_house
from net_home import (
    CLOSE,
    LAMP,
    LOGIN,
    OPEN,
    TRAVEL_MS,
    WALL,
    failures,
    furnish,
    in_service,
    log_ms,
    logged,
    now_ms,
    passed,
    switched_on,
    words,
)

_BUTTON_MS = 20
_CURTAIN_MS = 50
_PRESSES = 4
# A contact that bounces is not believed for 40 ms; a finger that comes back needs longer.
_FINGER_MS = 100
# The first pause after a lost connection is 1 to 2 s; later than this the next try is under way.
_TRYING_MS = 2100


@dataclass
class Trouble:
    """A fault: `begin(stack, way, board)` starts it and returns the board's ms from which on it
    is in force, None for now; it goes on for `lasts_ms`. `lines`: failures in the log by then.
    """

    name: str
    begin: object
    lasts_ms: int
    lines: int


async def _unreachable(stack, way, board):
    await way.refuse()
    stack.enter_context(full_house(way.port))
    return log_ms(await logged(board, "again in")) + _TRYING_MS


async def _handshake_stall(_stack, way, _board):
    way.usual = "stall"
    way.cut()
    await way.came(2)


async def _silent(_stack, way, _board):
    way.is_silent = True


async def _slow_names(_stack, way, board):
    board.net(resolve="slow:120000")  # long, as virtual time runs through it without a stop
    way.cut()
    return log_ms(await logged(board, "again in")) + _TRYING_MS


async def _no_wifi(_stack, _way, board):
    board.wifi(up=False)


# A TCP connect is given up after 10 s, a handshake after 30, a silent broker after 60.
TROUBLES = {
    "unreachable": Trouble("unreachable", _unreachable, 7_500, 1),
    "handshake_stall": Trouble("handshake_stall", _handshake_stall, 28_000, 1),
    "silent": Trouble("silent", _silent, 58_000, 0),
    "slow_names": Trouble("slow_names", _slow_names, 110_000, 1),
    "no_wifi": Trouble("no_wifi", _no_wifi, 58_000, 0),
}
ROWS = [("pico_w", name) for name in TROUBLES]
ROWS += [("esp32", name) for name in ("unreachable", "handshake_stall", "silent")]


@pytest.mark.parametrize(("profile", "name"), ROWS)
async def test_a_button_switches_and_a_curtain_stops_meanwhile(
    profile, name, tmp_path, certificates
):
    trouble = TROUBLES[name]
    async with contextlib.AsyncExitStack() as stack:
        broker = await stack.enter_async_context(Broker(certificates))
        way = await stack.enter_async_context(Proxy(broker.port))
        flash = furnish(tmp_path, way.port, {"own": broker.ca_der})
        board = await stack.enter_async_context(switched_on(flash, profile, speed=0))
        await in_service(board)

        await _close_the_curtain(broker)
        began = await board.reach(CLOSE, 1)
        since_ms = await trouble.begin(stack, way, board)
        ended = await board.reach(CLOSE, 0)
        assert abs(ended.ms - began.ms - TRAVEL_MS) <= _CURTAIN_MS
        assert [seen.value for seen in _changes(board, CLOSE)] == [0, 1, 0]
        assert {seen.value for seen in _changes(board, OPEN)} == {0}

        # A board whose motor runs tries nothing yet.
        since_ms = max(since_ms or 0, await now_ms(board) + 100)
        waits = await _press_on_and_on(board, since_ms, since_ms + trouble.lasts_ms)
        assert max(waits) <= _BUTTON_MS, waits
        assert len(failures(board)) == trouble.lines  # it was the same fault all the time


async def test_a_button_switches_where_the_wifi_never_was(tmp_path):
    flash = furnish(tmp_path, 1, {})
    async with switched_on(flash, speed=0, wifi={}) as board:
        began = log_ms(await logged(board, words("no_network")))

        waits = await _press_on_and_on(board, began, began + 10_000)

        assert max(waits) <= _BUTTON_MS, waits


def _changes(board, pin: int) -> list:
    return [seen for seen in board.history if seen.pin == str(pin)]


async def _press_on_and_on(board, low_ms: int, high_ms: int) -> list[int]:
    """Press the wall button until enough presses fell between two moments; return their waits."""
    while True:
        lamp = 0 if board.value(LAMP) else 65535
        board.drive(WALL, 0)
        last = await board.reach(LAMP, lamp)
        await passed(board, _FINGER_MS)
        board.drive(WALL, 1)
        await passed(board, _FINGER_MS)
        waits = [_wait(board, press) for press in _presses(board) if low_ms < press.ms < high_ms]
        if len(waits) >= _PRESSES:
            return waits
        if last.ms >= high_ms:
            raise AssertionError(f"only {len(waits)} presses between {low_ms} and {high_ms} ms")


def _presses(board) -> list:
    return [edge for edge in _changes(board, WALL)[1:] if not edge.value]


def _wait(board, press) -> int:
    """Return the ms from a press to the next change of the lamp."""
    later = board.history[board.history.index(press) :]
    return next(seen.ms for seen in later if seen.pin == str(LAMP)) - press.ms


async def _close_the_curtain(broker) -> None:
    states = [{"key": "open_set", "value": {"type": "ENUM", "enum_value": "close"}}]
    body = json.dumps({"devices": {"curtain": {"states": states}}}).encode()
    await broker.sessions[-1].publish(f"sberdevices/v1/{LOGIN}/down/commands", body)
