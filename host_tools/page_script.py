"""Shorten the script of the page: no comments, no spaces, short names. For our own style only.

What it relies on, and Prettier keeps: a semicolon ends every statement, and names are declared by
const, let, function, class or as parameters. One name gets the same short name everywhere, so what
means what stays as it was; names of properties, and names that are also written as keys in short
(`{ name }`), stay as they are. Strings are not touched.
"""

import re
from collections import Counter

_TOKEN = re.compile(
    r"""(?P<skip>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<number>(?:0x[\da-f]+|\d+\.?\d*(?:e[+-]?\d+)?|\.\d+))
    |(?P<sign>=>|\.\.\.|\+\+|--|&&|\|\||[=!]=?=?|[-+*/%<>]=?|[{}()\[\];,.:?&|^~])""",
    re.X | re.S,
)
_PATTERN = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_PATTERN_AFTER = "( , = : [ ! & | ? { } ; => && || return typeof"
_OBJECT_AFTER = "( , = : [ ? ... && || return const let ${"
_WORDS = """
as async await break case catch class const continue default delete do else extends false finally
for function get if in instanceof let new null of return set static super switch this throw true
try typeof undefined var void while yield constructor arguments
"""
_KEYWORDS = frozenset(_WORDS.split())
_BEFORE_PATTERN = frozenset(_PATTERN_AFTER.split())
_BEFORE_OBJECT = frozenset(_OBJECT_AFTER.split())


def shorten(script: str) -> str:
    """Return the script with the same meaning in fewer bytes. Raises ValueError: not our style."""
    tokens = read(script)
    names = renamed(tokens)
    pairs = zip(tokens, roles(tokens), strict=True)
    return join([names.get(token, token) if role == "use" else token for token, role in pairs])


def read(script: str) -> list[str]:
    """Return the tokens; of a template its text in pieces, from "`" or "}" to "${" or "`"."""
    tokens: list[str] = []
    open_: list[str] = []  # which "}" goes on with a template
    at = 0
    while at < len(script):
        letter = script[at]
        if letter == "`" or (letter == "}" and open_ and open_[-1] == "${"):
            end = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(`|\$\{)", re.S).match(script, at + 1)
            if letter == "}":
                open_.pop()
            if end[1] == "${":
                open_.append("${")
            tokens.append(script[at : end.end()])
            at = end.end()
            continue
        before = tokens[-1] if tokens else ";"
        before = "${" if before.endswith("${") else before
        found = _PATTERN.match(script, at) if before in _BEFORE_PATTERN | {"${"} else None
        if not (found and letter == "/" and script[at + 1] not in "/*"):
            found = _TOKEN.match(script, at)
        if not found:
            raise ValueError(f"not understood: {script[at : at + 40]!r}")
        if letter == "{":
            open_.append("{")
        elif letter == "}":
            open_.pop()
        if found.re is _PATTERN or not found["skip"]:
            tokens.append(found[0])
        at = found.end()
    return tokens


def roles(tokens: list[str]) -> list[str]:
    """Return for each token "use" (a name that stands for something), "short" or "" (all else)."""
    found, inside = [], ["block"]
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else ";"
        after = tokens[at + 1] if at + 1 < len(tokens) else ";"
        role = ""
        if token == "{" or token.endswith("${"):
            begins = "${" if before.endswith("${") else before
            inside.append("object" if token == "{" and begins in _BEFORE_OBJECT else "block")
        elif token in "([":
            inside.append(token)
        if token[0] == "}" or token in ")]":
            opened = inside.pop() if not token.endswith("${") else inside.pop(-2)
            assert opened
        elif re.match(r"[A-Za-z_$]", token) and token not in _KEYWORDS and before != ".":
            role = "use"
            if inside[-1] == "object" and before in "{,":
                role = "short" if after in ",}=" else "" if after in ":(" else role
        found.append(role)
    return found


def renamed(tokens: list[str]) -> dict[str, str]:
    """Return {name: short name} of what the script declares itself, the most used the shortest."""
    places = roles(tokens)
    kept = {t for t, role in zip(tokens, places, strict=True) if role == "short"}
    uses = Counter(t for t, role in zip(tokens, places, strict=True) if role == "use")
    mine = sorted(declared(tokens) & set(uses) - kept, key=lambda name: (-uses[name], name))
    foreign = (set(uses) | kept | _KEYWORDS) - set(mine)
    short = (name for name in _names() if name not in foreign)
    return dict(zip(mine, short, strict=False))


def declared(tokens: list[str]) -> set[str]:
    """Return the names that are declared one by one; those of object patterns are left out."""
    found = set()
    for at, token in enumerate(tokens):
        if token in ("const", "let", "class", "function"):
            after = tokens[at + 1]
            if re.match(r"[A-Za-z_$]", after):
                found.add(after)
            if token == "function" and tokens[at + 2] == "(":
                found |= _listed(tokens, at + 2)
            elif after == "[":
                found |= _listed(tokens, at + 1)
        elif token == "=>":
            begin, depth = at - 1, 0
            while tokens[at - 1] == ")":
                depth += {")": 1, "(": -1}.get(tokens[begin], 0)
                if not depth:
                    break
                begin -= 1
            found |= _listed(tokens, begin)
    return found - _KEYWORDS


def _listed(tokens: list[str], at: int) -> set[str]:
    """Return the names right behind a bracket or a comma of the list that begins at a token."""
    if tokens[at] not in "([":
        return {tokens[at]}
    found, depth = set(), 0
    for i in range(at, len(tokens)):
        depth += {"(": 1, "[": 1, "{": 9, ")": -1, "]": -1, "}": -9}.get(tokens[i], 0)
        if depth <= 0:
            return found
        is_name = re.match(r"[A-Za-z_$]", tokens[i])
        if is_name and depth < 9 and tokens[i - 1] in ("(", "[", ",", "..."):
            found.add(tokens[i])
    return found


def join(tokens: list[str]) -> str:
    """Return the tokens as a script, with a space only where two would become one."""
    parts, last = [], ";"
    for token in tokens:
        grown = re.match(r"[\w$]", token) and re.search(r"[\w$]$", last)
        if grown or (token[0] in "+-" and last[-1] == token[0]):
            parts.append(" ")
        parts.append(token)
        last = token
    return "".join(parts)


def _names():
    letters = "etnisoalrducpmhfgvbyxkwjqzTSCLEPDOMNIARFBUVHGWKYXJQZ$_"
    yield from letters
    for first in letters:
        for second in letters:
            yield first + second
