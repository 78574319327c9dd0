"""`run --new`: a simulated board as it comes out of the box, and what to type into its page.

Two networks are in its air, the password of one of them is told. Wrong passwords are welcome: the
board says what is wrong.
"""

import asyncio
import shutil
from pathlib import Path

from host_tools import demo
from host_tools.words import tr

AIR = {demo.WIFI: demo.WIFI_PASSWORD, "Neighbour": "nobody-tells-this"}
_START_S = 20


def unpack(flash: Path, cloud) -> None:
    """Make the folder that of a new board; it believes the local cloud's certificate."""
    shutil.rmtree(flash, ignore_errors=True)
    demo.trust(flash, cloud)


async def show(cloud, board, address: str, flash: Path) -> None:
    """Print where to go and what to type, then the board's log, until Ctrl-C."""
    from host_tools.run import follow
    from host_tools.simulator.ports import wait_until_served

    print(tr("a new simulated Pico W starts ...", "новая симулированная Pico W стартует ..."))
    shown = len(board.log)
    point = await asyncio.to_thread(board.wait_point, True, _START_S)
    await asyncio.to_thread(wait_until_served, ("127.0.0.1", board.ports[80]))
    board.wifi(stations=1)  # the browser is the phone on its access point
    words = tr(
        "open its set-up page, as a phone does that joins the Wi-Fi {0}:",
        "откройте страницу настройки — телефон, вошедший в Wi-Fi {0}, открыл бы её сам:",
    )
    print(words.format(point["ssid"]))
    print("  " + board.web + "/")
    print(tr("what to type there (try wrong ones too):", "что ввести (попробуйте и неверное):"))
    print(_row("Wi-Fi", demo.WIFI))
    print(_row(tr("its password", "её пароль"), demo.WIFI_PASSWORD))
    print(_row(tr("Sber login", "логин Sber"), cloud.login))
    print(_row(tr("its password", "его пароль"), cloud.password))
    print(_row(tr("server", "сервер"), f"{cloud.host}  " + tr("(“Advanced”)", "(«Подробнее»)")))
    print(_row(tr("port", "порт"), cloud.port))
    print(tr("what comes of it:", "что из этого выйдет:"))
    print(_row(tr("the app", "приложение"), address + "/cloud/"))
    print(_row(tr("the board", "плата"), address + "/board/"))
    print(_row(tr("its files", "её файлы"), flash))
    await follow(board, shown)


def _row(label: str, value: object) -> str:
    return f"  {label + ':':<14} {value}"
