"""`make setup`: what it brings, how little it does the second time, what it says when it cannot.

On a small project, without network: see tests/lib/cpython/setup_project.py.
"""

import re
import shutil
import subprocess
import sys
import time
import zipfile

import pytest

import mpy
from setup_project import Project, wheel

BROUGHT = (
    "venv/bin/python",
    "bin/micropython",
    "umqtt/umqtt/simple.py",
    "stamps/venv",
    "stamps/micropython",
    "stamps/umqtt",
)


@pytest.fixture
def project(tmp_path, micropython):
    """Return a project on which set-up was never run."""
    return Project(tmp_path, "sbernode")


@pytest.fixture(scope="module")
def done_once(tmp_path_factory, micropython):
    """Run set-up once, in a folder with spaces and Cyrillic; return (project, code, lines)."""
    project = Project(tmp_path_factory.mktemp("once"), "Умный дом (мой)/s ber")
    return project, *project.setup()


@pytest.fixture
def ready(done_once, tmp_path):
    """Return a copy of the project that was set up, moved to another folder."""
    original = done_once[0]
    project = Project(tmp_path, "moved here")
    shutil.rmtree(project.root)
    shutil.copytree(original.root, project.root, symlinks=True)
    project.house = original.house
    return project


def test_the_first_call_brings_all_and_says_each_step_in_any_folder(done_once):
    project, code, lines = done_once

    assert code == 0, lines
    assert [name for name in BROUGHT if not project.has(name)] == []
    assert [line.partition(" ")[0] for line in lines] == ["setup:"] * len(lines)
    for word in ("Python packages", "MicroPython", "no 32-bit MicroPython", "umqtt.simple"):
        assert any(word in line for line in lines)
    run = [project.root / ".tools" / "bin" / "micropython", "-c", "print(6 * 7)"]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout == "42\n"


def test_the_second_call_is_quick_and_does_nothing(done_once):
    project = done_once[0]
    before = {path: path.lstat().st_mtime_ns for path in (project.root / ".tools").rglob("*")}
    seconds = []
    for _ in range(3):
        began = time.monotonic()
        assert project.setup() == (0, [])
        seconds.append(time.monotonic() - began)

    after = {path: path.lstat().st_mtime_ns for path in (project.root / ".tools").rglob("*")}
    assert {p: t for p, t in after.items() if "__pycache__" not in p.parts} == {
        p: t for p, t in before.items() if "__pycache__" not in p.parts
    }
    assert min(seconds) < 1  # about 0.1 on a slow laptop; the first call takes several


def test_a_moved_folder_still_works(ready):
    assert ready.setup() == (0, [])


def test_new_requirements_make_the_packages_anew_and_nothing_else(ready):
    requirements = ready.root / "requirements.txt"
    requirements.write_text(requirements.read_text() + wheel(ready.house, "another", "2.0"))

    code, lines = ready.setup()

    assert code == 0
    assert len(lines) == 1 and "Python packages" in lines[0]
    python = ready.root / ".tools" / "venv" / "bin" / "python"
    subprocess.run([python, "-c", "import another, certifi"], check=True)


def test_what_tests_in_a_browser_need_comes_when_it_is_asked_for(ready):
    wanted = wheel(ready.house, "playwright", "1.0")
    (ready.root / "requirements-browser.txt").write_text(wanted)
    assert ready.setup() == (0, [])
    assert not ready.has("browser")

    code, lines = ready.setup("setup-browser")

    assert code == 0
    assert len(lines) == 1 and "browser" in lines[0]
    assert ready.has("browser/playwright.py")
    assert ready.setup("setup-browser") == (0, [])


@pytest.mark.parametrize(
    ("lost", "step"),
    [
        ("venv/lib", "Python packages"),
        ("stamps/micropython", "MicroPython"),
        ("bin", "MicroPython"),
        ("umqtt/umqtt/simple.py", "umqtt"),
    ],
)
def test_what_an_interrupted_try_left_out_is_made(ready, lost, step):
    path = ready.root / ".tools" / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()

    code, lines = ready.setup()

    assert code == 0
    assert len(lines) == 1 and step in lines[0]
    assert [name for name in BROUGHT if not ready.has(name)] == []
    assert ready.setup() == (0, [])


def test_the_lock_of_a_killed_set_up_is_no_obstacle(ready):
    lock = ready.root / ".tools" / "lock"
    lock.mkdir()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (lock / "pid").write_text(f"{gone.pid}\n")

    assert ready.setup() == (0, [])
    assert not lock.exists()


def test_a_running_set_up_is_waited_for(ready, start):
    lock = ready.root / ".tools" / "lock"
    lock.mkdir()
    other = start([sys.executable, "-c", "import time; time.sleep(600)"])
    (lock / "pid").write_text(f"{other.pid}\n")
    remove = f"import shutil, time; time.sleep(0.5); shutil.rmtree({str(lock)!r})"
    start([sys.executable, "-c", remove])

    code, lines = ready.setup()

    assert code == 0
    assert len(lines) == 1 and "waiting" in lines[0]


def test_the_reader_may_be_russian(project):
    project.tool("python3", "exit 1")

    code, lines = project.setup(LC_ALL="ru_RU.UTF-8")

    assert code != 0
    assert len(lines) == 1 and "нужен Python 3.11" in lines[0]


def test_an_old_python_is_named_in_one_line(project):
    project.tool("python3", '[ "$1" = -V ] && echo Python 3.9.2; exit 1')

    code, lines = project.setup()

    assert code != 0
    assert len(lines) == 1
    assert "Python 3.11 or newer" in lines[0] and "found: Python 3.9.2" in lines[0]
    assert "python3-venv" in lines[0] and "brew install python" in lines[0]


def test_a_python_without_the_module_venv_is_named_in_one_line(project):
    project.tool("python3", f'case $2 in *venv*) exit 1 ;; esac; exec "{sys.executable}" "$@"')

    code, lines = project.setup()

    assert code != 0
    assert len(lines) == 1 and "module venv" in lines[0]


def test_without_ensurepip_and_without_apt_the_package_is_named(project):
    project.tool(
        "python3", f'case $2 in *ensurepip*) exit 1 ;; esac; exec "{sys.executable}" "$@"'
    )
    shutil.rmtree(project.root / ".tools", ignore_errors=True)

    code, lines = project.setup()

    assert code != 0
    assert "no module ensurepip" in lines[-1] and "apt install python3-venv" in lines[-1]
    assert len(lines) == 2  # the step, and why it failed


def test_no_network_is_said_in_one_line(project):
    code, lines = project.setup(
        PIP_NO_INDEX="0",
        PIP_FIND_LINKS="",
        PIP_INDEX_URL="http://127.0.0.1:9/",
        PIP_RETRIES="1",
    )

    assert code != 0
    assert len(lines) == 2
    assert "no network" in lines[1]
    assert not project.has("stamps/venv")


def test_a_package_that_is_not_the_pinned_one_is_refused(project):
    with zipfile.ZipFile(project.house / "certifi-1.0-py3-none-any.whl", "a") as archive:
        archive.writestr("certifi_more.py", "")

    code, lines = project.setup()

    assert code != 0
    assert len(lines) == 2 and "HASH" in lines[1].upper()
    assert not project.has("stamps/venv")


def test_an_umqtt_that_is_not_the_pinned_one_is_refused(ready):
    pins = ready.root / "host_tools" / "setup" / "umqtt.txt"
    pins.write_text(re.sub("sha256:.{4}", "sha256:0000", pins.read_text()))

    code, lines = ready.setup()

    assert code != 0
    assert "umqtt.simple could not be had" in lines[-1]
    assert not ready.has("stamps/umqtt") and not ready.has("umqtt/umqtt/simple.py")


def test_without_a_good_micropython_one_line_says_how_to_get_one(ready):
    shutil.rmtree(ready.root / ".tools" / "bin")
    ready.tool("micropython", "exit 1")  # one that is too old

    code, lines = ready.setup()

    assert code != 0
    assert "MicroPython 1.24 or newer is missing" in lines[-1]
    assert sum("is missing" in line for line in lines) == 1
    assert not ready.has("stamps/micropython")


def test_ci_insists_on_the_32_bit_one(ready):
    code, lines = ready.setup(CI="true")

    assert code != 0
    assert "CI needs the 32-bit MicroPython" in lines[-1]


def test_help_names_every_command(project):
    makefile = (mpy.ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.M).group(1).split()

    for language in ("C.UTF-8", "ru_RU.UTF-8"):
        code, lines = project.setup("help", LC_ALL=language)
        named = {line.split()[1] for line in lines if line.startswith("  make ")}
        assert code == 0
        assert named == set(phony) - {"help"}
