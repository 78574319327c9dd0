"""Output ports: on/off (with a run time that a timer ends), PWM level, WS2812 pixels."""

import time

from machine import PWM, Pin
from micropython import const

_FREQUENCY = const(1000)


class Out:
    """A pin that is on or off. keeps: a level held over a soft restart stays, against `on`."""

    def __init__(self, urgent, gpio: int, low: bool, on: bool, keeps: bool):
        self._urgent, self._low = urgent, low
        level = _held(gpio) if keeps else None
        # Latched together with the direction: no other level is seen in between.
        self._pin = Pin(gpio, Pin.OUT, value=on != low if level is None else level)
        self._running = False
        self._began = self._limit = self._ran = 0

    def set(self, on):
        """Switch; may be called inside an interrupt."""
        self._pin.value(bool(on) != self._low)

    def get(self) -> bool:
        """Return whether the pin is on, as the pin itself says."""
        return bool(self._pin.value()) != self._low

    def run(self, ms: int):
        """Switch on for `ms`; the machine timer ends it."""
        self._urgent.add(self)
        self._running = False
        self.set(True)
        self._began, self._limit = time.ticks_ms(), ms
        # The last of all: a tick in between must not end a run that has not begun.
        self._running = True

    def stop(self):
        """Switch off now."""
        if self._running:
            self._ran = self.ran()
            self._running = False
        self.set(False)

    def end(self):
        """Stop a run that nobody would end any more."""
        if self._running:
            self.stop()

    def ran(self) -> int:
        """Return the ms of the present run, or of the last one."""
        if self._running:
            return time.ticks_diff(time.ticks_ms(), self._began)
        return self._ran

    def tick(self, now):
        """End a run that is over. Inside an interrupt."""
        if self._running and time.ticks_diff(now, self._began) >= self._limit:
            self.set(False)
            self._ran = self._limit
            self._running = False
            self._urgent.wake.set()


class Level:
    """A PWM channel, 0..65535."""

    def __init__(self, gpio: int, low: bool):
        self._flip = 65535 if low else 0
        self._duty = 0
        pin = Pin(gpio, Pin.OUT, value=low)
        self._pwm = PWM(pin, freq=_FREQUENCY, duty_u16=self._flip)

    def set(self, duty: int):
        """Set the duty; may be called inside an interrupt."""
        self._duty = duty
        self._pwm.duty_u16(self._flip - duty if self._flip else duty)

    def get(self) -> int:
        """Return the duty last set: the hardware rounds what it is asked for."""
        return self._duty


class Pixels:
    """A strip of WS2812."""

    def __init__(self, gpio: int, count: int):
        from neopixel import NeoPixel

        self._strip = NeoPixel(Pin(gpio, Pin.OUT, value=0), count)

    def fill(self, colour):
        """Show (red, green, blue), each 0..255, on all pixels; takes 30 us a pixel."""
        self._strip.fill(colour)
        self._strip.write()


def _held(gpio):
    """Return the level that an output of before kept over a soft restart, None after any other."""
    import machine

    if hasattr(machine, "SOFT_RESET"):  # esp32: the cause of the restart tells
        held = machine.reset_cause() == machine.SOFT_RESET
    else:  # rp2: the pin tells, as the hardware remembers its direction
        held = "mode=OUT" in repr(Pin(gpio))
    return Pin(gpio).value() if held else None
