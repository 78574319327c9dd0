"""The files of the board: load them, check them once. Loaded at start, then dropped."""

import hashlib
import json
import os

from micropython import const

import sbernode
from sbernode import VERSION, NotReady, forget, hw, log, store

_FILES = ("settings.json", "devices.json")
_STATE = const("state.json")
_PLAN = const("devices.plan")
_BLOCK = const(64)
_PLACE = ("name", "home", "room")


def check():
    """Return (settings, state) once settings, devices and plan are good. Raises NotReady.

    What was checked once is not checked again: the checks take memory that the board has not to
    spare in service. After a check the program starts anew, before any pin is touched.
    """
    try:
        state = store.load(_STATE, True)
    except ValueError:
        log.warn("app", "damaged")
        state = None
    state = _sound(state)
    mark = _mark()
    settings = _settings()
    if state["checked"] != mark or not store.exists(_PLAN):
        path = _check(settings)
        state["checked"] = mark
        state["panel"] = _panel()
        _plan(path)
        if store.save(_STATE, state) and (store.load(_STATE, True) or {}).get("checked") == mark:
            log.info("app", "good")
            hw.restart()
    return settings, state


def _plan(path):
    # The checks take much memory themselves.
    forget("definitions", "entries", "check_rules")
    from sbernode import plan

    try:
        plan.write(path)
    except OSError as wrong:
        raise NotReady("unsaved", _PLAN, str(wrong))
    del plan
    forget("plan", "resolve", "kinds.table")


def _sound(state):
    """Return the state with nothing in it that is not as App saves it."""
    state = state if isinstance(state, dict) else {}
    for name, kind in (("devices", dict), ("places", dict), ("outs", list)):
        if not isinstance(state.get(name), kind):
            state[name] = kind()
    for name, kind in (("root", str), ("checked", str), ("panel", list)):
        if not isinstance(state.get(name), kind):
            state[name] = None
    for device_id, fields in list(state["places"].items()):
        if not isinstance(fields, dict) or not all(
            [f in _PLACE and isinstance(text, str) for f, text in fields.items()]
        ):
            del state["places"][device_id]
    return state


def _mark():
    """Return what tells this program and these files from all others."""
    digest = hashlib.sha256(VERSION.encode())
    table = sbernode.__path__ + "/kinds/"
    try:
        names = [name for name in sorted(os.listdir(table)) if name[:5] in ("table", "rows_")]
    except OSError:
        names = ()  # Frozen, the table of kinds is of its version.
    for name, endings in [(name, ("", ".new", ".old")) for name in _FILES] + [
        (table + name, ("",)) for name in names
    ]:
        for ending in endings:
            try:
                with open(name + ending, "rb") as file:
                    while True:
                        block = file.read(_BLOCK)
                        if not block:
                            break
                        digest.update(block)
                break
            except OSError:
                pass
    return "".join(["%02x" % byte for byte in digest.digest()[:8]])


def _check(settings):
    """Return the path of devices.json; both files are good. Raises NotReady."""
    from sbernode import settings as rules

    _refuse("settings.json", rules.check(settings))
    del rules
    forget("settings")
    from sbernode.portal import unit

    # From now on there are secrets here: its access point is not open again.
    unit.was_set_up()
    path, problems = _devices()
    _refuse("devices.json", problems)
    return path


def _panel():
    """Return the board's own button and LED, see pins.panel()."""
    from sbernode import pins

    return pins.panel(hw.name())


def _settings():
    try:
        doc = store.load("settings.json")
    except ValueError:
        raise NotReady("nojson", "settings.json")
    if doc is None:
        raise NotReady("nofile", "settings.json")
    return doc


def _devices():
    """Return (path, problems) of the first devices.json that is JSON; it is read in pieces."""
    from sbernode import pins

    facts = pins.facts(hw.name())
    del pins
    forget("pins")
    from sbernode import definitions

    why = "nofile"
    for path in store.paths("devices.json"):
        work = definitions.Check(facts)
        try:
            _feed(path, work)
            problems = definitions.errors(work.end())
        except ValueError:
            why = "nojson"
            continue
        if work.rules != []:
            given = work.ids, work.kinds, work.rules
            del work, definitions
            # One after the other: each takes much.
            forget("definitions", "entries", "kinds.table")
            from sbernode import check_rules

            work = check_rules.Check(*given)
            _feed(path, work)
            problems += work.problems
        return path, problems
    raise NotReady(why, "devices.json")


def _feed(path, work):
    with open(path, "rb") as file:
        while True:
            block = file.read(_BLOCK)
            if not block:
                return
            work.feed(block)


def _refuse(name, problems):
    for device, field, rule, detail in problems:
        # What stands in settings.json may be a password in the wrong place.
        detail = json.dumps(detail) if name == "devices.json" else "-"
        log.error("app", "problem", name, device, field, rule, detail)
    if problems:
        raise NotReady("badfile", name)
