"""The smallest heap for a set-up by phone, and for the test of 20 devices before they are saved.

Same interpreter, same build and same rules as in heap.py. Set-up: three phones at once, each with
the page, the scan list and the device editor open: they fetch the page and the pin facts, read
and write 20 devices and the settings, over and over, while each holds an idle connection besides.
Test: the same board then tests what was entered against the local cloud, from Wi-Fi to announced.
"""

import asyncio
import json
import shutil
from pathlib import Path

from host_tools.bench import heap
from host_tools.words import tr

_BUDGET_KIB = 64
_DEVICES = 20
_PHONES = 3
_ROUNDS = 3
_PATIENCE_S = 20
# What a Pico W has for Python, about, and what its TLS handshake takes of it (see heap.py).
_PICO_KIB = 190
_HANDSHAKE_KIB = 37


def report(folder: Path, interpreter: Path, besides: tuple[int, int]) -> None:
    """Print both figures.

    folder: holds `firmware` and `board` as heap.py has built them; besides: see overheads.py.
    """

    def smallest(tested: bool) -> int:
        return asyncio.run(heap.smallest(lambda kib: _serve(folder, interpreter, kib, tested)))

    raw = smallest(tested=False)
    # No connection to the cloud, so no objects of TLS.
    set_up = raw - besides[0] / 1024
    words = tr(*(("within", "в пределах") if set_up <= _BUDGET_KIB else ("BEYOND", "ВНЕ")))
    print(
        tr(
            f"set-up, {_PHONES} phones with scan list and device editor: "
            f"{set_up:.1f} KiB ({raw}), {words} the budget of {_BUDGET_KIB}",
            f"настройка, {_PHONES} телефона со списком сетей и редактором: "
            f"{set_up:.1f} КиБ ({raw}), {words} бюджета в {_BUDGET_KIB}",
        ),
        flush=True,
    )
    raw = smallest(tested=True)
    tested = raw - sum(besides) / 1024
    whole = tested + _HANDSHAKE_KIB
    words = tr(*(("fits", "хватает") if whole <= _PICO_KIB else ("does NOT fit", "НЕ хватает")))
    print(
        tr(
            f"test of {_DEVICES} devices before saving: {tested:.1f} KiB ({raw}), "
            f"with {_HANDSHAKE_KIB} for the handshake {whole:.1f}: "
            f"{words} into the {_PICO_KIB} of a Pico W",
            f"проверка {_DEVICES} устройств до сохранения: {tested:.1f} КиБ ({raw}), "
            f"с {_HANDSHAKE_KIB} на рукопожатие {whole:.1f}: "
            f"{words} {_PICO_KIB} КиБ у Pico W",
        )
    )


async def _serve(folder: Path, interpreter: Path, kib: int, tested: bool) -> None:
    """Set a new board up once in so much heap. Raises heap.Unserved."""
    from host_tools.cloud.service import Cloud
    from host_tools.simulator.ports import free

    async with Cloud(folder / "cloud") as cloud:
        flash = folder / "flash"
        shutil.rmtree(flash, ignore_errors=True)
        shutil.copytree(folder / "firmware", flash)
        (flash / "roots").mkdir()
        shutil.copyfile(cloud.ca_der(), flash / "roots" / "local-cloud.der")
        port = free()
        log: list[str] = []
        running = asyncio.create_task(
            heap.run(folder, interpreter, kib, log, BENCH_PORT=str(port), BENCH_NEW="1")
        )
        phones = asyncio.create_task(_all_phones(port, cloud, tested))
        try:
            await asyncio.wait({running, phones}, return_when=asyncio.FIRST_COMPLETED)
            if not phones.done() or any(map(heap.is_trouble, log)):
                raise heap.Unserved(log[-3:])
            try:
                phones.result()
            except (TimeoutError, OSError, Refused) as error:
                raise heap.Unserved([*log[-3:], repr(error)]) from error
        finally:
            for task in (phones, running):
                task.cancel()
            await asyncio.wait({phones, running})


class Refused(Exception):
    """The board answered, but not with what was asked for."""


async def _all_phones(port: int, cloud, tested: bool) -> None:
    """Do what three people with phones do; the last of them has what was entered tested."""
    settings = {"wifi": {"ssid": "Home", "password": "home-wifi-key"}, **cloud.board_settings()}
    settings["page_password"] = "page-password"
    async with asyncio.timeout(_PATIENCE_S * 3):
        while True:
            try:
                hello = json.loads(await _ask(port, "GET", "/api/hello"))
                break
            except OSError:
                await asyncio.sleep(0.05)
        token = hello["token"]
        await asyncio.gather(*[_phone(port, token, settings) for _ in range(_PHONES)])
        if tested:
            await _test(port, token)


async def _phone(port: int, token: str, settings: dict) -> None:
    doc = heap.definitions(_DEVICES)
    for _ in range(_ROUNDS):
        # One that was opened in advance, and says nothing.
        _, idle = await asyncio.open_connection("127.0.0.1", port)
        try:
            for path in ("/", "/pico_w.json", "/api/hello", "/api/scan", "/api/settings"):
                await _ask(port, "GET", path)
            await _ask(port, "PUT", "/api/settings", settings, token)
            await _ask(port, "PUT", "/api/devices", doc, token)
            found = json.loads(await _ask(port, "GET", "/api/devices"))
            if found != doc:
                raise Refused("devices")
        finally:
            idle.close()


async def _test(port: int, token: str) -> None:
    await _ask(port, "POST", "/api/test", {}, token)
    while True:
        state = json.loads(await _ask(port, "GET", "/api/test"))
        if state["state"] == "ok":
            return
        if state["state"] == "failed":
            raise Refused(state)
        await asyncio.sleep(0.2)


async def _ask(port: int, method: str, path: str, body=None, token: str = "") -> bytes:
    """Return the body of a good answer. Raises Refused, OSError; 503 is asked again, as told."""
    content = b"" if body is None else json.dumps(body).encode()
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    if method != "GET":
        head += f"X-Token: {token}\r\nContent-Length: {len(content)}\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(head.encode() + b"\r\n" + content)
        answer = await reader.read()
    finally:
        writer.close()
    fields, _, found = answer.partition(b"\r\n\r\n")
    status = fields.split(b" ")[1:2]
    if (
        status not in ([b"200"], [b"202"])
        or f"Content-Length: {len(found)}".encode() not in fields
    ):
        raise Refused(path, fields[:40], found[:80])
    return found
