"""`python -m host_tools cloud`: the local cloud by itself, for any board, real or simulated."""

import argparse
import json
from pathlib import Path

from host_tools.words import tr

HELP = (
    "play the Sber cloud on this computer, with a page to command devices",
    "изобразить облако Sber на этом компьютере, со страницей для управления устройствами",
)
_PERIOD_S = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `cloud`."""
    parser.add_argument("--port", type=int, default=8883, help=tr("MQTT port", "порт MQTT"))
    parser.add_argument(
        "--page", type=int, default=8080, help=tr("port of the page", "порт страницы")
    )
    parser.add_argument("--login", help=tr("login for the board", "логин для платы"))
    parser.add_argument("--password", help=tr("password for the board", "пароль для платы"))
    parser.add_argument(
        "--listen",
        default="127.0.0.1",
        metavar="ADDRESS",
        help=tr(
            "this computer's address in your network, for a real board (else only this computer)",
            "адрес этого компьютера в вашей сети, для настоящей платы (иначе только он сам)",
        ),
    )
    parser.add_argument(
        "--broker",
        metavar="HOST:PORT",
        help=tr(
            "use this broker (TLS) instead of our own", "взять этот брокер (TLS) вместо своего"
        ),
    )
    parser.add_argument(
        "--ca",
        type=Path,
        metavar="FILE",
        help=tr(
            "PEM file of the authority of --broker", "файл PEM удостоверяющего центра для --broker"
        ),
    )
    parser.add_argument(
        "--dir",
        type=Path,
        default=Path(".tools/cloud"),
        help=tr("where login and certificates are kept", "где хранить логин и сертификаты"),
    )
    parser.add_argument(
        "--status-every",
        type=float,
        default=_PERIOD_S,
        metavar="SECONDS",
        help=tr(
            "how often to ask for states; 0 = never", "как часто спрашивать состояния; 0 = никогда"
        ),
    )


def run(args: argparse.Namespace) -> int:
    """Run until Ctrl-C; 2 when it cannot start."""
    import asyncio

    from host_tools.cloud.broker import CannotListen
    from host_tools.cloud.connection import CloudError
    from host_tools.cloud.settings import BadAddress

    try:
        asyncio.run(_serve(args))
    except (CloudError, CannotListen, BadAddress) as error:
        print(tr(f"cloud: {error}", f"облако: {error}"))
        return 2
    except KeyboardInterrupt:
        print(tr("\nThe local cloud ends.", "\nЛокальное облако остановлено."))
    return 0


async def _serve(args: argparse.Namespace) -> None:
    import asyncio

    from aiohttp import web

    from host_tools.cloud import page
    from host_tools.cloud.broker import why_no_port
    from host_tools.cloud.connection import CloudError
    from host_tools.cloud.service import Cloud

    if args.ca and not args.ca.is_file():
        raise CloudError(tr(f"there is no file {args.ca}", f"нет файла {args.ca}"))
    async with Cloud(
        args.dir,
        args.port,
        args.login,
        args.password,
        listen=args.listen,
        broker=args.broker,
        ca=args.ca,
        status_period_s=args.status_every,
    ) as cloud:
        app = web.Application()
        page.add_routes(app, cloud)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, "127.0.0.1", args.page).start()
            except OSError as error:
                raise CloudError(why_no_port(error, args.page, "--page")) from error
            _introduce(cloud, args.page)
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()


def _introduce(cloud, page_port: int) -> None:
    settings = json.dumps(cloud.board_settings(), indent=1, ensure_ascii=False)
    place = f"{cloud.host}:{cloud.port}"
    der = cloud.ca_der()
    print(
        tr(
            f"The local cloud works.\n\n"
            f"  page      http://localhost:{page_port}/\n"
            f"  MQTT+TLS  {place}\n"
            f"  login     {cloud.login}\n"
            f"  password  {cloud.password}\n"
            f"  CA        {der} (goes into the board's folder roots/; as text: {cloud.ca_pem})\n\n"
            f"In the board's settings.json:\n{settings}\n\nCtrl-C ends it.",
            f"Локальное облако работает.\n\n"
            f"  страница  http://localhost:{page_port}/\n"
            f"  MQTT+TLS  {place}\n"
            f"  логин     {cloud.login}\n"
            f"  пароль    {cloud.password}\n"
            f"  CA        {der} (положить на плату в roots/; текстом: {cloud.ca_pem})\n\n"
            f"В settings.json платы:\n{settings}\n\nCtrl-C — остановить.",
        ),
        flush=True,
    )
