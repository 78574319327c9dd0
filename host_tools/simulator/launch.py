"""How the interpreter of a simulated board is started: its command line and its environment.

The environment is the contract with board/_sim; it is complete, nothing is inherited but PATH:
SIM_BOARD file of the board, SIM_SPEED, SIM_CONTROL host:port, SIM_WIFI networks as JSON,
SIM_CLOCK "set" | "unset" | seconds ahead of the host, SIM_NTP "ok" | "silent", SIM_HOSTS names as
JSON, SIM_TICKS first ticks_ms, SIM_MPY version that the board claims, SIM_ID chip id in hex,
SIM_PORTS see board/socket.py, SIM_USUAL which part a device has that names none, as JSON,
SIM_HISTORY how many records the board keeps, SIM_GRACE see _sim/clock.py; set at restarts:
SIM_CAUSE "power" | "soft" | "hard" | "watchdog", SIM_KEEP outputs that still show a level,
SIM_POINT the access point that is still up.
"""

import json
import os
from pathlib import Path

from host_tools import page
from host_tools.simulator import devices, places
from host_tools.simulator.rom import START as START_FROM_ROM


def command(
    interpreter: Path | None = None, heap: str | None = None, rom: Path | None = None
) -> list[str]:
    """Return the command line; heap as for MicroPython's -X heapsize, for example "64k"."""
    first = [str(interpreter or places.interpreter())]
    script = START_FROM_ROM if rom else places.START
    return [*first, *(["-X", f"heapsize={heap}"] if heap else []), str(script)]


def environment(
    board_file: Path,
    firmware: Path | None = None,
    speed: int = 1,
    wifi: dict[str, str] | None = None,
    rom: Path | None = None,
    more: dict[str, str] | None = None,
) -> dict[str, str]:
    """Return the environment of a board that is switched on for the first time."""
    folder = places.firmware(firmware)
    if folder == places.FIRMWARE.resolve():
        page.ensure()  # a compiled firmware brings its page along
    path = [*([] if rom else [places.STANDINS]), folder, places.UMQTT]
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "MICROPYPATH": ":".join([*map(str, path), ".frozen"]),
        "SIM_BOARD": str(board_file),
        "SIM_SPEED": str(speed),
        "SIM_USUAL": _text(devices.usual_parts()),
        **({"SIM_ROM": str(rom)} if rom else {}),
        **({} if wifi is None else {"SIM_WIFI": _text(wifi)}),
        **(more or {}),
    }


def restarted(
    env: dict[str, str], cause: str, pins: dict, ahead: int | None, point: dict | None = None
) -> dict[str, str]:
    """Return the environment after a reset.

    A soft reset leaves outputs and the access point as they are and the calendar clock running;
    the clock of an ESP32 also survives a hard one (docs/reference/reset_boot.rst,
    docs/esp32/quickref.rst).
    """
    again = {**env, "SIM_CAUSE": cause}
    if cause == "soft":
        outputs = {pin: now["value"] for pin, now in pins.items() if now["mode"] == "out"}
        again["SIM_KEEP"] = json.dumps(outputs)
        if point is not None:
            again["SIM_POINT"] = _text(point["kept"])
    is_esp32 = Path(env["SIM_BOARD"]).name.startswith("esp32")
    if ahead is not None and (cause == "soft" or is_esp32):
        again["SIM_CLOCK"] = str(ahead)
    return again


def _text(doc) -> str:
    """Return JSON for MicroPython, which makes of an escaped emoji what is no UTF-8."""
    return json.dumps(doc, ensure_ascii=False)
