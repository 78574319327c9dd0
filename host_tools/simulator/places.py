"""Where the simulator's pieces are, and one plain sentence for what is missing."""

import os
from pathlib import Path

from host_tools.words import tr

ROOT = Path(__file__).resolve().parents[2]
STANDINS = Path(__file__).resolve().parent / "board"
START = STANDINS / "_sim" / "start.py"
BOARDS = ROOT / "boards"
FIRMWARE = ROOT / "firmware"
UMQTT = ROOT / ".tools" / "umqtt"


class Missing(Exception):
    """Something that a simulated board needs is not there; the text says what to do."""


def interpreter(name: str = "micropython") -> Path:
    """Return the MicroPython that `make setup` brought ($MICROPYTHON goes first)."""
    chosen = os.environ.get("MICROPYTHON") if name == "micropython" else None
    path = Path(chosen) if chosen else ROOT / ".tools" / "bin" / name
    if not os.access(path, os.X_OK):
        raise Missing(
            tr(
                f"no MicroPython at {path}: run `make setup`",
                f"нет MicroPython: {path}. Выполните `make setup`",
            )
        )
    return path


def board_file(board: str) -> Path:
    """Return boards/<board>.json; a path to another file is taken as it is."""
    path = Path(board) if board.endswith(".json") else BOARDS / f"{board}.json"
    if not path.is_file():
        names = ", ".join(board_names())
        raise Missing(
            tr(f"no board {board}: there are {names}", f"нет платы {board}, есть {names}")
        )
    return path.resolve()


def board_names() -> list[str]:
    """Return the boards there are."""
    return sorted(path.stem for path in BOARDS.glob("*.json") if path.stem != "schema")


def firmware(folder: Path | None) -> Path:
    """Return the folder with main.py that the board runs."""
    path = Path(folder or FIRMWARE).resolve()
    if not (path / "main.py").is_file():
        raise Missing(tr(f"no main.py in {path}", f"в {path} нет main.py"))
    return path


def prepare(folder: Path | None) -> None:
    """Build the page that the project's own firmware serves, if its sources are newer."""
    if Path(folder or FIRMWARE).resolve() == FIRMWARE:
        from host_tools import page

        page.ensure()
