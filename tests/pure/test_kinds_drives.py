"""Limit switches, measuring the way, and drives that are no two outputs."""

from check import eq, near, true
from motion import DriveRig, Rig
from sbernode import log

BOTH = "open close"


def told():
    return [code for _, area, code, _ in log.lines() if area == "kinds"]


def test_a_limit_switch_stops_the_motor_though_the_loop_does_not_run():
    rig = Rig("gate", BOTH, place=0, way=6000)
    rig.tell("open_set", "open")
    rig.late = 10**9
    rig.run(9000)
    eq(rig.open.history, [(0, True), (6000, False)])
    eq(rig.limits["open_limit"].active, True)


def test_the_first_whole_run_between_two_limit_switches_measures_the_way():
    rig = Rig("gate", BOTH, way=8000)
    rig.run(20)
    rig.tell("open_set", "open")
    rig.run(9000)
    eq(rig.state(), {"open_percentage": 100, "open_state": "open"})
    eq(rig.kind.save()[:3], [8000, 8000, 10000])
    rig.again()
    rig.tell("open_percentage", 50)
    rig.run(9000)
    eq(rig.place, 4000, "half of the way as measured, after a restart too")
    eq((rig.state()["open_percentage"], told()), (50, []))


def test_the_way_is_measured_anew_when_travel_ms_is_changed():
    rig = Rig("gate", BOTH, way=8000)
    rig.run(20)
    rig.tell("open_set", "open")
    rig.run(9000)
    rig.again(travel_ms=9000)
    eq(rig.kind.options[0], 9000)
    rig.run(20)
    eq(rig.state()["open_percentage"], 100, "the limit switch tells the place")


def test_a_limit_switch_that_never_comes_ends_the_run_and_is_told_once():
    rig = Rig("gate", "close", way=8000)
    rig.limits["open_limit"] = rig.ports["open_limit"] = type(rig.limits["close_limit"])(rig.clock)
    rig.again()
    rig.run(20)
    for _ in range(2):
        rig.tell("open_set", "open")
        rig.run(14000)
        eq(rig.state(), {"open_percentage": 99, "open_state": "open"}, "not quite: nothing tells")
        rig.tell("open_set", "close")
        rig.run(14000)
    eq(rig.open.history[:2], [(20, True), (12520, False)], "travel_ms and a quarter, no longer")
    # closing went well in between
    eq(told(), ["unmet", "unmet"])


def test_a_gate_that_did_not_reach_its_closed_end_is_not_told_as_closed():
    rig = Rig("gate", BOTH, place=8000, way=8000, saved=[10000, 10000, 10000])
    rig.way = 0  # something holds it half-way, so to say: no end is met any more
    rig.works = ""
    rig.limits["open_limit"].release()
    rig.tell("open_set", "close")
    rig.run(14000)
    eq(rig.state(), {"open_percentage": 1, "open_state": "open"})
    eq(told(), ["unmet"])


def test_a_limit_switch_that_comes_much_too_soon_is_believed_and_told_once():
    rig = Rig("gate", BOTH, way=8000)
    rig.run(20)
    for command in ("open", "close"):  # measured
        rig.tell("open_set", command)
        rig.run(9000)
    rig.way = 2000
    rig.tell("open_set", "open")
    rig.run(9000)
    eq(rig.state(), {"open_percentage": 100, "open_state": "open"})
    eq((told(), rig.kind.options[0]), (["early"], 8000))


def test_it_does_not_run_into_a_limit_switch_that_is_pressed():
    for command, place in (("open", 10000), ("close", 0)):
        rig = Rig("gate", BOTH, place=place, saved=[5000, 10000, 10000])
        rig.tell("open_set", command)
        rig.run(3000)
        eq((rig.open.history, rig.close.history), ([], []))
        eq(rig.state()["open_state"], command)


def test_a_limit_switch_pressed_in_the_pause_before_a_run_keeps_it_from_running():
    rig = Rig("gate", BOTH, place=5000, saved=[5000, 10000, 10000])
    rig.tell("open_set", "open")
    rig.run(1000)
    rig.tell("open_set", "close")
    rig.works = ""
    rig.limits["close_limit"].press()
    rig.run(1000)
    eq(rig.close.history, [])
    eq((rig.state(), rig.kind.busy), ({"open_percentage": 0, "open_state": "close"}, False))


def test_a_limit_switch_pressed_while_the_run_begins_stops_it():
    rig = Rig("gate", "open", place=5000, saved=[5000, 10000, 10000])
    rig.ports["close_limit"] = rig.limits["close_limit"] = type(rig.limits["open_limit"])(
        rig.clock
    )
    rig.again()
    run = rig.close.run
    # the interrupt comes before the run has begun: it finds nothing to stop
    rig.close.run = lambda ms: (rig.limits["close_limit"].press(), run(ms))
    rig.tell("open_set", "close")
    eq(rig.close.on, False)


def test_what_is_moved_by_hand_is_told():
    rig = Rig("gate", BOTH, place=0)
    rig.run(20)
    rig.kind.dirty = False
    rig.place = 3000
    rig.run(10)
    eq((rig.state(), rig.kind.dirty), ({"open_percentage": 1, "open_state": "open"}, True))
    rig.kind.dirty = False
    rig.place = 0
    rig.run(10)
    eq((rig.state(), rig.kind.dirty), ({"open_percentage": 0, "open_state": "close"}, True))
    eq((rig.open.history, rig.close.history), ([], []), "and not moved for it")


def test_a_place_nobody_knows_is_looked_for_at_the_limit_switch():
    rig = Rig("curtain", "close", place=7000)
    rig.tell("open_percentage", 30)
    rig.run(14000)
    eq(rig.close.history, [(0, True), (7000, False)])
    eq((rig.place, rig.state()["open_percentage"]), (3000, 30))


def test_limit_switches_never_let_both_outputs_on():
    rig = Rig("gate", BOTH)
    seed = 3
    for _ in range(300):
        seed = (seed * 1103515245 + 12345) & 0x3FFFFFFF
        rig.tell("open_set", ("open", "close", "stop")[(seed >> 12) % 3])
        rig.run((seed >> 20) % 120 * 10)
    true(len(rig.open.history) > 20 and len(rig.close.history) > 20)
    rig.run(20000)
    near(rig.state()["open_percentage"], rig.place * 100 // rig.way, 3)


def test_nothing_damaged_in_the_state_is_believed():
    damaged = [[], [1], [1, 2, 3, 4], "x", 7, {}, [-1, 10000, 10000], [5, 4, 10000]]
    damaged += [[0, 0, 10000], [None, 5000, 10000], [5, "x", 10000], [5, 10**9, 10000]]
    for saved in damaged + [[5, 9000, 9000]]:
        rig = Rig("gate", BOTH, saved=saved)
        eq((rig.kind.save(), rig.kind.options[0]), (None, 10000), repr(saved))


def test_a_stepper_counts_its_steps_exactly_over_stops_and_restarts():
    rig = DriveRig("curtain", "in1", saved=[0, 4096, 4096])
    gone = 0
    for percent, wait in ((100, 1111), (35, 777), (80, 501), (5, 10000), (100, 333)):
        rig.tell("open_percentage", percent)
        rig.run(wait)
        rig.tell("open_set", "stop")
        rig.run(1000)
        eq(rig.kind.save(), [rig.drive.place, 4096, 4096])
        saved, place = rig.kind.save(), rig.drive.place
        rig = DriveRig("curtain", "in1", saved=saved)
        rig.drive.place = place
        gone += 1
    eq(gone, 5)
    true(rig.drive.place > 0)


def test_a_stepper_without_a_place_closes_the_whole_way_and_a_little_more():
    rig = DriveRig("window_blind", "step", steps=4096)
    rig.drive.place = 4096
    rig.tell("open_percentage", 25)
    rig.run(30000)
    eq([move[1:] for move in rig.drive.history], [(-1, 4300), (0, 4300), (1, 1024), (0, 1024)])
    eq((rig.drive.place, rig.state()["open_percentage"]), (1024, 25))


def test_a_speed_is_for_the_next_run():
    rig = DriveRig("curtain", "in1", saved=[0, 4096, 4096])
    eq(rig.state()["open_rate"], "auto")
    for rate, ms in (("low", 6 * 4096), ("medium", 4 * 4096), ("high", 2 * 4096)):
        began = len(rig.drive.history)
        rig.tell("open_rate", rate)
        rig.tell("open_set", "close" if rig.drive.place else "open")
        rig.run(30000)
        (start, _, _), (end, _, _) = rig.drive.history[began:]
        near(end - start, ms, 10)
        eq(rig.state()["open_rate"], rate)


def test_a_drive_stands_still_before_it_turns_round():
    rig = DriveRig("gate", "open_pwm", whole=10000, unit_ms=1, saved=[0, 10000, 10000])
    rig.tell("open_set", "open")
    rig.run(3000)
    rig.tell("open_set", "close")
    rig.run(6000)
    eq(rig.drive.history, [(0, 1, 10000), (3000, 0, 3000), (3500, -1, 3000), (6500, 0, 3000)])


def test_a_servo_is_told_where_it_is():
    rig = DriveRig("curtain", "servo", whole=2000, unit_ms=1, saved=[500, 2000, 2000])
    eq(rig.drive.at, None, "not before it moves")
    rig.tell("open_set", "open")
    eq(rig.drive.at, 500)
