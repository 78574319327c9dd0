"""Log-ins: each wrong one makes the next wait longer, whoever tries it. Pure; loaded for one.

kept: what outlives a gate, see gate.keep(); now: ticks.
"""

from micropython import const

from sbernode import since

_LONGEST_WAIT_S = const(60)


def wait(kept: list, now: int) -> int:
    """Return the seconds until a log-in may be tried, 0 if at once."""
    _, wrong, until = kept
    left = since(until, now) if wrong else 0
    # Ticks that have gone round since then are none: nobody waits for longer than this.
    return (left + 999) // 1000 if 0 < left <= _delay(wrong) * 1000 else 0


def missed(kept: list, now: int) -> int:
    """Note a wrong log-in; return the seconds until the next."""
    kept[1] += 1
    seconds = _delay(kept[1])
    kept[2] = now + seconds * 1000
    return seconds


def passed(kept: list) -> str:
    """Note a right log-in; return the header line that lets the browser in from now on."""
    kept[1] = 0
    return "Set-Cookie: sbernode=%s; Path=/; HttpOnly; SameSite=Strict" % kept[0]


def _delay(wrong):
    return min(1 << min(wrong - 1, 6), _LONGEST_WAIT_S)
