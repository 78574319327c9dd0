"""Simulated time: the one place where a simulated board waits.

Timers, inputs from outside, control messages and the radio are events here; they are delivered
in time order while the firmware waits (select.poll, time.sleep, a blocking call), as interrupts
are on a board. SIM_SPEED: "1" real time, "N" times faster, "0" virtual: time stands still while
code runs and jumps to the next event or deadline when it waits and no socket is ready.
Must not import any stand-in.
"""

import sys

import uos
import utime
from micropython import const, heap_lock, heap_unlock

_MASK = const(0x3FFFFFFF)  # ticks wrap at 2**30 on ESP32 and RP2 (MICROPY_PY_TIME_TICKS_PERIOD)
_HALF = const(0x20000000)
_SPIN_LIMIT = const(20000)  # calls without any waiting, until virtual time moves by itself

speed = int(uos.getenv("SIM_SPEED") or "1")
now = 0  # ms since the start, never wraps
ticks = int(uos.getenv("SIM_TICKS") or str((1 << 30) - 20000)) & _MASK
_us = 0  # within the present ms
_ticks_us = _MASK - 20000000
_events = []  # [due ms, function, argument], sorted by time
_last = utime.ticks_us()
_spins = 0
in_interrupt = False
_locked = False
later = []  # what an interrupt has scheduled
faults = []  # exceptions that escaped from interrupts; a board only prints them
stopped = None  # exit code, once the board was reset
_busy = False
held = False  # only pass_us() moves the clock: edges of microseconds, told by a slow machine

if utime.ticks_add(0, -1) == _MASK:  # 32-bit interpreter: same period, and no allocation
    from utime import ticks_add, ticks_diff
else:

    def ticks_diff(later_ticks, earlier_ticks):
        """Return the signed difference of two tick values."""
        return ((later_ticks - earlier_ticks + _HALF) & _MASK) - _HALF

    def ticks_add(start, delta):
        """Return the tick value `delta` away. Raises OverflowError past half the period."""
        if not -_HALF < delta < _HALF:
            raise OverflowError("ticks interval overflow")
        return (start + delta) & _MASK


def ticks_ms() -> int:
    """Return the simulated ticks, 0 .. 2**30 - 1."""
    sync()
    return ticks


def ticks_us() -> int:
    """Return simulated microseconds, 0 .. 2**30 - 1."""
    sync()
    return _ticks_us


def us() -> int:
    """Return the microseconds within the present ms."""
    return _us


def sync() -> None:
    """Bring simulated time up to date with the machine's clock (in virtual time: count calls)."""
    global _last, _spins
    if speed == 0:
        _spins += 1
        if _spins > _SPIN_LIMIT and not _busy:  # a loop that polls the clock would never end
            _pass(1, 0)
            deliver()
        return
    moment = utime.ticks_us()
    gone = utime.ticks_diff(moment, _last)
    _last = moment
    if not held:
        _pass(0, gone * speed)


def _pass(milliseconds: int, microseconds: int) -> None:
    """Move the clock. Does not allocate for steps below some minutes: interrupts ask the time."""
    global now, ticks, _us, _ticks_us
    _us += microseconds
    whole = _us // 1000
    _us -= whole * 1000
    whole += milliseconds
    now += whole
    if whole < 500000:
        ticks = ticks_add(ticks, whole)
        _ticks_us = ticks_add(_ticks_us, milliseconds * 1000 + microseconds)
    else:
        ticks = (ticks + whole) & _MASK
        _ticks_us = (_ticks_us + milliseconds * 1000 + microseconds) & _MASK


def at(delay_ms: int, function, argument=None) -> list:
    """Have function(argument) called in delay_ms; return the event, for `cancel`."""
    return at_time(now + delay_ms, function, argument)


def at_time(due: int, function, argument=None) -> list:
    """Have function(argument) called when `now` is `due`."""
    event = [due, function, argument]
    place = len(_events)
    while place and _events[place - 1][0] > due:
        place -= 1
    _events.insert(place, event)
    return event


def cancel(event) -> None:
    """Forget an event; None and events that are over do no harm."""
    if event in _events:
        _events.remove(event)


def deliver() -> None:
    """Call all that is due. Not from within a call made here: that one ends first."""
    global _busy
    if _busy:
        return
    _busy = True
    try:
        while _events and _events[0][0] <= now:
            event = _events.pop(0)
            event[1](event[2])
    finally:
        _busy = False
    if stopped is not None:
        raise SystemExit(stopped)


def interrupt(handler, argument, hard: bool) -> bool:
    """Run an interrupt handler, a hard one without allocation; False: it must not run again.

    What escapes from it is kept and printed; a hard one is then switched off, as
    shared/runtime/mpirq.c does.
    """
    global in_interrupt, _locked
    escaped = None
    if hard:
        in_interrupt = _locked = True
        heap_lock()
    try:
        handler(argument)
    except Exception as error:
        escaped = error
    finally:
        free()
        in_interrupt = False
    if escaped is not None:
        faults.append(escaped)
        print("Uncaught exception in %s interrupt handler" % ("hard" if hard else "soft"))
        sys.print_exception(escaped)
    while later:
        function, value = later.pop(0)
        interrupt(function, value, False)
    return escaped is None or not hard


def free() -> None:
    """Let the stand-ins themselves allocate inside an interrupt."""
    global _locked
    if _locked:
        _locked = False
        heap_unlock()


def relock() -> None:
    """Forbid it again."""
    global _locked
    if in_interrupt and not _locked:
        _locked = True
        heap_lock()


def pass_us(microseconds: int) -> None:
    """Let a moment pass at once, whatever the speed: edges that come faster than real time can."""
    _pass(0, microseconds)


def wait_us(microseconds: int) -> None:
    """Let a short time pass in which nothing else happens (a driver that talks to its part)."""
    if speed == 0:
        _pass(0, microseconds)
    else:
        utime.sleep_us(microseconds // speed)


def wait(duration_ms, look=None, sockets: int = 0) -> list:
    """Let time pass and deliver events; return at once what `look` has seen.

    duration_ms None: for ever. look(real_ms) waits for sockets for at most real_ms of real time
    (-1: for ever) and returns a list; it is never asked for longer than until the next event.
    Peers behind sockets live in real time: with them virtual time takes 1/20 of the jump, at most
    SIM_GRACE real ms (60: more than the 40 ms of a delayed TCP acknowledgement; 0: none).
    """
    global _spins
    from _sim import wire

    look = look or wire.look
    sync()
    deliver()
    end = None if duration_ms is None else now + duration_ms
    while True:
        seen = look(0)
        if stopped is not None:
            raise SystemExit(stopped)
        if seen or (end is not None and now >= end):
            return seen
        due = end
        if _events and not _busy and (due is None or _events[0][0] < due):
            due = _events[0][0]
        if speed == 0 and due is not None:
            if sockets and wire.grace:
                seen = look(min(wire.grace, (due - now) // 20))
            if not seen:
                _pass(due - now, -_us)
            _spins = 0
        else:
            real = -1 if due is None else max(0, (due - now + speed - 1) // speed)
            seen = look(real)
            sync()
        deliver()
        if seen:
            return seen


def stop(code: int):
    """End the process: the board resets. Whatever catches this is ended at its next wait."""
    global stopped
    stopped = code
    raise SystemExit(code)
