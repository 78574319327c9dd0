"""Shorten private names before compiling: a board keeps each different name in its memory.

A name that the interpreter does not hold in ROM costs about 15 bytes of heap for good. Private
attributes and methods (`shorten_members`), private functions and variables of modules (here) and
parameters (`shorten_parameters`) get a few short names again and again. Only names change: lines
stay where they are, so tracebacks stay right; texts, comments and public names stay too. What is
not sure to be found everywhere keeps its name. Constants (`_X = const(1)`) vanish when compiled.
"""

import itertools
import string
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from host_tools import shorten_members, shorten_parameters
from host_tools.shorten_reader import read
from host_tools.shorten_scopes import Source, is_private

# Whoever asks for these sees the names of a module's variables.
_LOOKING = {"globals", "eval", "exec"}


@dataclass
class Shortened:
    """The new texts, and for each module or class {short name: name}."""

    texts: dict[str, str]
    names: dict[str, dict[str, str]] = field(default_factory=dict)


def shorten(sources: dict, outside: Iterable[str] = ()) -> dict:
    """Return {path: text} of a whole package with its private names shortened; see `work`."""
    return work(sources, outside).texts


def work(sources: dict, outside: Iterable[str] = ()) -> Shortened:
    """Shorten a package: {path below the folder that holds it: text}. Raises SyntaxError.

    outside: texts of programs that use the package; the names they use stay.
    """
    order = sorted(sources, key=str)
    parsed = [read(Path(path).as_posix(), sources[path]) for path in order]
    users = [read("", text) for text in outside]
    members = shorten_members.Members(parsed)
    kept = _kept(parsed, users) | members.strays
    used = {name for source in parsed for name in source.identifiers()}
    short = [name for name in _short_names() if name not in used | kept]
    keywords = {name for source in parsed + users for name in source.keywords}

    done = Shortened({})
    changes: dict[Source, dict[int, tuple[str, str]]] = {source: {} for source in parsed}
    for source in parsed:
        for name, new in zip(_of_module(source, kept), short, strict=False):
            _note(done, source.module, new, name)
            changes[source].update((place, (name, new)) for place in source.root.places(name))
    for source, title, name, new, places in members.rename(kept, short):
        _note(done, f"{source.module}.{title}", new, name)
        changes[source].update((place, (name, new)) for place in places)
    for source, name, new, places in shorten_parameters.rename(parsed, keywords):
        changes[source].update((place, (name, new)) for place in places)
    for path, source in zip(order, parsed, strict=True):
        done.texts[path] = _replaced(source.text, changes[source])
    return done


def listing(names: dict[str, dict[str, str]]) -> str:
    """Return the file for whoever reads a traceback: a line for each module and class."""
    lines = []
    for title, pairs in sorted(names.items()):
        pairs = sorted(pairs.items(), key=lambda pair: (len(pair[0]), pair[0]))
        lines.append(f"{title}: " + " ".join(f"{new}={name}" for new, name in pairs) + "\n")
    return "".join(lines)


def _note(done: Shortened, title: str, new: str, name: str) -> None:
    done.names.setdefault(title, {})[new] = name


def _kept(parsed: list[Source], users: list[Source]) -> set[str]:
    """Return the private names that must stay wherever they are."""
    kept: set[str] = set()
    for source in parsed + users:
        kept |= source.imported | source.keywords | source.words | source.constants
    for source in users:
        kept |= {access.name for access in source.accesses}
        for scope in source.root.walk():
            kept |= scope.assigned if scope.kind == "class" else set()
    names = {name for source in parsed for name in source.identifiers() if is_private(name)}
    prefixes = tuple(prefix for source in parsed + users for prefix in source.prefixes)
    return {name for name in names | kept if name in kept or name.startswith(prefixes)}


def _of_module(source: Source, kept: set[str]) -> list[str]:
    """Return the private names of a module that can be replaced wherever they are mentioned."""
    found = []
    in_classes, looks = set(), set()
    for scope in source.root.walk():
        # A class body could have a member of the new name.
        in_classes |= scope.mentions.keys() if scope.kind == "class" else set()
        looks |= _LOOKING & scope.mentions.keys()
    if looks:
        return []
    for name in sorted(source.root.assigned - kept - in_classes):
        if is_private(name) and source.root.places(name):
            found.append(name)
    return found


def _short_names() -> list[str]:
    letters = string.ascii_lowercase
    two = itertools.product(letters, repeat=2)
    return ["_" + letter for letter in letters] + ["_" + "".join(pair) for pair in two]


def _replaced(text: str, changes: dict[int, tuple[str, str]]) -> str:
    parts, at = [], 0
    for place, (name, new) in sorted(changes.items()):
        if place < at or not text.startswith(name, place):
            raise AssertionError(f"no {name} at {place}")  # never write what was not understood
        parts += [text[at:place], new]
        at = place + len(name)
    return "".join(parts) + text[at:]
