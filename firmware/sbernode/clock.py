"""The wall clock: certificates have dates, so without the time there is no safe connection."""

import time

from micropython import const

# Boards start at 2000 or 2021; nothing of this project is older than its year.
_YEAR = const(2026)


def is_set() -> bool:
    """Tell whether the clock shows a year that can be."""
    return time.gmtime()[0] >= _YEAR


def sync(server: str) -> bool:
    """Ask one NTP server for the time; waits a second at most, besides the look-up of the name.

    Called only before a connection, when nothing else is going on with the cloud.
    """
    import ntptime

    ntptime.host = server
    try:
        ntptime.settime()
    except (OSError, OverflowError, IndexError, ValueError):  # no answer, or one that is no time
        return False
    return is_set()
