"""What devices.json says, for people who look at pins: who is on which GPIO, and in which job.

Also what the parts of a device measure, so that a person can set it.

Reads leniently: what is wrong in the file is `check`'s business, here it is only left out.
What a role's port is comes from the table of kinds. A contact is active low, a detector high.
"""

import functools
import json
from pathlib import Path

from host_tools import page
from host_tools.rooms import room

# role -> what is measured, or the option that names the part.
_MEASURING = {
    "dht22": ("temperature", "humidity"),
    "ds18b20": ("temperature",),
    "ntc": ("temperature",),
    "sda": "i2c",
    "rx": "uart",
    "cf": "meter",
}
_texts = functools.cache(page.texts)
# Sber functions that the simulator's parts call otherwise (board/_sim/parts.py).
_VALUES = {"air_pressure": "pressure", "tvoc_float": "tvoc", "hcho_float": "hcho"}


def read(flash: Path) -> list[dict]:
    """Return what it holds, [] without a file: [{id, kind, name, room, options, pins, measures}].

    pins: [{role, gpio, low, port, word}]; port: its type, "" if the table has no such role; word,
    of a device and of a pin: [English, Russian], as the set-up page calls it; measures: [{role,
    gpio, values}], values as in board/_sim/parts.py.
    """
    try:
        text = json.loads((flash / "devices.json").read_text(encoding="utf-8"))
        entries = text["devices"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    found = [_device(entry) for entry in entries if isinstance(entry, dict)]
    return [device for device in found if device["pins"]]


@functools.cache
def usual_parts() -> dict[str, dict[str, str]]:
    """Return which part a device has that names none: {kind: {option: part}}."""
    table, found = room("kinds.table"), {}
    for kind in table.names():
        usual = {name: default for name, default, _ in table.find(kind).options}
        found[kind] = {name: usual[name] for name in ("i2c", "uart", "meter") if name in usual}
    return found


def _device(entry: dict) -> dict:
    pins = entry.get("pins")
    kind = str(entry.get("kind", ""))
    listed = [_pin(kind, *pin) for pin in pins.items()] if isinstance(pins, dict) else []
    options = entry.get("options")
    options = options if isinstance(options, dict) else {}
    pins = [pin for pin in listed if pin is not None]
    return {
        "id": str(entry.get("id", "")),
        "kind": kind,
        "word": _texts()["kinds"].get(kind, [kind, kind]),
        "name": str(entry.get("name") or entry.get("id", "")),
        "room": str(entry.get("room", "")),
        "options": options,
        "pins": pins,
        "measures": [
            found
            for pin in pins
            if (found := _measured(pin, usual_parts().get(kind, {}) | options))
        ],
    }


def _measured(pin: dict, options: dict) -> dict | None:
    """Return what the part on a pin measures: {role, gpio, values}; None if it is no such part."""
    values = _MEASURING.get(pin["role"], ())
    if isinstance(values, str):
        bus, drivers = values, room("drivers")
        part = options.get(bus)
        if part not in drivers.names(bus):
            return None
        gives = drivers.load(bus, part).gives
        # What a part on I2C works out is not set: it has the voltage and the current.
        values = [_VALUES.get(name, name) for name in gives if (bus, name) != ("i2c", "power")]
    return {"role": pin["role"], "gpio": pin["gpio"], "values": list(values)} if values else None


def _pin(kind: str, role: str, pin: object) -> dict | None:
    more = pin if isinstance(pin, dict) else {"gpio": pin}
    gpio = more.get("gpio")
    if not isinstance(gpio, int | str) or isinstance(gpio, bool):
        return None
    rules, words = room("kinds.table").find(kind), _texts()["roles"]
    port = rules.roles.get(role, "") if rules else ""
    # The usual drivers of steppers are enabled by a low level.
    usual = "low" if port == "in" or role == "enable" else "high"
    return {
        "role": role,
        "gpio": gpio,
        "low": more.get("active", usual) == "low",
        "port": port,
        "word": words.get(f"{kind}.{role}") or words.get(role) or [role, role],
    }
