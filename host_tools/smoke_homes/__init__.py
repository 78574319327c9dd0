"""What `smoke` does and what must come of it: homes, each with devices and a row for each thing.

A home is a module with DEVICES, the path of its devices.json, and ROWS; it may have BOARD, the
name of another board than the usual one, CODES, the path of its codes.txt, and PARTS, what its
parts measure from the start: {gpio: {value: ...}}. All of them together have a device of every
kind.
"""

import importlib
import types
from pathlib import Path
from typing import NamedTuple

from host_tools import demo

HOMES = ("rooms", "climate", "windows", "senses", "lights", "remotes")


def load(name: str) -> types.ModuleType:
    """Return the module of a home; what it may leave out is there."""
    home = importlib.import_module(f"host_tools.smoke_homes.{name}")
    for field, usual in (("BOARD", demo.BOARD), ("CODES", None), ("PARTS", {})):
        if not hasattr(home, field):
            setattr(home, field, usual)
    return home


def furnish(flash: Path, cloud, home: types.ModuleType, *, anew: bool = False) -> None:
    """Do what demo.furnish does, for this home."""
    demo.furnish(flash, cloud, home.DEVICES, home.CODES, anew=anew)


def switch_on(board, home: types.ModuleType) -> None:
    """Have the parts of a board that was just made measure what they do in this home."""
    for gpio, values in home.PARTS.items():
        board.part(gpio, **values)


class Row(NamedTuple):
    """What is done: `send` {function: value}, `drive` (gpio, level), `part` (gpio, {value: ...}),
    `press` (gpio, seconds, times), `ask` for the states, or `wait` for what goes on by itself.

    Then, which pin gets which value, None: it must not move; which states or which event,
    "function=value", the cloud has to hear of.
    """

    device: str
    do: tuple
    pin: str | None = None
    value: object = None
    states: dict = {}  # noqa: RUF012  never changed
    event: str | None = None


class Near:
    """Equal to a number that is as good as this one: what was measured, or rounded twice."""

    __hash__ = None

    def __init__(self, number: float, share: float):
        self._number, self._most = number, abs(number) * share

    def __eq__(self, other: object) -> bool:
        is_number = isinstance(other, int | float) and not isinstance(other, bool)
        return is_number and abs(other - self._number) <= self._most

    def __repr__(self) -> str:
        return f"{self._number} ± {self._most:.1f}"
