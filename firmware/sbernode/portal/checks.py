"""Check what was entered, by the rules of settings and definitions. Loaded to check, then dropped.

Texts of problems are in the page.
"""

import asyncio
import gc

from micropython import const

from sbernode import forget, hw

_BLOCK = const(64)
_HIDDEN = ("wifi", "sber", "page", "portal")


def check(doc) -> list:
    """Return the problems of settings; the rules are dropped again."""
    from sbernode.settings import check as rules

    forget("settings")
    return [
        # What stands in a wrong place may be a password.
        (part, field, rule, None if field in _HIDDEN else detail)
        for part, field, rule, detail in rules(doc)
    ]


async def check_devices(path: str) -> list:
    """Return the problems of a devices.json, block by block. Raises ValueError, OSError."""
    # One after the other: each takes much.
    from sbernode import pins

    facts = pins.facts(hw.name())
    del pins
    forget("pins")
    gc.collect()
    from sbernode.entries import Splitter

    splitter = Splitter()
    from sbernode import definitions

    work = definitions.Check(facts, splitter=splitter)
    del definitions
    forget("definitions", "entries", "kinds.table")
    gc.collect()
    await _feed(path, work)
    problems, given = work.end(), (work.ids, work.kinds, work.rules)
    if given[2] != []:
        del work, splitter
        gc.collect()
        from sbernode.check_rules import Check

        forget("check_rules", "entries", "sber.catalog", "sber.categories")
        work = Check(*given)
        await _feed(path, work)
        problems += work.problems
    return problems


async def _feed(path, work):
    with open(path, "rb") as file:
        while True:
            block = file.read(_BLOCK)
            if not block:
                return
            work.feed(block)
            await asyncio.sleep_ms(0)


def stops(problems) -> bool:
    """Tell whether a board with these problems would not start."""
    return any([problem[2] not in ("caution_pin", "avoid_pin") for problem in problems])
