"""Render the reference data into the compact modules that the firmware carries.

Sources: `host_tools/data/sber-features.json` and `sber-categories.json` (the documented Sber
functions and categories). Results: `firmware/sbernode/sber/catalog.py` and
`sber/categories.py`; see `generate`, which writes them.

Why constants of bytes, a line per feature. Heap of the text and one function that looks it up,
imported from `.mpy`, 96 features; MicroPython 1.25 on i386 (pointers of 4 bytes, as on the
boards), mpy-cross 1.29; time of one lookup near the end of the text, on one and the same computer:

    one text (str)                    3 664 bytes    51 us
    one text (bytes)                  3 712 bytes    21 us    <- chosen
    the same, equal lists shared      3 488 bytes    19 us

`str` saves 48 bytes, but `find` and slices of a str count UTF-8 characters from its start. Sharing
the 17 equal lists of presses saves 224 bytes more and costs a line format that nobody can read at
a glance. Whole modules as generated, with all functions: catalog 4 272, categories 4 112 (not
loaded in run mode), pins 1 216 bytes and 320 for the expanded facts of a Pico W.
In parts, because the catalogue is loaded when the devices are already made: no block of 3 KB is
left by then.
"""

import hashlib
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FEATURES = "host_tools/data/sber-features.json"
CATEGORIES = "host_tools/data/sber-categories.json"

_WIDTH = 99
# Bytes of one constant of the catalogue, about.
_PART = 190
_ACCESS = {"read": "r", "write": "w", "read_write": "rw"}
_TYPES = {"BOOL": "B", "INTEGER": "I", "FLOAT": "F", "ENUM": "E", "COLOUR": "C", "STRING": "S"}


class BadSource(Exception):
    """The reference data say something that the compact form cannot hold."""


def outputs(root: Path) -> dict[str, str]:
    """Return {path below the project: text} of both tables. Raises BadSource."""
    features = json.loads((root / FEATURES).read_text("utf-8"))
    categories = json.loads((root / CATEGORIES).read_text("utf-8"))
    return {
        "firmware/sbernode/sber/catalog.py": render_features(features, version(root / FEATURES)),
        "firmware/sbernode/sber/categories.py": render_categories(
            categories, features, version(root / CATEGORIES)
        ),
    }


def version(*paths: Path) -> str:
    """Return a short hash of the contents of the files, the same on every system."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


def render_features(features: dict, source_version: str) -> str:
    """Return the text of `sber/catalog.py`."""
    parts, size = [[]], 0
    for name in sorted(features):
        line = feature_line(name, features[name])
        if size + len(line) > _PART:
            parts.append([])
            size = 0
        size += len(line) + 1
        parts[-1] += wrapped(line)
    texts = ["\n".join(['    b"""', *part, '""",']) for part in parts]
    return _FEATURES_MODULE % (FEATURES, source_version, "\n".join(texts))


def feature_line(name: str, entry: dict) -> str:
    """Return `name TYPEaccess [low high [step] | values...]`: `volume_int Irw 0 100 1`."""
    try:
        words = [name, _TYPES[entry["type"]] + _ACCESS[entry["access"]]]
    except KeyError as problem:
        raise BadSource(f"{FEATURES}: {name}: {problem} is not known") from None
    numbers = [entry["min"], entry["max"], entry["step"]]
    if entry["type"] in ("INTEGER", "FLOAT"):
        if (entry["type"] == "INTEGER" and None in numbers) or None in numbers[:2]:
            raise BadSource(f"{FEATURES}: {name}: a number needs min, max and step")
        words += [repr(number) for number in numbers if number is not None]
    elif entry["type"] == "ENUM":
        if not entry["values"]:
            raise BadSource(f"{FEATURES}: {name}: an ENUM needs values")
        words += entry["values"]
    return " ".join(plain(word, name) for word in words)


def render_categories(categories: dict, features: dict, source_version: str) -> str:
    """Return the text of `sber/categories.py`."""
    lines = []
    for name in sorted(categories):
        entry = categories[name]
        groups = [entry["required"], *entry["one_of"], entry["optional"]]
        for word in [name] + [word for group in groups for word in group]:
            plain(word, name)
            if word != name and word not in features:
                raise BadSource(f"{CATEGORIES}: {name}: {word} is not a known function")
        lines += wrapped(name + " " + ";".join(" ".join(group) for group in groups))
    return _CATEGORIES_MODULE % (CATEGORIES, source_version, "\n".join(lines))


def plain(word: str, where: str) -> str:
    """Return the word if the compact form can hold it, else raise BadSource."""
    if not word.isascii() or set(word) & set(" ;\n\\\"'%") or not word:
        raise BadSource(f"{where}: {word!r} cannot be kept in the compact form")
    return word


def wrapped(line: str) -> list[str]:
    """Split one line of a text constant at spaces into short lines joined by a backslash."""
    pieces = []
    while len(line) > _WIDTH:
        cut = line.rindex(" ", 0, _WIDTH - 1) + 1
        pieces.append(line[:cut] + "\\")
        line = line[cut:]
    return [*pieces, line]


_FEATURES_MODULE = '''\
"""Sber functions in short: a line per function, looked up by `find`. Pure; imports nothing.

Generated by `python -m host_tools generate` from %s,
version %s. Do not edit: change the source and run the command.
A line: name, type letter (B I F E C S) with access (rw r w), then low high step, or the values.
"""

_PARTS = (
%s
)


def feature(name: str) -> "tuple | None":
    """Return (type letter, access, low, high, step, values) of a Sber function; None: not known.

    low, high and step: whole numbers for I, fractions (and step None) for F, else None, in the
    units of the wire. values: tuple of text for E, else None.
    """
    for part in _PARTS:
        at = part.find(b"\\n" + name.encode() + b" ")
        if at >= 0:
            break
    else:
        return None
    words = part[at + 1 : part.find(b"\\n", at + 1)].decode().split(" ")
    if words[0] != name:  # the name asked for had a space in it
        return None
    letter = words[1][0]
    low = high = step = values = None
    if letter == "E":
        values = tuple(words[2:])
    elif letter == "I":
        low, high, step = int(words[2]), int(words[3]), int(words[4])
    elif letter == "F":
        low, high = float(words[2]), float(words[3])
    return letter, words[1][1:], low, high, step, values


def is_event(name: str) -> bool:
    """Say whether a function is sent once when it happens, and never as a state."""
    return name == "pir" or (name.startswith("button_") and name.endswith("event"))
'''

_CATEGORIES_MODULE = '''\
"""Sber categories in short: a line per category. Pure; imports nothing. Not loaded in run mode.

Generated by `python -m host_tools generate` from %s,
version %s. Do not edit: change the source and run the command.
A line: name, then parts between semicolons: required, groups (one of each is needed), optional.
"""

_TEXT = b"""
%s
"""


def category(name: str) -> "tuple | None":
    """Return (required, groups, optional) of a Sber category; None: not known.

    required and optional: tuples of names of functions; groups: tuple of such tuples, at least
    one function of each group must be offered.
    """
    at = _TEXT.find(b"\\n" + name.encode() + b" ")
    if at < 0 or " " in name:
        return None
    line = _TEXT[at + len(name) + 2 : _TEXT.find(b"\\n", at + 1)].decode()
    parts = [tuple(part.split()) for part in line.split(";")]
    return parts[0], tuple(parts[1:-1]), parts[-1]


def names() -> "list[str]":
    """Return the names of all categories, sorted."""
    return [line.split(" ", 1)[0] for line in _TEXT.decode().split("\\n") if line]
'''
