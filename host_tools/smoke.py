"""`smoke`: the whole loop without a person, once for every kind; ends with `smoke: N of N`."""

import asyncio
import contextlib
import json
import tempfile
import time
from pathlib import Path

from host_tools.words import tr

HELP = (
    "prove the loop: commands, pins, statuses, for every kind of device",
    "проверить всю цепочку: команды, выводы, состояния, для каждого вида устройств",
)
_START_S = 60
_STEP_S = 12
_REST_S = 0.15  # a pin that must not move is watched for as long
_BETWEEN_S = 0.1  # two presses
_WIDTHS = (56, 6, 9, 12)


def add_arguments(parser) -> None:
    """Add --keep."""
    text = tr("keep the files of cloud and board here", "сохранить файлы облака и платы здесь")
    parser.add_argument("--keep", metavar="DIR", help=text)


def run(args) -> int:
    """Run all rows; 0 if every one is as it should be, else 1."""
    with tempfile.TemporaryDirectory(prefix="sbernode-smoke-") as folder:
        return asyncio.run(_smoke(Path(args.keep or folder)))


def homes() -> list:
    """Return the modules of all homes."""
    from host_tools.smoke_homes import HOMES, load

    return [load(name) for name in HOMES]


async def _smoke(folder: Path) -> int:
    good = total = 0
    for home in homes():
        # The rows, and whether the cloud accepts every device.
        total += len(home.ROWS) + 1
        good += await _home(folder / home.__name__.rpartition(".")[2], home)
    print(f"smoke: {good} of {total}")
    return 0 if good == total else 1


@contextlib.asynccontextmanager
async def alive(folder: Path, home):
    """Yield the cloud and a simulated board with the devices of a home, in service.

    Raises TimeoutError with the end of the board's log.
    """
    from host_tools import demo, smoke_homes
    from host_tools.cloud.service import Cloud
    from host_tools.simulator.process import Board

    definitions = json.loads(home.DEVICES.read_text(encoding="utf-8"))
    async with Cloud(folder / "cloud") as cloud:
        smoke_homes.furnish(folder / "flash", cloud, home, anew=True)
        board = Board(folder / "flash", home.BOARD)
        try:
            smoke_homes.switch_on(board, home)
            await _in_service(demo, cloud, definitions, board)
            yield cloud, board
        finally:
            await asyncio.to_thread(board.stop)


async def _in_service(demo, cloud, definitions, board) -> None:
    try:
        await demo.is_in_service(cloud, definitions, _START_S)
    except TimeoutError as late:
        raise TimeoutError(board.tail()) from late


async def _home(folder: Path, home) -> int:
    """Have a simulated board with these devices go through the rows; return how many were good."""
    from host_tools import boards

    print(_begins(folder.name, boards.load(home.BOARD)["title"]))
    began = time.monotonic()
    good = 0
    try:
        async with alive(folder, home) as (cloud, board):
            took = time.monotonic() - began
            print(tr(f"in service after {took:.1f} s", f"в работе через {took:.1f} с"), flush=True)
            print(_line(*_titles()), flush=True)
            for row in home.ROWS:
                good += await _row(cloud, board, row)
            good += _is_accepted(cloud)
    except TimeoutError as log:
        print(tr("the board is not in service; its log:", "плата не вышла в работу; её журнал:"))
        print(log)
    return good


async def _row(cloud, board, row) -> bool:
    """Do one thing, wait for the pin and for the states; print how long each took."""
    before, was = len(board.history), board.value(row.pin)
    sent = time.monotonic()
    offset = cloud.now() - sent
    await _do(cloud, board, row)
    to_pin = to_status = ""
    try:
        if row.pin and row.value is not None:
            seen = await board.reach(row.pin, row.value, _STEP_S)
            fresh = seen in board.history[before:]
            to_pin = f"{(seen.at - sent) * 1000:.0f}" if fresh else "="
        if row.states or row.event:
            told = await cloud.wait_for(lambda: _told(cloud, row, sent + offset), _STEP_S)
            to_status = f"{(told - offset - sent) * 1000:.0f}"
        if row.pin and row.value is None:
            await asyncio.sleep(_REST_S)
            moved = [s.value for s in board.history[before:] if s.pin == row.pin]
            if any(value != was for value in moved):
                raise TimeoutError(f"pin {row.pin} moved: {moved}")
            to_pin = tr("rests", "стоит")
        good, note = True, ""
    except TimeoutError as missing:
        good = False
        note = " " + tr("WRONG: ", "НЕВЕРНО: ") + (str(missing) or _states(cloud, row))
    if row.pin or row.states or row.event:
        print(_line(_words(row), row.pin or "", to_pin, to_status) + note, flush=True)
    return good


async def _do(cloud, board, row) -> None:
    action, *given = row.do
    if action == "send":
        await cloud.send(row.device, given[0])
    elif action == "ask":
        await cloud.request_status([row.device])
    elif action == "drive":
        board.drive(*given)
    elif action == "part":
        board.part(given[0], **given[1])
    elif action == "press":
        gpio, hold_s, *times = given
        for _ in range(*times or (1,)):
            await asyncio.to_thread(board.press, gpio, hold_s)
            await asyncio.sleep(_BETWEEN_S if times else 0)


def _told(cloud, row, since: float) -> float | None:
    """Return when the cloud had heard all of the row's states and its event, None if not yet."""
    device = cloud.devices[row.device]
    times = []
    for name, value in row.states.items():
        state = device.states.get(name)
        if state is None or state.time < since or state.value != value:
            return None
        times.append(state.time)
    if row.event:
        wanted = tuple(row.event.split("="))
        heard = [event for event in device.events if (event.feature, event.value) == wanted]
        events = [event.time for event in heard if event.time >= since]
        if not events:
            return None
        times.append(events[0])
    return max(times)


def _states(cloud, row) -> str:
    states = cloud.devices[row.device].states
    return ", ".join(f"{name}={state.value}" for name, state in states.items())


def _is_accepted(cloud) -> bool:
    """Say whether the cloud found nothing at all to complain of."""
    problems = [f"{d.id}: {p.text_en}" for d in cloud.devices.values() for p in d.problems]
    problems += [str(problem) for problem in cloud.problems]
    for problem in problems:
        print(tr("the cloud complains: ", "облако жалуется: ") + problem)
    if not problems:
        print(tr("the cloud accepts every device", "облако принимает все устройства"))
    return not problems


def _words(row) -> str:
    action, *given = row.do
    if action == "send":
        what = " ".join(f"{name}={value}" for name, value in given[0].items())
    elif action == "part":
        what = " ".join(f"{name}={value}" for name, value in given[1].items())
    elif action == "drive":
        what = tr("input ", "вход ") + f"{given[0]} -> {'open' if given[1] is None else given[1]}"
    elif action == "press":
        often = f" x {given[2]}" if len(given) > 2 else ""
        what = tr(f"press for {given[1]} s", f"нажатие на {given[1]} с") + often
    elif action == "ask":
        what = tr("is asked", "запрос состояния")
    else:
        what = tr("goes on by itself", "продолжает сам")
    return f"{row.device} {what}"


def _begins(home: str, title: str) -> str:
    return tr(f"{home}: a simulated {title} starts ...", f"{home}: {title} в симуляторе ...")


def _titles() -> tuple:
    english = ("what is done", "pin", "ms to pin", "ms to status")
    return tr(english, ("что сделано", "вывод", "мс до", "мс до статуса"))


def _line(*cells) -> str:
    padded = [str(cell).ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True)]
    return "  ".join(padded).rstrip()
