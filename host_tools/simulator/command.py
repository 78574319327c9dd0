"""`python -m host_tools simulate`: run the firmware on a simulated board, a folder is its flash.

The folder holds settings.json and devices.json, so it can point the board at any broker. The
board's log goes to the screen; --panel shows the board as a page, --web opens its own pages: an
empty folder and --web is a factory-new board, to be set up in the browser.
"""

import argparse
import asyncio
import signal
from pathlib import Path

from host_tools.words import tr

HELP = (
    "run the firmware on a simulated board; a folder is its file system",
    "запустить прошивку на модели платы; папка служит её файловой системой",
)
_FOUND, _WRONG_USE = 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    from host_tools.simulator import places

    boards = ", ".join(places.board_names())
    parser.add_argument(
        "--board", default="pico_w", help=tr(f"one of {boards}", f"одна из: {boards}")
    )
    parser.add_argument(
        "--flash",
        type=Path,
        required=True,
        metavar="DIR",
        help=tr(
            "folder with settings.json and devices.json", "папка с settings.json и devices.json"
        ),
    )
    parser.add_argument(
        "--panel",
        type=int,
        metavar="PORT",
        help=tr(
            "show the board at http://localhost:PORT", "показать плату: http://localhost:PORT"
        ),
    )
    parser.add_argument(
        "--web",
        type=int,
        metavar="PORT",
        help=tr(
            "the board's own settings page at http://127.0.0.1:PORT (0: any)",
            "страница настройки самой платы: http://127.0.0.1:PORT (0: любой)",
        ),
    )
    parser.add_argument(
        "--speed",
        type=int,
        default=1,
        metavar="N",
        help=tr("1 real time, N times faster", "1 - настоящее время, N - во столько раз быстрее"),
    )
    parser.add_argument(
        "--firmware",
        type=Path,
        metavar="DIR",
        help=tr("other firmware: a folder with main.py", "другая прошивка: папка с main.py"),
    )


def run(args: argparse.Namespace) -> int:
    """Run the board until Ctrl-C, or until it cannot go on."""
    from host_tools.simulator.places import Missing

    missing = _missing_files(args)
    if missing:
        print(missing)
        return _WRONG_USE
    try:
        return asyncio.run(_run(args))
    except Missing as reason:
        print(reason)
        return _WRONG_USE


def _missing_files(args: argparse.Namespace) -> str | None:
    """Return one line that says what is missing, or None."""
    if args.speed < 1:
        return tr("--speed must be 1 or more", "--speed должно быть 1 или больше")
    if not args.flash.is_dir():
        return tr(f"no folder {args.flash}", f"нет папки {args.flash}")
    for name in ("settings.json", "devices.json") if args.web is None else ():
        if not (args.flash / name).is_file():
            return tr(
                f"no {name} in {args.flash}; README.md shows how to write one",
                f"в {args.flash} нет {name}; как его написать, показано в README.md",
            )
    return None


async def _run(args: argparse.Namespace) -> int:
    from host_tools.simulator.ports import free
    from host_tools.simulator.process import Board

    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)

    def note(message: dict) -> None:
        if "log" in message:
            print(message["log"], flush=True)
        elif "reset" in message:
            print(tr("-- reset: ", "-- перезапуск: ") + message["reset"], flush=True)
        elif "exit" in message:
            loop.call_soon_threadsafe(ended.set)

    ports = False if args.web is None else {80: args.web or free(), 53: free()}
    named = {"speed": args.speed, "firmware": args.firmware, "listener": note, "ports": ports}
    board = Board(args.flash, args.board, **named)
    server = None
    try:
        if ports:
            print(tr("its settings page: ", "страница настройки: ") + board.web + "/", flush=True)
        if args.panel is not None:
            server = await _serve(board, args.panel)
        if board.exit_code is None:
            await ended.wait()
    finally:
        if server is not None:
            await server.cleanup()
        asked = board.exit_code is None
        await asyncio.to_thread(board.stop)
    if asked:
        return 0
    print(tr(f"the board has ended: {board.exit_code}", f"плата остановилась: {board.exit_code}"))
    return _FOUND


async def _serve(board: object, port: int) -> object:
    """Serve the panel on this machine only; return the runner to clean up."""
    from aiohttp import web

    from host_tools.simulator import panel

    app = web.Application()
    panel.add_routes(app, board)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
    except OSError as error:
        await runner.cleanup()
        raise SystemExit(
            tr(f"port {port} is taken: {error.strerror}", f"порт {port} занят: {error.strerror}")
        ) from error
    real = runner.addresses[0][1]
    print(tr("the board's page: ", "страница платы: ") + f"http://localhost:{real}/", flush=True)
    return runner
