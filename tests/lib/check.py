"""Say what a value should be, in MicroPython and in CPython alike.

Used by the tests in `tests/pure` and `tests/board`. Imports nothing, so that a test can also
run with a very small heap. Nothing here is an `assert` statement: -O removes those.
"""


class Skip(Exception):
    """Raised by `skip`; the runner reports the test as skipped with this reason."""


def skip(reason: str) -> None:
    """End the test without a verdict. A reason that begins with "needs " is a failure in CI."""
    raise Skip(reason)


def eq(got, want, note: str = "") -> None:
    """Fail unless got equals want. True is not 1 here: on the wire they are different things."""
    if not _same(got, want):
        raise AssertionError("%s\n  got:  %r\n  want: %r" % (note or "not equal", got, want))


def near(got: float, want: float, within: float, note: str = "") -> None:
    """Fail unless got is at most `within` away from want (a NaN never is)."""
    if not abs(got - want) <= within:
        text = "%s\n  got:  %r\n  want: %r +- %r" % (note or "not near", got, want, within)
        raise AssertionError(text)


def true(claim, note: str = "") -> None:
    """Fail unless the claim holds; say in the note what was claimed."""
    if not claim:
        raise AssertionError("%s\n  got:  %r" % (note or "not so", claim))


def raises(kind, function, *args, **named):
    """Call the function, fail unless it raises `kind` (a class or tuple); return the exception."""
    try:
        result = function(*args, **named)
    except kind as error:
        return error
    raise AssertionError("no %r was raised\n  got:  %r" % (kind, result))


def _same(got, want) -> bool:
    if isinstance(got, bool) or isinstance(want, bool):
        return got is want
    if isinstance(want, dict) and isinstance(got, dict):
        return len(got) == len(want) and all(k in got and _same(got[k], want[k]) for k in want)
    if isinstance(want, (list, tuple)) and isinstance(got, (list, tuple)):
        return (
            isinstance(want, list) == isinstance(got, list)
            and len(got) == len(want)
            and all(_same(g, w) for g, w in zip(got, want))
        )
    return got == want
