"""What `shorten` knows of a source: its scopes, where each name stands and whose it is.

Places are offsets into the text; None stands for a mention that cannot be replaced there (an
import, an f-string), so its name has to stay. Rules: "Naming and binding" in the Python language
reference; MicroPython keeps them. `shorten_reader` makes all this of a text.
"""

import ast
import re
from dataclasses import dataclass, field

_PRIVATE = re.compile(r"_[^\W_]\w*")


def is_private(name: str) -> bool:
    """Tell `_name` from `name`, `_`, `__name` and `__name__`."""
    return _PRIVATE.fullmatch(name) is not None


@dataclass(eq=False)
class Scope:
    """A module, class, function (lambdas too) or comprehension and the names mentioned in it."""

    kind: str
    node: ast.AST
    parent: "Scope | None" = None
    parameters: list[str] = field(default_factory=list)
    assigned: set[str] = field(default_factory=set)  # bound otherwise than as a parameter
    elsewhere: dict[str, str] = field(default_factory=dict)  # name: "global" or "nonlocal"
    mentions: dict[str, list[int | None]] = field(default_factory=dict)
    children: list["Scope"] = field(default_factory=list)

    def owner(self, name: str) -> "Scope":
        """Return the scope whose `name` is meant by a mention in this one."""
        scope, first = self, True
        while scope.parent is not None:
            said = scope.elsewhere.get(name)
            if said == "global":
                break
            is_bound = name in scope.assigned or name in scope.parameters
            if is_bound and said is None and (first or scope.kind != "class"):
                return scope
            scope, first = scope.parent, False
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def walk(self):
        """Yield this scope and all inside it, outer ones first."""
        yield self
        for child in self.children:
            yield from child.walk()

    def places(self, name: str) -> list[int] | None:
        """Return where this scope's own `name` is mentioned; None if one must not be replaced."""
        found = []
        for scope in self.walk():
            if name in scope.mentions and scope.owner(name) is self:
                found += scope.mentions[name]
        return None if None in found else found


@dataclass(frozen=True)
class Access:
    """An attribute in the source: `value.name`."""

    scope: Scope
    value: ast.expr
    name: str
    place: int | None


@dataclass(eq=False)
class Source:
    """One file taken apart."""

    module: str
    text: str
    root: Scope
    accesses: list[Access] = field(default_factory=list)
    imports: dict[str, str] = field(default_factory=dict)  # name here: "module", "module.name"
    imported: set[str] = field(default_factory=set)  # every word of an import
    keywords: set[str] = field(default_factory=set)
    unpacked: list[ast.Call] = field(default_factory=list)  # calls with **something
    words: set[str] = field(default_factory=set)  # of texts, docstrings left out
    prefixes: set[str] = field(default_factory=set)  # beginnings of names made at run time
    constants: set[str] = field(default_factory=set)  # assigned const(...)

    def identifiers(self) -> set[str]:
        """Return every name that occurs in the source, wherever."""
        names = {access.name for access in self.accesses} | self.imported | self.keywords
        for scope in self.root.walk():
            names |= scope.mentions.keys() | set(scope.parameters)
        return names
