"""`run`: the local cloud, a simulated Pico W with a home on its pins, and a page for each."""

import asyncio
import contextlib
import json
import signal
from pathlib import Path

from host_tools.words import tr

HELP = (
    "show it all: local cloud, simulated Pico W, a page for each",
    "показать всё вместе: локальное облако, симулированная Pico W, страница для каждого",
)
_PAGE = 8080
_START_S = 60
_HOME = "rooms"


def add_arguments(parser) -> None:
    """Add --page, --dir, --anew, --new and --home."""
    from host_tools.smoke_homes import HOMES

    text = tr("port of the pages", "порт страниц")
    parser.add_argument("--page", type=int, default=_PAGE, metavar="PORT", help=text)
    text = tr("where cloud and board keep their files", "где облако и плата держат файлы")
    parser.add_argument("--dir", type=Path, default=Path(".tools/demo"), help=text)
    text = tr("forget changes: begin with fresh files", "забыть изменения: начать с новых файлов")
    parser.add_argument("--anew", action="store_true", help=text)
    text = tr(
        "a factory-new board, to be set up in the browser",
        "плата прямо с завода: настроить её в браузере",
    )
    parser.add_argument("--new", action="store_true", help=text)
    text = tr("another of the homes of smoke", "другой из домов команды smoke")
    parser.add_argument("--home", choices=HOMES, default=_HOME, help=text)


def run(args) -> int:
    """Run until Ctrl-C."""
    with contextlib.suppress(KeyboardInterrupt):
        return asyncio.run(_run(args))
    return 0


async def _run(args) -> int:
    from host_tools import run_new, smoke_homes
    from host_tools.cloud.connection import CloudError
    from host_tools.cloud.service import Cloud
    from host_tools.simulator.process import Board

    home = smoke_homes.load(args.home)
    folder = "flash-new" if args.new else "flash" if args.home == _HOME else f"flash-{args.home}"
    flash = args.dir / folder
    wifi = run_new.AIR if args.new else None
    try:
        async with Cloud(args.dir / "cloud", status_period_s=60) as cloud:
            if args.new:
                run_new.unpack(flash, cloud)
            else:
                smoke_homes.furnish(flash, cloud, home, anew=args.anew)
            with Board(flash, home.BOARD, wifi=wifi, ports=True) as board:
                smoke_homes.switch_on(board, home)
                async with _pages(args.page, cloud, board) as address:
                    await (run_new.show if args.new else _show)(cloud, board, address, flash)
    except CloudError as error:
        print(error)
        return 1
    return 0


@contextlib.asynccontextmanager
async def _pages(port: int, cloud, board):
    """Serve both pages on loopback; yield their address."""
    from aiohttp import web

    from host_tools.cloud import page
    from host_tools.simulator import panel

    app = web.Application()
    page.add_routes(app, cloud, "/cloud")
    panel.add_routes(app, board, "/board")

    async def first(_request):
        raise web.HTTPFound("/cloud/")

    app.router.add_get("/", first)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        try:
            site = web.TCPSite(runner, "127.0.0.1", port)
            await site.start()
        except OSError:
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            text = f"port {port} is taken, another one is used", f"порт {port} занят, взят другой"
            print(tr(*text))
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _show(cloud, board, address: str, flash: Path) -> None:
    from host_tools import boards, demo

    name = boards.load(board.name)["title"]
    print(tr(f"a simulated {name} starts ...", f"{name} в симуляторе ..."), flush=True)
    shown = len(board.log)
    try:
        definitions = json.loads((flash / "devices.json").read_text(encoding="utf-8"))
        await demo.is_in_service(cloud, definitions, _START_S)
        text = "in service; devices: {n}, and the hub", "в работе; устройств: {n}, и хаб"
        print(tr(*text).format(n=len(definitions["devices"])))
    except (TimeoutError, ValueError, KeyError) as error:
        print(tr("the board is not in service yet", "плата ещё не в работе"), error or "")
        print(board.tail())
        shown = len(board.log)
    print(tr("  the app:      ", "  приложение: ") + address + "/cloud/")
    print(tr("  the board:    ", "  плата:      ") + address + "/board/")
    words = tr("  its settings: {0} (password {1})", "  настройки:  {0} (пароль {1})")
    print(words.format(board.web + "/", demo.PAGE_PASSWORD))
    print(tr("  its files:    ", "  её файлы:   ") + str(flash))
    await follow(board, shown)


async def follow(board, shown: int) -> None:
    """Print the board's log from this line on, until Ctrl-C."""
    print(tr("Ctrl-C ends it.", "Ctrl-C — закончить."), flush=True)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    while not stop.is_set():
        for line in board.log[shown:]:
            print("  " + line, flush=True)
        shown = len(board.log)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), 0.5)
