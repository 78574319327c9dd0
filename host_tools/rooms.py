"""Import pure rooms of the firmware in CPython, so that host and board check by the same code."""

import importlib
import sys
import types
from pathlib import Path

FIRMWARE = Path(__file__).resolve().parent.parent / "firmware"


def room(name: str) -> types.ModuleType:
    """Return `sbernode.<name>`; only rooms that touch no hardware can be asked for."""
    if str(FIRMWARE) not in sys.path:
        sys.path.append(str(FIRMWARE))
    if "micropython" not in sys.modules:
        try:
            importlib.import_module("micropython")
        except ModuleNotFoundError:
            # The only name that pure rooms take from it; the board's compiler folds it away.
            stand_in = types.ModuleType("micropython")
            stand_in.const = lambda value: value
            sys.modules["micropython"] = stand_in
    return importlib.import_module("sbernode." + name)
