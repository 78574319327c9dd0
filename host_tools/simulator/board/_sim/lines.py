"""The board's pins: who has each, its mode and level; what was seen on it, and when.

A line is a list: owner, mode, level the board puts out, level driven from outside, pull, interrupt
handler, trigger, hard, the Pin object. Keys are GPIO numbers, and "LED" and its like.
"""

import json

import uos
from micropython import const

from _sim import clock, facts, wire

OWNER = const(0)
MODE = const(1)
LEVEL = const(2)
OUTSIDE = const(3)
PULL = const(4)
HANDLER = const(5)
TRIGGER = const(6)
HARD = const(7)
PIN = const(8)

RISING = const(1)
FALLING = const(2)

_lines = {}
history = []  # (ms, pin, value) of everything the board put out
_keep = int(uos.getenv("SIM_HISTORY") or ("0" if uos.getenv("SIM_CONTROL") else "2000"))


def line(key) -> list:
    """Return the line of a pin, made on first use."""
    if key not in _lines:
        _lines[key] = [None, None, 0, None, None, None, 0, False, None]
    return _lines[key]


def table() -> dict:
    """Return what the host shows: {"16": {"mode", "value", "owner"}}."""
    return {
        str(key): {"mode": each[MODE], "value": level(key), "owner": each[OWNER]}
        for key, each in _lines.items()
    }


def level(key):
    """Return what is on the pin now: 0 or 1; a duty or colours if a driver puts those out."""
    each = _lines[key]
    mode = each[MODE]
    if mode in ("out", "pwm", "pixels", "ir"):
        return each[LEVEL]
    if mode == "open" and not each[LEVEL]:
        return 0
    if each[OUTSIDE] is not None:
        return each[OUTSIDE]
    return 1 if each[PULL] == "up" else 0


def record(key, mode: str, value) -> None:
    """Note that the pin shows this value from now on, and tell the host."""
    clock.sync()
    each = _lines[key]
    each[MODE] = mode
    each[LEVEL] = value
    if clock.stopped is not None:
        return
    clock.free()
    show(key)
    if mode == "open":
        value = level(key)
    if _keep:
        if len(history) >= _keep:
            del history[: _keep // 4 + 1]
        history.append((clock.now, key, value))
    clock.relock()


def show(key) -> None:
    """Tell the host how the pin is now."""
    if wire.control is not None:
        mode = _lines[key][MODE]
        mode = "out" if mode == "open" else mode
        wire.send({"ms": clock.now, "pin": str(key), "value": level(key), "mode": mode})


def claim(key, owner: str, pin=None) -> list:
    """Give the pin to a driver; a pin that has one already is refused."""
    each = line(key)
    if each[OWNER] not in (None, "Pin"):
        facts.refuse(key, "already used by %s, so %s cannot have it" % (each[OWNER], owner))
    if each[HANDLER] is not None:
        facts.refuse(key, "has an interrupt handler, so %s cannot have it" % owner)
    each[OWNER] = owner
    return each


def drive(key, value) -> None:
    """Put a level on a pin from outside; an interrupt that waits for this edge is run."""
    each = line(key)
    # A line with open drains can be held down by whoever likes.
    if each[MODE] in ("out", "pwm", "pixels", "ir", "part") and each[OWNER] != "OneWire":
        facts.refuse(key, "the board itself uses it (%s); nothing may drive it" % each[OWNER])
    if isinstance(key, int) and not facts.flags(key) & facts.INPUT:
        facts.refuse(key, "is no input")
    before = level(key)
    each[OUTSIDE] = None if value is None else 1 if value else 0
    after = level(key)
    if before == after:
        return
    show(key)
    wanted = RISING if after else FALLING
    if each[HANDLER] is None or not each[TRIGGER] & wanted:
        return
    if not clock.interrupt(each[HANDLER], each[PIN], each[HARD]):
        each[HANDLER] = None


def _restore() -> None:
    """After a soft reset outputs still show what they showed: SIM_KEEP='{"16": 1}'."""
    for key, value in json.loads(uos.getenv("SIM_KEEP") or "{}").items():
        each = line(int(key) if key.isdigit() else key)
        each[MODE] = "out"
        each[LEVEL] = value


_restore()
