"""Names of parameters: those that nobody passes by keyword become names that cost nothing.

For `shorten`. The interpreter keeps the name of each parameter in memory, for keyword calls, but
not those of other locals. Every MicroPython has the names of STATIC in its ROM.
"""

import ast
import builtins

from host_tools.shorten_scopes import Scope, Source

# Names that every build of MicroPython holds from the start and that a parameter may well have:
# py/makeqstrdata.py of MicroPython, static_qstr_list.
_WORDS = """
key value end start stop step count index items keys values args sep find copy id format
lower upper split join insert update replace remove little
"""
STATIC = _WORDS.split()
# Whoever asks for these sees the names of locals.
_LOOKING = {"locals", "vars", "dir", "eval", "exec"}


def rename(sources: list[Source], kept: set[str]) -> list[tuple[Source, str, str, list[int]]]:
    """Return (source, name, new name, places); kept: names that must stay."""
    for source in sources:
        if any(not _goes_outside(source, call, sources) for call in source.unpacked):
            return []  # its names are made at run time, and any function may be meant
    found: list[tuple[Source, str, str, list[int]]] = []
    for source in sources:
        _inside(source, source.root, kept, set(source.root.mentions), found)
    return found


def _inside(source: Source, scope: Scope, kept: set[str], taken: set[str], found: list) -> None:
    for child in scope.children:
        above = set(taken)
        if child.kind == "function" and not _is_doubtful(child):
            used = above | _mentioned(child)
            # MicroPython and Python differ in what such a name means in the methods of the class.
            classes = [inner for inner in child.walk() if inner.kind == "class"]
            stays = {name for inner in classes for name in inner.assigned} | kept
            for name in _positional(child):
                if name in stays or name in STATIC or name in ("self", "cls"):
                    continue
                places = child.places(name)
                new = next((word for word in STATIC if word not in used), None)
                if places and new:
                    used.add(new)
                    above.add(new)  # nothing inside may take it: it could be read there
                    found.append((source, name, new, places))
        _inside(source, child, kept, above, found)


def _positional(scope: Scope) -> list[str]:
    given = scope.node.args
    return [argument.arg for argument in given.posonlyargs + given.args]


def _mentioned(scope: Scope) -> set[str]:
    return {name for inner in scope.walk() for name in inner.mentions}


def _is_doubtful(scope: Scope) -> bool:
    decorators = [ast.unparse(node) for node in getattr(scope.node, "decorator_list", [])]
    return (
        scope.node.args.kwarg is not None
        or bool(_LOOKING & _mentioned(scope))
        or any("asm_" in text for text in decorators)  # their parameters are registers
    )


def _called(sources: list[Source]) -> set[str]:
    """Return every name that something of the package might be called by, as an attribute."""
    names: set[str] = set()
    for source in sources:
        for scope in source.root.walk():
            names |= scope.assigned | {getattr(scope.node, "name", "")}
        for node in ast.walk(source.root.node):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                names.add(node.attr)
        names |= source.words  # of setattr()
    return names


def _goes_outside(source: Source, call: ast.Call, sources: list[Source]) -> bool:
    """Tell whether a call with **names surely calls nothing of the package."""
    base = call.func
    if isinstance(base, ast.Attribute) and base.attr not in _called(sources):
        return True  # pin.irq(): nothing of ours has that name, or gets it
    while isinstance(base, ast.Attribute):
        base = base.value
    if not isinstance(base, ast.Name):
        return False
    bound = [scope for scope in source.root.walk() if base.id in scope.assigned]
    bound += [scope for scope in source.root.walk() if base.id in scope.parameters]
    origin = source.imports.get(base.id)
    if origin:
        ours = {other.module.partition(".")[0] for other in sources}
        return len(bound) == 1 and origin.partition(".")[0] not in ours | {""}
    return not bound and base is call.func and base.id != "super" and hasattr(builtins, base.id)
