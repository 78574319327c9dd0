"""The rest of machine: resets, watchdog, RTC, identity. A reset ends the process with a code.

The host program starts it again: after a soft reset the outputs keep their levels, after a hard
one nothing is left (docs/reference/reset_boot.rst). Codes: 112 soft, 113 hard, 114 watchdog.
"""

import binascii

import uos
from _sim import clock, facts, wall
from micropython import const

_SOFT = const(112)
_HARD = const(113)
_WATCHDOG = const(114)
_ESP32 = facts.port == "esp32"
_WDT_MAX_RP2 = const(8388)  # ports/rp2/machine_wdt.c


def reset():
    """Reset the chip."""
    clock.stop(_HARD)


def soft_reset():
    """Start the firmware again; outputs keep their levels."""
    clock.stop(_SOFT)


def reset_cause() -> int:
    """Return the cause as the port tells it; rp2 knows only power-on and watchdog."""
    cause = uos.getenv("SIM_CAUSE") or "power"
    if _ESP32:
        return {"power": 1, "hard": 2, "watchdog": 3, "soft": 5}[cause]
    return 3 if cause in ("hard", "watchdog") else 1


def unique_id() -> bytes:
    """Return the chip's id: 8 bytes on rp2, 6 on ESP32; SIM_ID sets it (hex)."""
    usual = "240ac4a1b2c3" if _ESP32 else "e6616408431f5a2b"
    return binascii.unhexlify(uos.getenv("SIM_ID") or usual)


def freq(hz=None):
    """Return the clock in Hz; setting it does nothing here."""
    if hz is None:
        return 160000000 if _ESP32 else 125000000


def lightsleep(duration_ms=None):
    """Wait."""
    clock.wait(duration_ms)


def deepsleep(duration_ms=None):
    """Sleep, then reset."""
    clock.wait(duration_ms)
    clock.stop(_HARD)


def disable_irq():
    """Return the state for enable_irq; interrupts happen only while the firmware waits anyway."""
    return 0


def enable_irq(state):
    """Take the state that disable_irq gave."""


class RTC:
    """The calendar clock; on ESP32 also memory() that survives resets, but not power cuts."""

    def datetime(self, parts=None):
        """Return or set (year, month, day, weekday, hour, minute, second, subsecond)."""
        if parts is None:
            now = wall.gmtime()
            return now[:3] + (now[6],) + now[3:6] + (0,)
        year, month, day, _, hour, minute, second, _ = parts
        wall.put(wall.mktime((year, month, day, hour, minute, second)))

    if _ESP32:

        def init(self, parts):
            """Set the clock, as datetime does."""
            self.datetime(parts)

        def memory(self, data=None):
            """Return or set the memory, at most 2048 bytes."""
            if data is None:
                return RTC._memory
            if len(data) > 2048:
                raise ValueError("buffer too long")
            RTC._memory = bytes(data)

    _memory = b""


class WDT:
    """The watchdog: never stops once started; resets when it was not fed in time."""

    _event = None
    _timeout = 0

    def __init__(self, id=0, timeout=5000):
        if id != 0:
            raise ValueError("WDT(%d) doesn't exist on %s" % (id, facts.board))
        if not _ESP32 and timeout > _WDT_MAX_RP2:
            raise ValueError("timeout exceeds %d on %s" % (_WDT_MAX_RP2, facts.board))
        if timeout <= 0:
            raise ValueError("WDT timeout too short")
        WDT._timeout = timeout
        self.feed()

    def feed(self):
        """Start the time anew. Does not allocate in an interrupt."""
        clock.free()
        clock.sync()
        clock.cancel(WDT._event)
        WDT._event = clock.at(WDT._timeout, _bite)
        clock.relock()


def _bite(_):
    print("watchdog: not fed for %d ms, the board resets" % WDT._timeout)
    clock.stop(_WATCHDOG)
