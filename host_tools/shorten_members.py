"""Private attributes and methods: which classes share them, and which names they can share.

For `shorten`. Two attributes may have the same short name if no object can have both: classes are
compared along their lines of inheritance, so the kinds of devices, which are sisters, use the same
few names. Only `self._x` and `cls._x` count as use inside a class; whoever reaches in from
elsewhere makes the name stay (`strays`).
"""

import ast
import builtins

from host_tools.shorten_scopes import Access, Scope, Source, is_private

# Bases that are not in the package, and the private names they have. umqtt.simple 1.3.4 to 1.8.0.
OUTSIDE = {
    "umqtt.simple.MQTTClient": {"_encode_len", "_recv_len", "_send_str", "_send_subunsub"},
}


class Members:
    """The classes of a package with the private names each of them uses."""

    def __init__(self, sources: list[Source]):
        self._sources = {source.module: source for source in sources}
        self._classes: dict[tuple[str, str], list[Scope]] = {}
        self._home: dict[Scope, Source] = {}
        self._uses: dict[Scope, dict[str, list[int | None]]] = {}
        # Names that have to stay as they are, in every class.
        self.strays: set[str] = set()
        for source in sources:
            self._take_classes(source)
        for source in sources:
            for access in source.accesses:
                self._take_access(access)
        self._lines = {scope: self._line(scope) for scope in self._home}

    def rename(
        self, kept: set[str], short: list[str]
    ) -> list[tuple[Source, str, str, str, list[int]]]:
        """Return (source, class, name, short name, places) of what gets a shorter name."""
        symbols = []
        for name in sorted({name for uses in self._uses.values() for name in uses} - kept):
            for users in self._groups(name):
                symbols.append((name, users, self._heirs(users)))
        # Base classes first: what they take is taken for every class below them.
        symbols.sort(key=lambda symbol: (-len(symbol[2]), symbol[0], self._title(symbol[1][0])))
        taken: dict[Scope, set[str]] = {scope: set() for scope in self._home}
        found = []
        for name, users, heirs in symbols:
            new = next(s for s in short if not any(s in taken[heir] for heir in heirs))
            for heir in heirs:
                taken[heir].add(new)
            for user in users:
                places = self._uses[user][name]
                found.append((self._home[user], user.node.name, name, new, places))
        return found

    def _take_classes(self, source: Source) -> None:
        for scope in source.root.walk():
            if scope.kind != "class":
                continue
            private = {name for name in scope.mentions if is_private(name)}
            own = {name for name in private if name in scope.assigned}
            if scope.parent is not source.root:
                self.strays |= own  # a class inside a function or class: not followed
                continue
            self._classes.setdefault((source.module, scope.node.name), []).append(scope)
            self._home[scope] = source
            self._uses[scope] = {name: list(scope.mentions[name]) for name in own}
            # A name that the class body itself reads could be the module's just as well.
            read = _read_in(scope)
            self.strays |= {name for name in own if name in read or None in scope.mentions[name]}

    def _take_access(self, access: Access) -> None:
        if not is_private(access.name):
            return
        owner = self._owner(access)
        if owner is None or access.place is None:
            self.strays.add(access.name)
        else:
            self._uses[owner].setdefault(access.name, []).append(access.place)

    def _owner(self, access: Access) -> Scope | None:
        """Return the class whose object is meant, None if that is not sure."""
        if not isinstance(access.value, ast.Name) or access.value.id not in ("self", "cls"):
            return None
        name = access.value.id
        method = access.scope.owner(name)
        if not isinstance(method.node, ast.FunctionDef | ast.AsyncFunctionDef):
            return None
        decorators = {ast.unparse(node) for node in method.node.decorator_list}
        if method.parameters[:1] != [name] or name in method.assigned:
            return None
        if method.parent not in self._home or "staticmethod" in decorators:
            return None
        return method.parent

    def _line(self, scope: Scope, below: tuple[Scope, ...] = ()) -> set[Scope]:
        """Return the class and all its bases in the package."""
        line = {scope}
        for base in scope.node.bases:
            known = self._base(self._home[scope], base)
            if known is None:
                # Nothing is known of what it calls its own: these classes stay as they are.
                for member in (scope, *below):
                    self.strays |= self._uses[member].keys()
                continue
            for ancestor in known:
                if ancestor not in (scope, *below):
                    line |= self._line(ancestor, (scope, *below))
        return line

    def _base(self, source: Source, base: ast.expr) -> list[Scope] | None:
        """Return the classes a base can be: none for one with known names, None if unknown."""
        text = ast.unparse(base)
        first, _, rest = text.partition(".")
        if first not in source.root.assigned and first not in source.imports:
            return [] if isinstance(getattr(builtins, text, None), type) else None
        local = self._classes.get((source.module, text))
        origin = source.imports.get(first)
        if local or not origin:
            return local
        return self._find(origin + ("." + rest if rest else ""))

    def _find(self, dotted: str, depth: int = 0) -> list[Scope] | None:
        if dotted in OUTSIDE:
            self.strays |= OUTSIDE[dotted]
            return []
        module, _, name = dotted.rpartition(".")
        if (module, name) in self._classes:
            return self._classes[module, name]
        source = self._sources.get(module)
        if source is None or depth > 9 or not source.imports.get(name):
            return None
        return self._find(source.imports[name], depth + 1)  # passed on by another module

    def _groups(self, name: str) -> list[list[Scope]]:
        """Return the users of a name, those together that one object can be of."""
        groups: list[set[Scope]] = []
        for line in self._lines.values():
            users = {scope for scope in line if name in self._uses[scope]}
            joined = [group for group in groups if group & users]
            if users:
                groups = [group for group in groups if group not in joined]
                groups.append(users.union(*joined))
        return [sorted(group, key=self._title) for group in groups]

    def _heirs(self, users: list[Scope]) -> list[Scope]:
        """Return the classes whose objects have what these classes use."""
        return [scope for scope, line in self._lines.items() if line & set(users)]

    def _title(self, scope: Scope) -> tuple[str, int]:
        return (self._home[scope].module, scope.node.lineno)


def _read_in(scope: Scope) -> set[str]:
    """Return the names read in a class body itself, methods left out."""
    read = set()
    for child in scope.children:
        if child.kind == "comprehension":
            read |= child.mentions.keys()
    waiting = list(scope.node.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            read.add(node.id)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            # Its defaults and annotations are read here; its body is not.
            waiting += [*node.args.defaults, *[d for d in node.args.kw_defaults if d]]
            waiting += getattr(node, "decorator_list", [])
        else:
            waiting += ast.iter_child_nodes(node)
    return read
