"""What a person does to a simulated board from outside: buttons, sensors, networks, phones.

It is kept here, not in the board's process: after a reset all of it is done again.
"""

import contextlib
import json
import socket
import threading
import time
from pathlib import Path


class Outside:
    """The half of process.Board that acts on the board."""

    board_file: Path
    _changed: threading.Condition
    _control: socket.socket | None

    def __init__(self) -> None:
        self._outside: dict[tuple, dict] = {}  # what was done to the board, to be done again

    def drive(self, gpio: int, value: int | None) -> None:
        """Put a level on an input: a button, a contact. None lets go of it."""
        self._do(("drive", gpio), {"drive": gpio, "value": value})

    def part(self, gpio: int, **values: float | str) -> None:
        """Set what a sensor measures: temperature=21.5, humidity=40, error=1, present=0.

        More of them: board/_sim/parts.py.
        """
        before = self._outside.get(("part", gpio), {})
        self._do(("part", gpio), {**before, "part": gpio, **values})

    def remote(self, gpio: int, pulses: list[int]) -> None:
        """Press a remote control before a receiver: us of light, of dark, ..., of light."""
        with self._changed:
            self._send({"remote": gpio, "pulses": pulses})

    def net(self, **how: object) -> None:
        """Change the network: resolve="fail", ntp="silent", hosts={...}."""
        before = self._outside.get(("net",), {}).get("net", {})
        self._do(("net",), {"net": {**before, **how}})

    def wifi(self, **how: object) -> None:
        """Change the air: networks={...}, up=False, delay=ms, rssi=-70, stations=1.

        stations: phones on the board's access point. dhcp="silent": no address is given.
        """
        before = self._outside.get(("wifi",), {}).get("wifi", {})
        self._do(("wifi",), {"wifi": {**before, **how}})

    def button(self, pressed: bool) -> None:
        """Press the board's own button, or let it go: BOOT of an ESP32, BOOTSEL of a Pico W."""
        gpio = json.loads(self.board_file.read_text(encoding="utf-8"))["button"]
        if gpio is None:
            self._do(("bootsel",), {"bootsel": pressed})
        else:
            self.drive(gpio, 0 if pressed else None)

    def outside(self, gpio: int) -> dict:
        """Return what was last done to a pin: {"value"} of drive, and the values of part."""
        return self._outside.get(("part", gpio), {}) | self._outside.get(("drive", gpio), {})

    def press(self, gpio: int, hold_s: float = 0.1, level: int = 0) -> None:
        """Press a button and let it go; returns when it is up again."""
        self.drive(gpio, level)
        time.sleep(hold_s)
        self.drive(gpio, 1 - level)

    def _do(self, key: tuple, message: dict) -> None:
        with self._changed:
            self._outside[key] = message
            self._send(message)

    def _send(self, message: dict) -> None:
        if self._control is not None:
            with contextlib.suppress(OSError):  # it is resetting; it will be told at its start
                self._control.sendall(json.dumps(message, ensure_ascii=False).encode() + b"\n")
