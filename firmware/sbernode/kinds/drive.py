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
        # The limit switches by whether it opens.
        self._limits = ports[3], ports[2]
        self._open, self._close = ports[:2]
        if ports[2]:
            ports[2].bind(self._at_open, None)
        if ports[3]:
            ports[3].bind(self._at_close, None)
        # The way as defined; options hold what was measured.
        self._given = given = self.options[0]
        if isinstance(saved, list) and len(saved) == 3 and saved[2] == given:
            position, whole, _ = saved
            if (
                isinstance(position, int)
                and isinstance(whole, int)
                and 0 <= position <= whole
                and given // 20 < whole <= given * 2
            ):
                self.options = (whole,) + self.options[1:]
                self._position = position

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
            self._arrived(port is self._open, port.ran())
        if not self.busy:
            self._look()
        return wait

    def save(self):
        if self.busy or self._position is None:
            return None
        return [self._position, self.options[0], self._given]

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
            self._drive.rate = self._rate
        if limit and self._target in (0, whole):
            more = whole // 4
        elif self._position is None:
            more = whole // 20
        Curtain._start(self, more)
        if limit and limit.get():
            # The interrupt came before the run.
            self._port.stop()

    def _arrived(self, opens, ran):
        """Compare a run that is over with the limit switch it went to."""
        limit, whole = self._limits[opens], self.options[0]
        end, wrong = whole * opens, None
        if not limit or not limit.get():
            if not limit or self._position != end:
                return
            wrong = "unmet"
        elif self._from is not None:
            if whole != self._given and ran * 4 < abs(end - self._from) * 3:
                wrong = "early"
            elif self._from == whole - end and self._limits[not opens] and ran > self._given // 20:
                self.options = (ran,) + self.options[1:]
                self._position = ran * opens
        if wrong and not self._told:
            log.warn("kinds", wrong, self.id)
        self._told = wrong

    def _look(self):
        """Believe the limit switches: it may also be moved by hand."""
        whole = self.options[0]
        for opens in (0, 1):
            limit, place = self._limits[opens], whole * opens
            if not limit:
                continue
            if not limit.get():
                if self._position != place:
                    continue
                place = abs(place - (whole + 99) // 100)
            if place != self._position:
                self._position = place
                self.dirty = True
