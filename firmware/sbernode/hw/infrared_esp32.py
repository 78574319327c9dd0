"""Pulses by the RMT of an ESP32: esp32.RMT, of MicroPython 1.24 to 1.27 and of later ones.

The constructors of both know these arguments; channel 0 is not the one neopixel uses.
"""

from machine import Pin
from micropython import const

# 80 MHz by 255: units of 3.1875 us, of which the hardware takes 32767 for one length.
_DIVIDER = const(255)


class Beam:
    """A train on its way; end() once it is over."""

    def __init__(self, pin, carrier, train):
        # Here: no other board has it.
        from esp32 import RMT

        self._pin = pin
        # A third of the time lit, as remote controls do it.
        self._rmt = RMT(0, pin=pin, clock_div=_DIVIDER, tx_carrier=(carrier, 33, 1))
        # In its place: a train of an air conditioner is long.
        for i, us in enumerate(train):
            train[i] = max(1, us * 16 // 51)
        try:
            self._rmt.write_pulses(train)
        except Exception:
            self.end()
            raise

    def end(self):
        """Let go of the hardware; the pin is low."""
        # An ESP32 does not survive the end of a train that is not over (ESP-IDF issue 17692).
        self._rmt.wait_done(timeout=500)
        self._rmt.deinit()
        self._pin.init(Pin.OUT, value=0)
