"""A small package for tests/host/test_shorten.py: what it holds, prints, loses and keeps.

`p.it` is imported in MicroPython, before and after its names are shortened; both times it prints
`prints`. `gone`: names that no text of the package holds as a whole word any more; `stays`: names
that are there as often as before.
"""

from dataclasses import dataclass, field
from textwrap import dedent


@dataclass(frozen=True)
class Row:
    """One package. `more` holds its other files, `lib` modules that are not in the package."""

    name: str
    text: str
    prints: str
    gone: str = ""
    stays: str = ""
    more: dict[str, str] = field(default_factory=dict)
    lib: dict[str, str] = field(default_factory=dict)

    def sources(self) -> dict[str, str]:
        """Return {path: text} of the package."""
        return {"p/__init__.py": "", "p/it.py": dedent(self.text), **_dedented(self.more)}

    def outside(self) -> dict[str, str]:
        """Return {path: text} of what it imports besides."""
        return _dedented(self.lib)


def _dedented(files: dict[str, str]) -> dict[str, str]:
    return {path: dedent(text) for path, text in files.items()}
