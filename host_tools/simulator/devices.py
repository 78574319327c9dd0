"""What devices.json says, for people who look at pins: who is on which GPIO, and in which job.

Reads leniently: what is wrong in the file is `check`'s business, here it is only left out.
Defaults of inputs: pull up and active low, except motion (docs: devices.json).
"""

import json
from pathlib import Path

_ACTIVE_HIGH_INPUTS = ("motion",)
INPUTS = ("button", "contact", "motion", "leak")
SENSORS = ("dht22", "ds18b20")


def read(flash: Path) -> list[dict]:
    """Return [{id, kind, name, room, options, pins: [{role, gpio, low}]}]; [] without a file."""
    try:
        text = json.loads((flash / "devices.json").read_text(encoding="utf-8"))
        entries = text["devices"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    found = [_device(entry) for entry in entries if isinstance(entry, dict)]
    return [device for device in found if device["pins"]]


def _device(entry: dict) -> dict:
    pins = entry.get("pins")
    listed = [_pin(role, pin) for role, pin in pins.items()] if isinstance(pins, dict) else []
    options = entry.get("options")
    return {
        "id": str(entry.get("id", "")),
        "kind": str(entry.get("kind", "")),
        "name": str(entry.get("name") or entry.get("id", "")),
        "room": str(entry.get("room", "")),
        "options": options if isinstance(options, dict) else {},
        "pins": [pin for pin in listed if pin is not None],
    }


def _pin(role: str, pin: object) -> dict | None:
    more = pin if isinstance(pin, dict) else {"gpio": pin}
    gpio = more.get("gpio")
    if not isinstance(gpio, int | str) or isinstance(gpio, bool):
        return None
    usual = "low" if role in INPUTS and role not in _ACTIVE_HIGH_INPUTS else "high"
    return {"role": role, "gpio": gpio, "low": more.get("active", usual) == "low"}
