"""gate on an impulse input. The opener of the tests takes pulses as openers do: open, stop, close,
stop (the impulse sequence of garage door manuals), or open, close if it knows no stop.
"""

from check import eq, raises, true
from ports import Clock, In, Out, made
from sbernode import log

_TRAVEL = 8000


class Opener:
    """A gate of `way` ms that its opener moves; `pulses` counts the pulses it got."""

    def __init__(self, place=0, opened=True, turn=2, way=_TRAVEL):
        del log.lines()[:]
        self.clock = Clock()
        self.pulse = Out(self.clock)
        self.closed, self.opened = In(self.clock), In(self.clock) if opened else None
        self.place, self.way, self.turn = place, way, turn
        self.direction, self.next = 0, 1 if place == 0 else -1
        self.pulses, self._on = 0, False
        self._touch()
        ports = {"pulse": self.pulse, "close_limit": self.closed}
        if opened:
            ports["open_limit"] = self.opened
        options = {"travel_ms": 10000, "pause_ms": 500, "pulse_ms": 300, "turn": turn}
        self.gate = made("gate", ports, options)

    def _touch(self):
        for contact, at in ((self.closed, 0), (self.opened, _TRAVEL)):
            if contact and contact.active != (self.place == at):
                (contact.release if contact.active else contact.press)()

    def take_pulse(self):
        self.pulses += 1
        if self.direction:
            self.next = -self.direction
            self.direction = 0 if self.turn == 2 else self.next
        else:
            self.direction = self.next

    def run(self, ms):
        for _ in range(ms // 10):
            if self.pulse.on and not self._on:
                self.take_pulse()
            self._on = self.pulse.on
            self.clock.pass_ms(10)
            self.pulse.tick()
            self.place += 10 * self.direction
            if not 0 < self.place < self.way and self.direction:
                self.place = max(0, min(self.way, self.place))
                if self.place in (0, self.way):
                    self.next = 1 if self.place == 0 else -1
                    self.direction = 0
            self._touch()
            self.gate.step(self.clock.now)

    def tell(self, value):
        true(self.gate.apply("open_set", value, self.clock.now))

    def state(self):
        ((name, state),) = self.gate.read()
        eq(name, "open_state")
        return state


def test_one_pulse_opens_and_one_closes():
    it = Opener()
    eq((it.gate.features, it.state()), (("open_set", "open_state"), "close"))
    it.tell("open")
    eq(it.state(), "opening")
    it.run(9000)
    eq((it.state(), it.place, it.pulses), ("open", _TRAVEL, 1))
    eq(it.pulse.history, [(0, True), (300, False)], "as long as the option says, by the timer")
    it.tell("close")
    eq(it.state(), "closing")
    it.run(9000)
    eq((it.state(), it.place, it.pulses), ("close", 0, 2))


def test_no_pulse_for_what_is_so_already():
    for opened in (True, False):
        for place, command in ((0, "close"), (_TRAVEL, "open"), (0, "stop"), (_TRAVEL, "stop")):
            it = Opener(place, opened)
            for _ in range(3):
                it.tell(command)
                it.run(500)
            eq(it.pulses, 0, "%s %d" % (command, place))


def test_no_second_pulse_while_it_is_on_its_way():
    for opened in (True, False):
        for place, command in ((0, "open"), (_TRAVEL, "close")):
            it = Opener(place, opened)
            for _ in range(4):
                it.tell(command)
                it.run(1000)
            it.run(9000)
            eq((it.pulses, it.state()), (1, command))


def test_stop_takes_one_pulse_and_only_while_it_moves():
    it = Opener()
    it.tell("open")
    it.run(2000)
    for _ in range(3):
        it.tell("stop")
        it.run(1000)
    eq((it.pulses, it.direction, it.place), (2, 0, 2000))
    eq(it.state(), "open", "not closed")
    it.tell("close")
    it.run(9000)
    eq((it.pulses, it.state()), (3, "close"))


def test_a_stop_right_after_the_command_waits_for_the_pulse_to_end():
    it = Opener()
    it.tell("open")
    it.run(100)
    it.tell("stop")
    it.run(3000)
    eq(it.pulse.history, [(0, True), (300, False), (800, True), (1100, False)])
    eq((it.direction, it.pulses), (0, 2))


def test_turning_round_stops_first():
    it = Opener()
    it.tell("open")
    it.run(3000)
    it.tell("close")
    eq(it.state(), "closing")
    it.run(9000)
    eq((it.pulses, it.place, it.state()), (3, 0, "close"))


def test_an_opener_without_a_stop_turns_at_one_pulse_and_is_never_told_to_stop():
    it = Opener(turn=1)
    it.tell("open")
    it.run(3000)
    it.tell("close")
    it.run(1000)
    eq((it.pulses, it.direction), (2, -1))
    it.tell("stop")
    it.run(9000)
    eq((it.pulses, it.state()), (2, "close"))


def test_opening_again_after_a_stop_takes_as_many_pulses_as_the_opener_needs():
    it = Opener()
    it.tell("open")
    it.run(2000)
    it.tell("stop")
    it.run(1000)
    it.tell("open")  # its next step would close: close, stop, open
    it.run(12000)
    eq((it.pulses, it.place, it.state()), (5, _TRAVEL, "open"))


def test_one_contact_tells_no_more_than_that_it_is_not_closed():
    it = Opener(place=4000, opened=False)
    eq(it.state(), "open")
    it.tell("open")
    it.run(1000)
    eq(it.pulses, 0)
    it.tell("close")
    it.run(9000)
    eq((it.pulses, it.state()), (1, "close"))


def test_it_is_opened_after_it_was_stopped_while_it_closed_though_no_contact_tells():
    it = Opener(place=_TRAVEL, opened=False)
    it.tell("close")
    it.run(2000)
    it.tell("stop")
    it.run(1000)
    it.tell("open")
    it.run(11000)
    eq((it.pulses, it.place, it.state()), (3, _TRAVEL, "open"))


def test_a_gate_found_between_its_ends_gets_one_pulse_and_its_contacts_tell_the_rest():
    for command, goes in (("open", 1), ("close", -1), ("open", -1), ("close", 1)):
        it = Opener(place=4000)
        it.next = goes
        eq(it.state(), "open")
        it.tell(command)
        it.run(9000)
        eq((it.pulses, it.state()), (1, "open" if goes > 0 else "close"))
        it.tell(command)
        it.run(9000)
        eq((it.pulses, it.state()), (1 if (command == "open") == (goes > 0) else 2, command))


def test_something_in_the_way_of_closing_is_told_as_open_and_once_in_the_log():
    it = Opener(place=_TRAVEL)
    it.tell("close")
    it.run(3000)
    it.direction = 0  # the opener gives up by itself
    it.run(6000)
    eq(it.state(), "closing", "nobody knows yet")
    it.run(2000)
    eq((it.state(), it.gate.dirty, it.pulses), ("open", True, 1))
    it.tell("close")
    it.run(11000)
    eq([line[2] for line in log.lines()], ["unmet"])


def test_a_gate_that_does_not_move_at_all_is_told_as_it_is():
    it = Opener()
    it.take_pulse = lambda: None
    it.tell("open")
    it.run(11000)
    eq((it.state(), it.pulse.history), ("close", [(0, True), (300, False)]))


def test_a_remote_control_is_followed_and_answered_with_no_pulse():
    it = Opener()
    it.take_pulse()
    it.run(1000)
    eq((it.state(), it.gate.dirty), ("opening", True))
    it.tell("open")
    it.run(8000)
    eq((it.state(), it.pulses, it.pulse.history), ("open", 1, []))
    it.take_pulse()
    it.run(1000)
    eq(it.state(), "closing")
    it.run(8000)
    eq((it.state(), it.pulse.history), ("close", []))


def test_nothing_is_pulsed_at_the_start_wherever_it_is():
    for place in (0, 3000, _TRAVEL):
        for opened in (True, False):
            it = Opener(place, opened)
            it.run(30000)
            eq((it.pulses, it.pulse.history, it.gate.dirty), (0, [], False))


def test_pulses_never_run_into_each_other_whatever_is_told():
    it = Opener()
    seed = 11
    for _ in range(200):
        seed = (seed * 1103515245 + 12345) & 0x3FFFFFFF
        it.tell(("open", "close", "stop")[(seed >> 12) % 3])
        it.run((seed >> 20) % 60 * 10)
    edges = [at for at, _ in it.pulse.history]
    true(len(edges) > 40)
    for i in range(0, len(edges) - 1, 2):
        eq(edges[i + 1] - edges[i], 300)
    for i in range(1, len(edges) - 1, 2):
        true(edges[i + 1] - edges[i] >= 500)
    it.tell("close")
    it.run(30000)
    eq((it.state(), it.place), ("close", 0), "and it knows where it is in the end")


def test_the_contact_of_the_closed_end_is_needed():
    raises(TypeError, made, "gate", {"pulse": Out()})
    raises(TypeError, made, "gate", {"pulse": Out(), "open_limit": In()})


def test_nothing_blocks_the_interpreter_during_a_pulse():
    """The timer of an ESP32 waits for the interpreter, and a pulse is a pulse by its length."""
    it = Opener()
    eq(it.gate.busy, False)
    it.tell("open")
    it.run(200)
    eq(it.gate.busy, True)
    it.run(200)
    eq(it.gate.busy, False)
