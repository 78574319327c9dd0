"""What the cloud knows: the 29 categories and the 96 functions of the Sber smart home.

Read from `host_tools/data` (taken from developers.sber.ru/docs, folder smarthome/c2c). This is
the other side of the wire: it must not import the firmware.
"""

import functools
import json
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"

# Field of a value for each type (developers.sber.ru/docs/ru/smarthome/c2c/value, 2025-10-28).
FIELDS = {
    "BOOL": "bool_value",
    "INTEGER": "integer_value",
    "FLOAT": "float_value",
    "STRING": "string_value",
    "ENUM": "enum_value",
    "COLOUR": "colour_value",
}
# Parts of a colour and their ranges (c2c/light-colour, 2024-10-28); v never goes below 100.
COLOUR_PARTS = {"h": (0, 360), "s": (0, 1000), "v": (100, 1000)}


@dataclass(frozen=True)
class Function:
    """One function: its type on the wire, range in wire units, words, and who may write it."""

    name: str
    title: str
    type: str
    unit: str | None
    min: float | None
    max: float | None
    step: float | None
    values: tuple[str, ...]
    access: str
    narrowable: bool

    @property
    def is_event(self) -> bool:
        """True for what happens once and has no state: motion and presses of a button."""
        return self.name == "pir" or self.name.startswith("button_")

    @property
    def is_write_only(self) -> bool:
        """True for what a status may never hold (open_set, volume, unlock ...)."""
        return self.access == "write"

    @property
    def is_command(self) -> bool:
        """True for what the cloud may send."""
        return self.access != "read" and not self.is_event


@dataclass(frozen=True)
class Category:
    """One category: which functions a model of it must, may, and must choose from."""

    name: str
    titles: tuple[str, str]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    one_of: tuple[tuple[str, ...], ...]

    @property
    def functions(self) -> frozenset[str]:
        """Every function that belongs to the category."""
        chosen = (name for group in self.one_of for name in group)
        return frozenset((*self.required, *self.optional, *chosen))


@functools.cache
def functions() -> dict[str, Function]:
    """Return every function by name."""
    rows = json.loads((DATA / "sber-features.json").read_text("utf-8"))
    return {
        name: Function(
            name=name,
            title=row["title_en"],
            type=row["type"],
            unit=row["unit"],
            min=row["min"],
            max=row["max"],
            step=row["step"],
            values=tuple(row["values"]),
            access=row["access"],
            narrowable=row["narrowable"],
        )
        for name, row in rows.items()
    }


@functools.cache
def categories() -> dict[str, Category]:
    """Return every category by name."""
    rows = json.loads((DATA / "sber-categories.json").read_text("utf-8"))
    return {
        name: Category(
            name=name,
            titles=(row["title_en"], row["title_ru"]),
            required=tuple(row["required"]),
            optional=tuple(row["optional"]),
            one_of=tuple(tuple(group) for group in row["one_of"]),
        )
        for name, row in rows.items()
    }
