"""Stepper motors: step and direction for a driver, or the four coils of a 28BYJ-48.

Their steps come from a timer of their own, which runs only while one of them moves.
"""

from machine import Timer
from micropython import const

# Half steps, bit 0 for in1: 28BYJ-48 with a ULN2003, the table of the motor's data sheet.
_COILS = const(b"\x08\x0c\x04\x06\x02\x03\x01\x09")


class Pace:
    """The timer of all steppers. It counts as running for hw.Urgent, which stops it in the end."""

    def begin(self, hard: bool):
        """hard: the timer may be a hard interrupt."""
        # The esp32 port numbers its timers, 0 is taken by hw.ports; the others have one number.
        self._timer = Timer(-1 if hard else 1)
        self._hard = hard
        self._steppers = []
        self.running = False

    def add(self, stepper):
        """Have stepper.beat() called every ms while it runs."""
        self._steppers.append(stepper)

    def start(self):
        """Have the timer run."""
        if self.running:
            return
        settings = {"mode": Timer.PERIODIC, "period": 1, "callback": self._beat}
        if self._hard:
            try:
                self._timer.init(hard=True, **settings)
            except (TypeError, ValueError):  # before MicroPython 1.27 there is no such choice
                self._hard = False
        if not self._hard:
            self._timer.init(**settings)
        # The last of all: a limit switch must not stop a timer that has not begun.
        self.running = True

    def stop(self):
        """Stop the timer."""
        self._timer.deinit()
        self.running = False

    def tick(self, now) -> bool:
        """Stop the timer once all rest: not from its own interrupt. Inside that of hw.Urgent."""
        if self.running:
            for stepper in self._steppers:
                if stepper.running:
                    return False
            self.stop()
        return False

    def _beat(self, timer):
        for stepper in self._steppers:
            if stepper.running:
                stepper.beat()


class Stepper:
    """A drive that counts steps, see hw.drives. At rest its coils are off."""

    rate = "auto"
    at = None
    _way = _period = _limit = 0

    def begin(self, whole, pins, enable, every, pace):
        """pins: step and dir, or four coils; every: ms of a step at the highest speed."""
        self.whole, self._pins, self._enable = whole, pins, enable
        self._every, self._pace = every, pace
        # Attributes that the interrupt writes are made here: it cannot allocate room for them.
        self.running = self._over = False
        self._phase = self._count = self._wait = 0
        pace.add(self)

    def run(self, units: int):
        """Open by so many steps."""
        self.go(units, 1)

    def go(self, units, way):
        """Run; way: 1 opens, -1 closes."""
        self.stop()
        self._way, self._limit, self._count = way, units, 0
        slower = 3 if self.rate == "low" else 2 if self.rate == "medium" else 1
        self._period = self._every * slower
        # The direction stands, and the driver is awake, for a ms before the first step.
        self._wait = 2
        if len(self._pins) == 2:
            self._pins[1].value(way > 0)
        if self._enable:
            self._enable.value(1)
        self.running = True
        self._pace.start()

    def stop(self):
        """Stop now; may be called inside an interrupt."""
        self.running = False
        if len(self._pins) == 4:
            for pin in self._pins:
                pin.value(0)
        if self._enable:
            self._enable.value(0)

    def ran(self) -> int:
        """Return the steps of the present run, or of the last one."""
        return self._count

    def tick(self, now) -> bool:
        """Tell that a run is over. Inside an interrupt."""
        over, self._over = self._over, False
        return over

    def beat(self):
        """Step if it is time. Inside an interrupt."""
        self._wait -= 1
        if self._wait > 0:
            return
        self._wait = self._period
        if self._count >= self._limit:
            # One period after the last step: by now the motor has made it.
            self.stop()
            self._over = True
            return
        self._count += 1
        pins = self._pins
        if len(pins) == 2:
            pins[0].value(1)
            pins[0].value(0)
            return
        self._phase = (self._phase + self._way) & 7
        coils = _COILS[self._phase]
        for i in range(4):
            pins[i].value(coils >> i & 1)
