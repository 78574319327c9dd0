"""`python -m host_tools cloud` as a person runs it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

import mosquitto as broker_tools

ROOT = Path(__file__).parents[2]


@pytest.fixture
def start():
    """Return a function that starts the command; what is left of it is ended after the test."""
    processes = []

    def begin(*options):
        processes.append(_start(options))
        return processes[-1]

    yield begin
    for process in processes:
        broker_tools.end(process)


def _start(options):
    command = [sys.executable, "-m", "host_tools", "--lang", "en", "cloud", *map(str, options)]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        command,
        cwd=ROOT,
        text=True,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def read_to_the_end_of_the_introduction(process):
    text = ""
    while "Ctrl-C" not in text:
        line = process.stdout.readline()
        assert line, process.stderr.read()
        text += line
    return text


@pytest.fixture
def ports():
    return broker_tools.free_port(), broker_tools.free_port()


def test_cloud_says_all_that_a_board_needs_and_ends_with_ctrl_c(start, tmp_path, ports):
    mqtt, page = ports
    process = start("--port", mqtt, "--page", page, "--dir", tmp_path, "--login", "me")
    text = read_to_the_end_of_the_introduction(process)
    settings = json.loads(re.search(r"\{.*\}", text, re.DOTALL)[0])
    assert settings["sber"] | {"password": ""} == {
        "host": "localhost",
        "port": mqtt,
        "login": "me",
        "password": "",
        "verify": True,
    }
    assert settings["sber"]["password"] in text.split("{")[0]
    assert str(tmp_path / "ca.der") in text
    with urllib.request.urlopen(f"http://localhost:{page}/", timeout=5) as answer:
        assert b"<!doctype html>" in answer.read()

    process.send_signal(signal.SIGINT)
    rest, errors = process.communicate(timeout=10)
    assert process.returncode == 0
    assert "The local cloud ends" in rest
    assert errors == ""


@pytest.mark.parametrize("taken", ["--port", "--page"])
def test_taken_port_is_named_with_what_to_do(start, tmp_path, ports, taken):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        busy = other.getsockname()[1]
        options = {"--port": ports[0], "--page": ports[1], taken: busy}
        process = start(*(part for pair in options.items() for part in pair), "--dir", tmp_path)
        text, errors = process.communicate(timeout=20)

    assert process.returncode == 2
    assert f"port {busy} is taken" in text
    assert taken in text
    assert errors == ""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--broker", "localhost:8883"), "CA file"),
        (("--broker", "nowhere:x", "--ca", __file__), "nowhere:x"),
        (("--broker", "localhost", "--ca", "/nowhere.pem"), "/nowhere.pem"),
        (("--broker", "localhost:1", "--ca", __file__), "test_cloud_command"),
    ],
)
def test_wrong_use_is_told_plainly(start, tmp_path, options, said):
    process = start("--dir", tmp_path, *options)
    text, errors = process.communicate(timeout=20)

    assert process.returncode == 2
    assert said in text
    assert errors == ""


def test_other_broker_is_used(start, tmp_path, mosquitto):
    process = start(
        *("--broker", f"localhost:{mosquitto.port}", "--ca", mosquitto.ca_pem, "--dir", tmp_path),
        *("--login", mosquitto.login, "--password", mosquitto.password),
        *("--page", broker_tools.free_port()),
    )
    text = read_to_the_end_of_the_introduction(process)
    assert f"localhost:{mosquitto.port}" in text
    assert (tmp_path / "broker-ca.der").read_bytes() == mosquitto.ca_der
