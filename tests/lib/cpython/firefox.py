"""Firefox, driven over Marionette: packets are `length:[type, id, name, parameters]`.

Source: firefox-source-docs, testing/marionette/Protocol. Only what the tests need.
"""

import json
import socket
from pathlib import Path

import netlab

_PORT = 2828
# Without "recommended" preferences: among them is that no portal is looked for.
_PREFERENCES = {
    "remote.prefs.recommended": False,
    "marionette.port": _PORT,
    "network.captive-portal-service.enabled": True,
    "browser.aboutwelcome.enabled": False,
    "browser.startup.page": 0,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "app.update.disabledForTesting": True,
}


class Firefox:
    """A fresh, headless Firefox in a place of the lab."""

    def __init__(self, place: netlab.Place):
        profile = place.folder / "profile"
        profile.mkdir()
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in _PREFERENCES.items()]
        (profile / "user.js").write_text("\n".join(lines))
        command = ["firefox-esr", "--headless", "--no-remote", "--marionette"]
        command.append("--remote-allow-system-access")  # its own state is not for web pages
        place.start("firefox", *command, "--profile", profile, MOZ_CRASHREPORTER_DISABLE="1")
        self._number = 0
        self._socket = netlab.wait(lambda: _connect(place), "Firefox", 60)
        self._read()  # it says hello
        self.call("WebDriver:NewSession", {"capabilities": {}})

    def call(self, name: str, parameters: dict | None = None) -> object:
        """Send a command; return its result. Raises RuntimeError with what it says."""
        self._number += 1
        text = json.dumps([0, self._number, name, parameters or {}])
        self._socket.sendall(f"{len(text.encode())}:{text}".encode())
        while True:
            kind, number, error, result = self._read()
            if kind == 1 and number == self._number:
                break
        if error:
            raise RuntimeError(f"{name}: {error['error']}: {error['message']}")
        return result

    def chrome(self, script: str) -> object:
        """Run a script with the rights of the browser itself; return what it returns."""
        self.call("Marionette:SetContext", {"value": "chrome"})
        return self.call("WebDriver:ExecuteScript", {"script": script, "args": []})["value"]

    def close(self) -> None:
        """Let go of it; the place ends the program."""
        self._socket.close()

    def _read(self) -> list:
        length = b""
        while not length.endswith(b":"):
            length += self._receive(1)
        return json.loads(self._receive(int(length[:-1])))

    def _receive(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            part = self._socket.recv(count - len(data))
            if not part:
                raise ConnectionError("Firefox has ended")
            data += part
        return data


def _connect(place: netlab.Place) -> socket.socket | None:
    with place.inside():
        try:
            return socket.create_connection(("127.0.0.1", _PORT), 60)
        except ConnectionRefusedError:
            return None


def log(place: netlab.Place) -> str:
    """Return what Firefox has said."""
    return Path(place.folder / "firefox.log").read_text(errors="replace")
