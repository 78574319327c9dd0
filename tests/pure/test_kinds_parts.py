"""Devices of two drives: a curtain with halves, a blind with slats.

Rules of the halves: developers.sber.ru c2c/curtain and c2c/open_left_state: a change of a half
changes open_state and open_percentage.
"""

from check import eq, true
from ports import Clock, Drive, In, Out, made

HALVES = ("open_left", "close_left", "open_right", "close_right")


class Halves:
    def __init__(self, saved=None):
        self.clock = Clock()
        self.ports = {name: Out(self.clock) for name in HALVES}
        self.kind = made("curtain", self.ports, {"travel_ms": 10000, "pause_ms": 500}, saved)

    def tell(self, name, value):
        true(self.kind.apply(name, value, self.clock.now))

    def run(self, ms):
        for _ in range(ms // 10):
            self.clock.pass_ms(10)
            self.kind.step(self.clock.now)
            for side in ("left", "right"):
                both = self.ports["open_" + side].on and self.ports["close_" + side].on
                true(not both, side)

    def state(self, side=""):
        states = dict(self.kind.read())
        return states["open_%spercentage" % side], states["open_%sstate" % side]


def test_a_half_moves_alone_and_the_whole_is_told_with_it():
    it = Halves([0, 0])
    it.tell("open_left_set", "open")
    eq((it.state("left_"), it.state("right_")), ((0, "opening"), (0, "close")))
    eq(it.state(), (0, "opening"))
    it.run(11000)
    eq((it.state("left_"), it.state("right_")), ((100, "open"), (0, "close")))
    eq((it.state(), it.kind.dirty), ((50, "open"), True))
    eq(it.ports["open_right"].history, [])
    it.tell("open_right_percentage", 30)
    it.run(11000)
    eq((it.state("right_"), it.state()), ((30, "open"), (65, "open")))


def test_the_whole_moves_both_halves():
    it = Halves([1000, 0])
    it.tell("open_percentage", 40)
    eq((it.state("left_")[1], it.state("right_")[1]), ("closing", "opening"))
    true(it.kind.busy)
    it.run(11000)
    eq((it.state("left_"), it.state("right_")), ((40, "open"), (40, "open")))
    eq((it.state(), it.kind.busy), ((40, "open"), False))
    it.tell("open_set", "close")
    eq(it.state()[1], "closing")
    it.run(2000)
    it.tell("open_set", "stop")
    eq(it.state(), (20, "open"))
    eq([port.on for port in it.ports.values()], [False] * 4)


def test_a_little_of_one_half_is_not_closed():
    it = Halves([10, 0])
    eq((it.state(), it.state("left_")), ((1, "open"), (1, "open")))


def test_the_places_of_both_are_kept_at_rest_only():
    it = Halves([300, 700])
    eq(it.kind.save(), [300, 700])
    it.tell("open_right_set", "open")
    eq(it.kind.save(), None)
    it.run(5000)
    eq(it.kind.save(), [300, 1000])
    for saved in (None, 5, "x", [1], [None, "x"], {}):
        eq(Halves(saved).kind.save(), [None, None])


class Blind:
    def __init__(self, lift=True, saved=None):
        self.clock = Clock()
        self.tilt = Drive(self.clock, 1500)
        ports = {"tilt": self.tilt}
        if lift:
            self.open, self.close = Out(self.clock), Out(self.clock)
            self.limit = In(self.clock)
            ports.update({"open": self.open, "close": self.close, "close_limit": self.limit})
        self.kind = made("window_blind", ports, {"travel_ms": 10000, "tilt_ms": 1500}, saved)

    def tell(self, name, value):
        true(self.kind.apply(name, value, self.clock.now))

    def run(self, ms):
        for _ in range(ms // 10):
            self.clock.pass_ms(10)
            self.kind.step(self.clock.now)


def test_slats_turn_without_the_blind_being_lifted():
    it = Blind()
    eq(it.kind.features[-1], "light_transmission_percentage")
    it.tell("light_transmission_percentage", 100)
    it.run(3000)
    eq(dict(it.kind.read())["light_transmission_percentage"], 100)
    eq((it.tilt.place, it.open.history, it.close.history), (1500, [], []))
    eq((it.kind.dirty, it.kind.busy), (True, False))


def test_a_lift_with_slats_has_its_limit_switch_and_its_own_place():
    it = Blind()
    it.tell("open_set", "close")
    it.run(3000)
    it.limit.press()
    it.run(100)
    eq(it.close.history, [(0, True), (3000, False)])
    eq(dict(it.kind.read())["open_state"], "close")
    eq(it.tilt.history, [])
    eq(it.kind.save(), [[0, 10000, 10000], None])
    it.limit.release()
    again = Blind(saved=[[5000, 10000, 10000], [1500, 1500, 1500]])
    eq(dict(again.kind.read())["open_percentage"], 50)
    eq(dict(again.kind.read())["light_transmission_percentage"], 100)


def test_a_limit_switch_that_never_comes_is_told_in_the_name_of_the_blind():
    from sbernode import log

    del log.lines()[:]
    it = Blind(saved=[[5000, 10000, 10000], None])
    it.tell("open_set", "close")
    it.run(9000)
    eq([(code, args) for _, _, code, args in log.lines()], [("unmet", ("window_blind",))])


def test_slats_alone_are_as_open_as_they_let_light_through():
    it = Blind(lift=False, saved=[0, 1500, 1500])
    it.tell("light_transmission_percentage", 40)
    it.run(2000)
    states = dict(it.kind.read())
    eq((states["light_transmission_percentage"], states["open_percentage"]), (40, 40))
    eq(states["open_state"], "open")
    it.tell("open_set", "close")
    it.run(2000)
    eq((it.tilt.place, dict(it.kind.read())["light_transmission_percentage"]), (0, 0))
