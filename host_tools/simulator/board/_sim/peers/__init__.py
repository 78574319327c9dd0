"""Parts that speak a protocol: which one hangs on a pin, and the object that plays it.

sim.part(gpio, kind="mhz19") says it, else devices.json in the flash of the board: the option that
names the part (`uart`, `meter` ...) of the device that has the pin, or a role of that name; of a
device that names none the usual one of its kind, SIM_USUAL='{"sensor_air": {"uart": "mhz19"}}'. A
file here is called after the part; _ALIKE names those that speak like another.
"""

import json

import uos

from _sim import parts

_ALIKE = {"pms7003": "pms5003", "bl0937": "hlw8012"}


def kind(gpio: int, option: str):
    """Return the name of the part on a pin, None if there is none."""
    named = parts.get(gpio, "kind")
    if named is not None:
        return named
    entry = defined(gpio)
    if entry is None:
        return None
    role = entry["pins"].get(option)
    return option if role is not None and number(role) == gpio else entry["options"].get(option)


def defined(gpio: int):
    """Return the entry of devices.json that has the pin, with options, or None."""
    try:
        with open("devices.json") as file:
            entries = json.load(file)["devices"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    for entry in entries:
        pins = entry.get("pins") if isinstance(entry, dict) else None
        if isinstance(pins, dict) and any(number(spec) == gpio for spec in pins.values()):
            entry["options"] = options(entry)
            return entry
    return None


def options(entry) -> dict:
    """Return the options of an entry, and the parts that it has without naming them."""
    usual = json.loads(uos.getenv("SIM_USUAL") or "{}").get(entry.get("kind"), {})
    usual.update(entry.get("options") or {})
    return usual


def number(spec):
    """Return the GPIO of a pin as defined."""
    return spec.get("gpio") if isinstance(spec, dict) else spec


def make(name, gpio: int):
    """Return the peer of a part on a pin, None if nobody can play it."""
    name = _ALIKE.get(name, name)
    try:
        module = __import__("_sim.peers." + name, None, None, ("Peer",)) if name else None
    except ImportError:
        module = None
    return module and module.Peer(gpio)
