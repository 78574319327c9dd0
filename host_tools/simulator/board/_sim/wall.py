"""The board's calendar clock (RTC): seconds since 2000 on ESP32, since 1970 on RP2.

SIM_CLOCK: "set" the host's time, "unset" what a board has after power-up (2000-01-01 on ESP32,
2021-01-01 on RP2: ports/rp2/main.c), or seconds to add to the host's time.
Epochs: micropython/micropython docs/library/time.rst.
"""

import uos
import utime

from _sim import clock, facts

_Y2000 = 946684800
_Y2021 = 1609459200
IS_ESP32 = facts.port == "esp32"
EPOCH = _Y2000 if IS_ESP32 else 0


def host() -> int:
    """Return the host's time, seconds since 1970, run at the simulated speed."""
    clock.sync()
    return _start + clock.now // 1000


def _first() -> int:
    how = uos.getenv("SIM_CLOCK") or "set"
    if how == "set":
        return 0
    if how == "unset":
        return (_Y2000 if IS_ESP32 else _Y2021) - _start
    return int(how)


_start = int(utime.time())
_ahead = _first()


def time() -> int:
    """Return seconds since the board's epoch; whole ones, as on the boards."""
    return host() + _ahead - EPOCH


def time_ns() -> int:
    """Return nanoseconds since the board's epoch."""
    return time() * 1000000000 + clock.now % 1000 * 1000000


def put(seconds: int) -> None:
    """Set the clock to seconds since the board's epoch."""
    global _ahead
    _ahead = seconds + EPOCH - host()
    from _sim import wire

    wire.send({"clock": _ahead})


def gmtime(seconds=None) -> tuple:
    """Return (year, month, day, hour, minute, second, weekday, day of year)."""
    seconds = time() if seconds is None else int(seconds)
    return utime.gmtime(seconds + EPOCH)[:8]


localtime = gmtime  # boards know no time zones


def mktime(parts: tuple) -> int:
    """Return seconds since the board's epoch."""
    year, month, day, hour, minute, second = parts[:6]
    months = (year * 12 + month - 1) - 2000 * 12  # day 0 is 2000-01-01
    year = 2000 + months // 12
    leaps = (year - 1) // 4 - (year - 1) // 100 + (year - 1) // 400 - 484
    days = (year - 2000) * 365 + leaps + day - 1
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    for index in range(months % 12):
        days += b"\x1f\x1c\x1f\x1e\x1f\x1e\x1f\x1f\x1e\x1f\x1e\x1f"[index] + (leap and index == 1)
    return days * 86400 + hour * 3600 + minute * 60 + second + _Y2000 - EPOCH
