"""Read a source for `shorten`: find its scopes and every mention of a name.

Places come from `ast`, which tells where each expression begins and ends; the few names that are
no expression of their own (`def f`, `except E as x`, `global x`) are looked up in the text there.
"""

import ast
import re

from host_tools.shorten_scopes import Access, Scope, Source

_DEFINED = re.compile(r"(?:async\s+)?(?:def|class)\s+(\w+)")
_CAUGHT = re.compile(r"[\s)]*as\s+(\w+)")
_WORD = re.compile(r"\w+")
_BY_TEXT = ("getattr", "setattr", "hasattr", "delattr")


def read(path: str, text: str) -> Source:
    """Take a source apart; path: below the folder that holds the package. Raises SyntaxError."""
    tree = ast.parse(text, path)
    parts = path.removesuffix(".py").split("/")
    module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    reader = _Reader(Source(module, text, Scope("module", tree)))
    reader.body(tree.body)
    return reader.source


class _Reader(ast.NodeVisitor):
    def __init__(self, source: Source):
        self.source = source
        self._scope = source.root
        self._in_text = 0
        self._lines = source.text.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def _offset(self, line: int, column: int) -> int:
        # ast counts columns in bytes of UTF-8
        before = self._lines[line - 1].encode()[:column].decode()
        return self._starts[line - 1] + len(before)

    def _mention(self, name: str, place: int | None, *, binds: bool = False) -> None:
        if self._in_text or (place is not None and not self.source.text.startswith(name, place)):
            place = None
        self._scope.mentions.setdefault(name, []).append(place)
        if binds:
            scope = self._scope
            while scope.kind == "comprehension" and name not in scope.assigned:
                scope = scope.parent  # `:=`; the comprehension's own names are known already
            scope.assigned.add(name)

    def _defined(self, node) -> None:
        found = _DEFINED.match(self.source.text, self._offset(node.lineno, node.col_offset))
        self._mention(node.name, found.start(1) if found else None, binds=True)

    def _enter(self, kind: str, node: ast.AST) -> Scope:
        scope = Scope(kind, node, self._scope)
        self._scope.children.append(scope)
        self._scope = scope
        return scope

    def _leave(self) -> None:
        self._scope = self._scope.parent

    def body(self, body: list[ast.stmt]) -> None:
        for i, node in enumerate(body):
            if i or not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
                self.visit(node)

    def _all(self, nodes) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def visit_Name(self, node):
        place = self._offset(node.lineno, node.col_offset)
        self._mention(node.id, place, binds=not isinstance(node.ctx, ast.Load))

    def visit_Attribute(self, node):
        place = self._offset(node.end_lineno, node.end_col_offset) - len(node.attr)
        if self._in_text or not self.source.text.startswith(node.attr, place):
            place = None
        self.source.accesses.append(Access(self._scope, node.value, node.attr, place))
        self.visit(node.value)

    def visit_FunctionDef(self, node):
        self._all(node.decorator_list)
        self._defined(node)
        self._function(node, [node.returns], lambda: self.body(node.body))

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node):
        self._function(node, [], lambda: self.visit(node.body))

    def _function(self, node, outside, body) -> None:
        given = node.args
        positional = given.posonlyargs + given.args
        every = [*positional, *given.kwonlyargs, given.vararg, given.kwarg]
        every = [argument for argument in every if argument is not None]
        # Defaults and annotations belong to the scope around the function.
        self._all([*given.defaults, *given.kw_defaults, *outside])
        self._all([argument.annotation for argument in every])
        self._enter("function", node).parameters = [argument.arg for argument in every]
        for argument in every:
            self._mention(argument.arg, self._offset(argument.lineno, argument.col_offset))
        body()
        self._leave()

    def visit_ClassDef(self, node):
        self._all([*node.decorator_list, *node.bases, *node.keywords])
        self._defined(node)
        self._enter("class", node)
        self.body(node.body)
        self._leave()

    def _comprehension(self, node):
        self.visit(node.generators[0].iter)  # evaluated in the scope around
        scope = self._enter("comprehension", node)
        for part in node.generators:
            targets = [name for name in ast.walk(part.target) if isinstance(name, ast.Name)]
            scope.assigned |= {name.id for name in targets if isinstance(name.ctx, ast.Store)}
        for i, part in enumerate(node.generators):
            self._all([part.target, *([part.iter] if i else []), *part.ifs])
        self._all([node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt])
        self._leave()

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def visit_Global(self, node):
        kind = "global" if isinstance(node, ast.Global) else "nonlocal"
        start = self._offset(node.lineno, node.col_offset)
        end = self._offset(node.end_lineno, node.end_col_offset)
        for found in list(_WORD.finditer(self.source.text, start, end))[1:]:
            self._scope.elsewhere[found.group()] = kind
            self._scope.owner(found.group()).assigned.add(found.group())
            self._mention(found.group(), found.start())

    visit_Nonlocal = visit_Global

    def visit_ExceptHandler(self, node):
        if node.type is not None:
            self.visit(node.type)
            end = self._offset(node.type.end_lineno, node.type.end_col_offset)
            if node.name:
                found = _CAUGHT.match(self.source.text, end)
                self._mention(node.name, found.start(1) if found else None, binds=True)
        self._all(node.body)

    def visit_Import(self, node):
        origin = (
            "" if isinstance(node, ast.Import) else "." * node.level + (node.module or "") + "."
        )
        for alias in node.names:
            self.source.imported.update(
                _WORD.findall(f"{origin} {alias.name} {alias.asname or ''}")
            )
            name = alias.asname or alias.name.partition(".")[0]
            whole = origin + alias.name if alias.asname or origin else name
            same = self.source.imports.get(name, whole) == whole
            self.source.imports[name] = whole if same else ""
            self._mention(name, None, binds=True)

    visit_ImportFrom = visit_Import

    def visit_Assign(self, node):
        made = node.value
        if (
            isinstance(made, ast.Call)
            and isinstance(made.func, ast.Name)
            and made.func.id == "const"
        ):
            self.source.constants |= {
                name.id for name in node.targets if isinstance(name, ast.Name)
            }
        self.generic_visit(node)

    def visit_Call(self, node):
        self.source.keywords |= {given.arg for given in node.keywords if given.arg}
        if any(given.arg is None for given in node.keywords):
            self.source.unpacked.append(node)
        if isinstance(node.func, ast.Name) and node.func.id in _BY_TEXT:
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and str(part.value).startswith("_"):
                    self.source.prefixes.add(_WORD.match(part.value).group())
        self.generic_visit(node)

    def visit_JoinedStr(self, node):
        self._in_text += 1
        self.generic_visit(node)
        self._in_text -= 1

    def visit_Constant(self, node):
        if isinstance(node.value, str):
            self.source.words.update(_WORD.findall(node.value))
