"""Drives that run by time: an H-bridge with a PWM input for each direction, a servo."""

import time

from micropython import const

# Ticks for which a servo may still be on its way when its last place has been told: a second.
_LATE = const(125)
_PERIOD_US = const(20000)


class Paced:
    """Runs for a time that the machine timer ends; slower runs take longer. See hw.drives."""

    rate = "auto"
    at = None
    _pace = 100
    _way = _began = _limit = 0

    def begin(self, whole: int):
        """whole: ms of the whole way at full speed."""
        self.whole = whole
        # Attributes that the interrupt writes are made here: it cannot allocate room for them.
        self.running = False
        self._ran = 0

    def run(self, units: int):
        """Open by so many units."""
        self.go(units, 1)

    def go(self, units, way):
        """Run; way: 1 opens, -1 closes."""
        self.stop()
        # Per cent.
        self._pace = 50 if self.rate == "low" else 75 if self.rate == "medium" else 100
        self._way, self._limit = way, units
        self._began = time.ticks_ms()
        self._move(0)
        # The last of all: a tick in between must not end a run that has not begun.
        self.running = True

    def stop(self):
        """Stop now; may be called inside an interrupt."""
        if self.running:
            self._ran = self.ran()
            self.running = False
        self._rest()

    def ran(self) -> int:
        """Return the units of the present run, or of the last one."""
        if self.running:
            return time.ticks_diff(time.ticks_ms(), self._began) * self._pace // 100
        return self._ran

    def tick(self, now) -> bool:
        """Move on, or end a run that is over, and tell so. Inside an interrupt."""
        if not self.running:
            return False
        done = time.ticks_diff(now, self._began) * self._pace // 100
        if done < self._limit:
            self._move(done)
            return False
        self._move(self._limit)
        self._ran = self._limit
        self.running = False
        self._rest()
        return True


class Bridge(Paced):
    """Two PWM inputs of an H-bridge, of which one at most is driven."""

    def begin(self, whole, opens, closes):
        """opens, closes: PWM channels."""
        Paced.begin(self, whole)
        self._opens, self._closes = opens, closes

    def _move(self, done):
        if not done:
            on, off = self._opens, self._closes
            if self._way < 0:
                on, off = off, on
            off.duty_u16(0)
            on.duty_u16(65535 * self._pace // 100)

    def _rest(self):
        self._opens.duty_u16(0)
        self._closes.duty_u16(0)


class Servo(Paced):
    """A servo led from place to place; from a place nobody knows it goes straight to the end."""

    def begin(self, whole, pwm, ends, hold):
        """ends: us of the pulse when closed and open; hold: keep up the pulses at rest."""
        Paced.begin(self, whole)
        self._pwm, self._ends, self._hold = pwm, ends, hold
        self._from = self.at = None
        self._left = 0

    def turn(self, place: int):
        """Go straight to a place, 0..whole."""
        self.stop()
        self._show(place)

    def go(self, units, way):
        """Run; way: 1 opens, -1 closes."""
        self._from = self.at
        Paced.go(self, units, way)

    def tick(self, now):
        """Move on; let go of a servo that has come to rest. Inside an interrupt."""
        if self._left and not self.running:
            self._left -= 1
            if not self._left:
                self._pwm.duty_u16(0)
        return Paced.tick(self, now)

    def _move(self, done):
        place = self.whole if self._way > 0 else 0
        if self._from is not None:
            place = max(0, min(self.whole, self._from + self._way * done))
        self._show(place)

    def _show(self, place):
        closed, opened = self._ends
        width = closed + (opened - closed) * place // self.whole
        self.at = place
        self._pwm.duty_u16(width * 65536 // _PERIOD_US)

    def _rest(self):
        self._left = 0 if self._hold else _LATE
