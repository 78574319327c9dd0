"""What `smoke` does and what must come of it: homes, each with devices and a row for each thing.

A home is a module with DEVICES, the path of its devices.json, and ROWS. All of them together have
a device of every kind.
"""

from typing import NamedTuple

HOMES = ("rooms", "climate")


class Row(NamedTuple):
    """What is done: `send` {function: value} or `drive` (gpio, level) or `part` {value: ...};
    which pin gets which value; which states or event the cloud has to hear of."""

    device: str
    do: tuple
    pin: str | None = None
    value: object = None
    states: dict = {}  # noqa: RUF012  never changed
    event: str | None = None
