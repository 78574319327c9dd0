"""curtain on two outputs: position by time, pause between directions, never both outputs."""

from check import eq, near, true
from motion import Rig as _Rig


def Rig(position=0, late=0, **options):
    return _Rig("curtain", saved=position, late=late, **options)


def test_opens_for_its_travel_time_and_says_so():
    rig = Rig()
    rig.tell("open_set", "open")
    eq(rig.state(), {"open_percentage": 0, "open_state": "opening"})
    eq(rig.kind.busy, True)
    rig.run(5000)
    near(rig.state()["open_percentage"], 50, 1)
    rig.run(6000)
    eq(rig.state(), {"open_percentage": 100, "open_state": "open"})
    eq(rig.open.history, [(0, True), (10000, False)])
    eq((rig.kind.busy, rig.kind.dirty), (False, True))


def test_stops_in_time_though_the_loop_is_late():
    rig = Rig(late=3000)
    rig.tell("open_percentage", 30)
    rig.run(8000)
    eq(rig.open.history, [(0, True), (3000, False)])
    eq(rig.state(), {"open_percentage": 30, "open_state": "open"})


def test_stop_keeps_the_place():
    rig = Rig()
    rig.tell("open_set", "open")
    rig.run(2500)
    rig.tell("open_set", "stop")
    eq(rig.state(), {"open_percentage": 25, "open_state": "open"})
    rig.tell("open_percentage", 20)
    rig.run(3000)
    eq(rig.state(), {"open_percentage": 20, "open_state": "open"})
    eq(rig.close.history, [(3000, True), (3500, False)], "pause, then 5 % of the way")


def test_turning_round_waits_for_the_motor_to_rest():
    rig = Rig()
    rig.tell("open_set", "open")
    rig.run(4000)
    rig.tell("open_set", "close")
    eq(rig.state()["open_state"], "closing")
    rig.run(10000)
    eq(rig.open.history, [(0, True), (4000, False)])
    eq(rig.close.history, [(4500, True), (8500, False)])
    eq(rig.state(), {"open_percentage": 0, "open_state": "close"})


def test_a_place_nobody_knows_is_found_at_an_end():
    rig = Rig(position=None)
    rig.tell("open_percentage", 40)
    rig.run(16000)
    eq(rig.close.history, [(0, True), (10000, False)])
    eq(rig.open.history, [(10500, True), (14500, False)])
    eq(rig.state()["open_percentage"], 40)


def test_an_end_is_reached_from_a_place_nobody_knows():
    for command, port in (("open", "open"), ("close", "close")):
        rig = Rig(position=None)
        rig.tell("open_set", command)
        rig.run(12000)
        eq(getattr(rig, port).history, [(0, True), (10000, False)])
        eq(rig.state()["open_state"], command)


def test_a_run_from_nowhere_that_is_stopped_leaves_nowhere():
    rig = Rig(position=None)
    rig.tell("open_set", "close")
    rig.run(3000)
    rig.tell("open_set", "stop")
    rig.run(1000)
    rig.tell("open_percentage", 50)
    rig.run(20000)
    eq(rig.close.history[2:], [(4000, True), (14000, False)], "a full run to the end again")
    eq(rig.state()["open_percentage"], 50)


def test_an_open_curtain_is_not_opened_again():
    rig = Rig(position=1000)
    rig.tell("open_set", "open")
    rig.run(1000)
    eq(rig.open.history, [])


def test_a_place_is_kept_only_while_it_rests():
    rig = Rig(position=300)
    eq(rig.kind.save(), 300)
    rig.tell("open_set", "open")
    eq(rig.kind.save(), None)
    rig.run(8000)
    eq(rig.kind.save(), 1000)


def test_a_command_after_a_week_of_rest_starts_at_once():
    rig = Rig()
    rig.tell("open_set", "open")
    rig.run(11000)
    rig.clock.pass_ms(7 * 24 * 3600 * 1000)
    rig.tell("open_set", "close")
    eq(rig.close.on, True)


def test_the_same_command_again_does_not_stop_it():
    rig = Rig()
    rig.tell("open_percentage", 100)
    rig.run(100)
    rig.tell("open_set", "open")
    rig.tell("open_set", "open")
    rig.run(11000)
    eq(rig.open.history, [(0, True), (10000, False)])


def test_a_way_of_nothing_is_still_a_run_and_not_a_click():
    rig = Rig(position=501)
    rig.tell("open_percentage", 50)
    rig.run(1000)
    eq(rig.close.history, [(0, True), (50, False)])
    eq(rig.kind.busy, False)


def test_a_motor_whose_timer_is_lost_is_stopped_by_the_loop():
    rig = Rig()
    rig.open.tick = lambda: None
    rig.tell("open_set", "open")
    rig.run(12000)
    eq(rig.open.on, False)
    eq(rig.kind.busy, False)


def test_a_little_open_is_open_and_shut_is_closed():
    # open_percentage that is not zero goes with open, zero with close: c2c/curtain
    for position, state in ((0, "close"), (4, "close"), (5, "open"), (1000, "open")):
        got = Rig(position).state()
        eq(got["open_state"], state)
        eq(got["open_percentage"] > 0, state == "open")


def test_whatever_is_told_and_when_both_outputs_are_never_on():
    rig = Rig(position=None)
    seed = 7
    for _ in range(300):
        seed = (seed * 1103515245 + 12345) & 0x3FFFFFFF
        if seed & 0x300:
            rig.tell("open_set", ("open", "close", "stop")[(seed >> 12) % 3])
        else:
            rig.tell("open_percentage", (seed >> 12) % 21 * 5)
        rig.run((seed >> 20) % 90 * 10 + 10)
    rig.run(20000)
    runs = []
    for name, port in (("open", rig.open), ("close", rig.close)):
        edges = [at for at, _ in port.history]
        runs += [(began, ended, name) for began, ended in zip(edges[::2], edges[1::2])]
    runs.sort()
    true(len(runs) > 50)
    # one has stopped for so long before the other begins
    for (_, ended, one), (began, _, other) in zip(runs, runs[1:]):
        true(one == other or began - ended >= 500, (ended, began))


def test_nothing_moves_at_the_start_whatever_was_saved():
    for saved in (None, 0, 1000, 300, -1, 1001, "x", [], {}, True):
        rig = Rig(saved)
        rig.run(2000)
        eq((rig.open.history, rig.close.history), ([], []))


def test_what_a_relay_of_the_same_name_left_is_no_place():
    for saved in (True, False):
        rig = Rig(saved)
        rig.tell("open_set", "close")
        rig.run(1000)
        eq(rig.close.on, True, "nobody knows where it hangs")
