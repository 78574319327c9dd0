"""`time` on the simulated clock; see _sim/clock.py. The wall clock has the board's own epoch."""

from _sim import clock as _clock
from _sim.clock import ticks_add, ticks_diff, ticks_ms, ticks_us  # noqa: F401
from _sim.wall import gmtime, localtime, mktime, time, time_ns  # noqa: F401

ticks_cpu = ticks_us


def sleep_ms(duration: int) -> None:
    """Wait; interrupts happen."""
    _clock.wait(max(0, duration))


def sleep(seconds: float) -> None:
    """Wait; interrupts happen."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    _clock.wait(int(seconds * 1000))


def sleep_us(duration: int) -> None:
    """Wait a short time; interrupts that are due happen after it."""
    if duration > 0:
        _clock.wait_us(duration)
        _clock.wait(0)
