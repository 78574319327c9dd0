"""Recent lines for the person who asks what happened; secrets masked. Pure.

A line is a code and what belongs to it; the words are looked up when it is shown, so that they
need no memory in between. error: the user must act; warn: the board got over it; info: a change of
state.
"""

from micropython import const

from sbernode import forget

_KEPT = const(20)
_LONGEST = const(120)

_lines = []
_secrets = []
_sink = None


def setup(sink, secrets=()):
    """Say where lines go (function of level, area and text) and what must never be shown."""
    global _sink
    _sink = sink
    del _secrets[:]
    # The longest first, so that no secret is left as the rest of another one.
    _secrets.extend(sorted([s for s in secrets if s and len(s) > 3], key=len, reverse=True))


def hide(secrets):
    """Take more texts that must never be shown."""
    _secrets.extend([s for s in secrets if s and len(s) > 3 and s not in _secrets])
    _secrets.sort(key=len, reverse=True)


def mask(text: str) -> str:
    """Return the text with every known secret replaced by ***."""
    for secret in _secrets:
        text = text.replace(secret, "***")
    return text


def words(code: str, args=()) -> str:
    """Return the text of a code with what belongs to it."""
    try:
        from sbernode.texts import text

        found = text(code)
    except MemoryError:
        found = code
    forget("texts")
    if found == code:
        return code + " " + repr(args) if args else code
    return found % args if args else found


def lines():
    """Return the recent lines, oldest first: (level, area, code, args)."""
    return _lines


def error(area: str, code: str, *args):
    """Note something that a person must mend."""
    _note("error", area, code, args)


def warn(area: str, code: str, *args):
    """Note trouble that the board gets over by itself."""
    _note("warn", area, code, args)


def info(area: str, code: str, *args):
    """Note a change of state."""
    _note("info", area, code, args)


def _note(level, area, code, args):
    args = tuple([mask(arg)[:_LONGEST] if isinstance(arg, str) else arg for arg in args])
    if len(_lines) >= _KEPT:
        del _lines[0]
    _lines.append((level, area, code, args))
    if _sink:
        _sink(level, area, words(code, args))
