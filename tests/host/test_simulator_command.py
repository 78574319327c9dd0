"""`simulate`: what it says when something is missing, and that it ends as asked."""

import json
import os
import signal
import subprocess
import sys
import urllib.request

import pytest

from host_tools import words
from mpy import ROOT


@pytest.fixture(autouse=True)
def english():
    words.choose("en")
    yield
    words.choose(None)


def simulate(*args):
    """Run the command as `python -m host_tools` would."""
    code = (
        "import sys, argparse; from host_tools.simulator import command;"
        "parser = argparse.ArgumentParser(); command.add_arguments(parser);"
        "sys.exit(command.run(parser.parse_args()))"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, args)],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (lambda flash: flash.rmdir(), "no folder"),
        (lambda flash: None, "no settings.json in"),
        (lambda flash: (flash / "settings.json").write_text("{}"), "no devices.json in"),
    ],
)
def test_missing_files_are_named_in_one_line(tmp_path, prepare, said):
    flash = tmp_path / "flash"
    flash.mkdir()
    prepare(flash)
    process = simulate("--flash", flash)
    output, _ = process.communicate(timeout=20)

    assert process.returncode == 2
    assert said in output
    assert output.count("\n") == 1


def test_it_prints_the_log_serves_the_page_and_stops_when_told(tmp_path, micropython, start):
    (tmp_path / "settings.json").write_text("{}")
    (tmp_path / "devices.json").write_text(json.dumps({"version": 1, "devices": []}))
    (tmp_path / "main.py").write_text("print('it runs')\n")
    process = simulate("--flash", tmp_path, "--firmware", tmp_path, "--panel", 0)
    try:
        lines = [process.stdout.readline() for _ in range(3)]
        page = next(line for line in lines if "http://localhost:" in line)
        with urllib.request.urlopen(page.split()[-1]) as answer:
            text = answer.read().decode()
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)

    assert "it runs\n" in lines
    assert "<title>sbernode</title>" in text
    assert process.returncode == 0


def test_a_factory_new_board_needs_no_files_and_says_where_its_page_is(tmp_path, micropython):
    firmware = tmp_path / "firmware"
    firmware.mkdir()
    (firmware / "main.py").write_text(
        "import asyncio\n"
        "async def answer(reader, writer):\n"
        "    writer.write(b'HTTP/1.0 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nhi')\n"
        "    await writer.drain()\n"
        "    writer.close()\n"
        "async def main():\n"
        "    await asyncio.start_server(answer, '0.0.0.0', 80)\n"
        "    print('serves')\n"
        "    await asyncio.sleep(60)\n"
        "asyncio.run(main())\n"
    )
    process = simulate("--flash", tmp_path, "--firmware", firmware, "--web", 0)
    try:
        lines = [process.stdout.readline() for _ in range(2)]
        page = next(line for line in lines if "http://127.0.0.1:" in line)
        with urllib.request.urlopen(page.split()[-1]) as answer:
            text = answer.read()
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)

    assert text == b"hi"
    assert process.returncode == 0
