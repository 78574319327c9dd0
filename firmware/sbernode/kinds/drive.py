"""curtain, gate, window_blind on any drive, with limit switches if there are any. Pure.

A limit switch stops the motor inside the interrupt, and what it tells is believed: an end that was
counted but not reached is told as a hundredth short of it. Between two limit switches the first
whole run measures the way; until then travel_ms is the longest it may take.
"""

from sbernode import log
from sbernode.kinds.curtain import Curtain


class Driven(Curtain):
    """A Curtain on two motors, or on a drive: see hw.drives; counted in its units."""

    _drive = None
    _rate = "auto"
    # What went wrong at a limit switch is told once.
    _told = False

    def begin(self, ports, saved):
        """ports: opening and closing motor, or a drive; the limit switches of open and close."""
        if len(ports) == 3:
            self._drive = drive = ports[0]
            ports = (drive, drive.back) + ports[1:]
            self.options = (drive.whole,) + self.options[1:]
            self.features = self.features + ("open_rate",)
            self._least = 1
        self._open, self._close, opened, closed = ports
        # By whether it opens.
        self._limits = (closed, opened)
        if opened:
            opened.bind(self._at_open, None)
        if closed:
            closed.bind(self._at_close, None)
        # The way as defined; options hold what was measured.
        self._given = given = self.options[0]
        if not isinstance(saved, list) or len(saved) != 4 or saved[2] != given:
            return
        position, whole = saved[:2]
        if not isinstance(position, int) or not isinstance(whole, int):
            return
        if 0 <= position <= whole and 0 < whole <= 2 * given:
            self.options = (whole,) + self.options[1:]
            self._position = position
        if saved[3] in ("low", "medium", "high"):
            self._rate = saved[3]

    def apply(self, name, value, now):
        if name == "open_rate":
            self._rate = value
            return True
        return Curtain.apply(self, name, value, now)

    def read(self):
        states = Curtain.read(self)
        if self._drive:
            states.append(("open_rate", self._rate))
        return states

    def step(self, now):
        port = self._port
        wait = Curtain.step(self, now)
        if port is not None and self._port is None:
            self._arrived(port)
        if not self.busy:
            self._look()
        return wait

    def save(self):
        if self.busy or self._position is None:
            return None
        return [self._position, self.options[0], self._given, self._rate]

    def _at_open(self):
        # Inside an interrupt.
        if self._port is self._open:
            self._open.stop()

    def _at_close(self):
        if self._port is self._close:
            self._close.stop()

    def _start(self, more=0):
        opens = self._target > (self._position or 0)
        limit, whole = self._limits[opens], self.options[0]
        if limit and limit.get():
            # There already: a run that is over, of which nothing is to be learnt.
            self._port, self._from, self._run = (self._close, self._open)[opens], None, 0
            return
        if self._drive:
            self._drive.at = self._position
            self._drive.rate = 1 if self._rate == "low" else 2 if self._rate == "medium" else 3
        if limit and self._target in (0, whole):
            more = whole // 4
        elif self._position is None:
            more = whole // 20
        Curtain._start(self, more)
        if limit and limit.get():
            # The interrupt came between the two.
            self._port.stop()

    def _arrived(self, port):
        """Compare a run that is over with the limit switches."""
        opens = port is self._open
        limit, whole, ran = self._limits[opens], self.options[0], port.ran()
        if not limit:
            return
        end = whole * opens
        wrong = None
        if not limit.get():
            if self._position != end:
                return
            wrong = "unmet"
        elif self._from is not None:
            if ran * 4 >= abs(end - self._from) * 3 or whole == self._given:
                if self._from == whole - end and self._limits[not opens] and ran > 20:
                    self.options = (ran,) + self.options[1:]
                    self._position = ran * opens
            else:
                wrong = "early"
        if wrong and not self._told:
            log.warn("kinds", wrong, self.id)
        self._told = wrong is not None

    def _look(self):
        """Believe the limit switches: it may also be moved by hand."""
        whole = self.options[0]
        for opens in (0, 1):
            limit, end, place = self._limits[opens], whole * opens, None
            if limit and limit.get():
                place = end
            elif limit and self._position == end:
                place = abs(end - (whole + 99) // 100)
            if place is not None and place != self._position:
                self._position = place
                self.dirty = True
