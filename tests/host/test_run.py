"""`run`: what it prints is true, and a new board is set up in the browser with it."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from types import SimpleNamespace

import pytest

import phone
from mpy import ROOT

_LAMP = {"id": "lamp", "kind": "relay", "name": "Лампа", "pins": {"out": 16}}


@pytest.fixture
def run(tmp_path, micropython):
    """Return run(*arguments) -> process; it is ended as a person ends it."""
    running = []

    def begin(*arguments):
        command = [sys.executable, "-m", "host_tools", "--lang", "en", "run"]
        process = subprocess.Popen(
            [*command, "--dir", str(tmp_path), "--page", "0", *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        running.append(process)
        return process

    yield begin
    for process in running:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
        assert process.returncode == 0


def read_until(process, text):
    """Return what is printed up to the line that holds the text."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if text in line:
            return "".join(lines)
    raise AssertionError("".join(lines))


def page_at(said):
    """Return a Session of the page whose address is printed."""
    port = int(re.search(r"http://127\.0\.0\.1:(\d+)/(?:\s|$)", said)[1])
    return phone.Session(SimpleNamespace(place=("127.0.0.1", port), name="pico_w"))


def test_the_settings_page_of_the_demo_opens_with_the_password_it_prints(run):
    said = read_until(run(), "Ctrl-C ends it")
    password = re.search(r"\(password (\S+)\)", said)[1]

    async def log_in():
        page = page_at(said)
        assert (await page.hello())["login"] is True
        assert (await page.call("GET", "/api/state")).status == 401
        answer = await page.call("POST", "/api/login", {"password": password})
        assert answer.status == 200
        page.cookie = answer.headers["set-cookie"].partition(";")[0]
        state = (await page.call("GET", "/api/state")).json()
        assert len(state["devices"]) == 11

    asyncio.run(log_in())


def test_a_new_board_is_set_up_with_what_it_prints_wrong_passwords_and_all(run):
    process = run("--new")
    said = read_until(process, "Ctrl-C ends it")
    typed = dict(re.findall(r"^  ([\w -]+): +(\S+)", said, re.MULTILINE))
    wifi_password, password = re.findall(r"its password: +(\S+)", said)
    sber = {"host": typed["server"], "port": int(typed["port"]), "login": typed["Sber login"]}

    async def tested(page, wifi, password):
        settings = {
            "wifi": {"ssid": typed["Wi-Fi"], "password": wifi},
            "sber": {**sber, "password": password},
            "page_password": "a-long-password",
        }
        # The board is busy for a moment after a test: it leaves the network.
        while (answer := await page.call("PUT", "/api/settings", settings)).status == 409:
            await asyncio.sleep(0.1)
        assert answer.json() == {"problems": []}
        answer = await page.call("PUT", "/api/devices", {"version": 1, "devices": [_LAMP]})
        assert answer.json() == {"problems": []}
        await page.call("POST", "/api/test", {})
        while True:
            trial = (await page.call("GET", "/api/test")).json()
            if trial["state"] != "running":
                return [
                    (step["step"], step["state"], step["code"])
                    for step in trial["steps"]
                    if step["state"] == "fail"
                ]
            await asyncio.sleep(0.2)

    async def set_up():
        page = page_at(said)
        assert (await page.hello())["new"] is True
        assert await tested(page, "not-the-key", password) == [("wifi", "fail", "wrong_password")]
        # CONNACK 5, which is what the broker of the local cloud says to a wrong password.
        wrong = [("login", "fail", "not_authorised")]
        assert await tested(page, wifi_password, "not-the-password") == wrong
        assert await tested(page, wifi_password, password) == []
        assert (await page.call("POST", "/api/save", {"anyway": False})).status == 200
        await page.call("GET", "/api/done")

    asyncio.run(asyncio.wait_for(set_up(), 80))
    read_until(process, "cloud: in service")
