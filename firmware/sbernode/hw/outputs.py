"""A motor: an output with a run time."""

import time


class Motor:
    """An output with a run time that the machine timer ends. begin() is for the start."""

    _began = _limit = 0

    def begin(self, out):
        """Take the pin, or the signal where the active level is low."""
        self._out = out
        # Attributes that the interrupt writes are made here: it cannot allocate room for them.
        self.running = False
        self._ran = 0

    def run(self, ms: int):
        """Switch on for `ms`; the machine timer ends it."""
        self.running = False
        self._out.value(True)
        self._began, self._limit = time.ticks_ms(), ms
        # The last of all: a tick in between must not end a run that has not begun.
        self.running = True

    def stop(self):
        """Switch off now."""
        if self.running:
            self._ran = self.ran()
            self.running = False
        self._out.value(False)

    def ran(self) -> int:
        """Return the ms of the present run, or of the last one."""
        if self.running:
            return time.ticks_diff(time.ticks_ms(), self._began)
        return self._ran

    def tick(self, now) -> bool:
        """End a run that is over, and tell so. Inside an interrupt."""
        if not self.running or time.ticks_diff(now, self._began) < self._limit:
            return False
        self._out.value(False)
        self._ran = self._limit
        self.running = False
        return True
