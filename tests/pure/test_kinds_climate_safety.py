"""What ends the heating: a dead sensor, a program that hangs, a limit; and what does not."""

from check import eq, near, true
from plants import Rig, Room, hours
from ports import Clock, Out, made


def _states():
    """Yield (name, commands, degrees) of every state in which a sensor may die."""
    yield "heating", [], 15.0
    yield "at its set point", [], 21.5
    yield "eco", [("hvac_thermostat_mode", "eco")], 12.0
    yield "turbo", [("hvac_thermostat_mode", "turbo")], 20.0
    yield "frost", [("on_off", False)], 3.0
    yield "off", [("on_off", False)], 20.0


def test_a_dead_sensor_ends_the_heating_in_every_state_and_is_told_once():
    for kind in ("hvac_heater", "hvac_boiler", "hvac_underfloor_heating", "hvac_radiator"):
        for name, commands, degrees in _states():
            for cycle_s in (0, 600):
                options = {"cycle_s": cycle_s, "min_on_s": 3600, "min_off_s": 0}
                rig = Rig(kind, Room(degrees), frost=5, interval_s=10, **options)
                rig.tell("on_off", True)
                for command in commands:
                    if command[0] in rig.kind.features:
                        rig.tell(*command)
                rig.run(60000)
                rig.online = []
                rig.broken = True
                rig.run(30000)
                note = "%s, %s, cycle %d" % (kind, name, cycle_s)
                eq((rig.heat.on, rig.online), (False, [False]), note)
                rig.run(hours(2))
                eq((rig.heat.on, rig.online), (False, [False]), note)
                eq(rig.kind.states(), [("online", False)])


def test_a_sensor_that_comes_back_goes_on_heating():
    rig = Rig(room=Room(10.0, watts=500))
    rig.tell("on_off", True)
    rig.run(60000)
    rig.broken = True
    rig.run(60000)
    eq(rig.heat.on, False)
    rig.broken = False
    rig.online = []
    rig.run(20000)
    eq((rig.heat.on, rig.online), (True, [True]))


def test_one_bad_reading_or_two_change_nothing():
    rig = Rig(room=Room(10.0, watts=500), interval_s=10)
    rig.tell("on_off", True)
    rig.run(60000)
    rig.broken = True
    rig.run(20000)
    rig.broken = False
    rig.run(60000)
    eq(([on for _, on in rig.heat.history], rig.kind.online), ([True], True))


def test_a_boiler_may_heat_for_a_share_of_the_time_without_its_sensor():
    for on, lost, share in ((True, 20, 0.2), (False, 20, 0), (True, 0, 0)):
        rig = Rig("hvac_boiler", Room(10.0), lost=lost, min_on_s=0, min_off_s=0)
        rig.tell("on_off", on)
        rig.run(60000)
        rig.broken = True
        rig.run(60000)
        rig.watch()
        rig.run(hours(10))
        near(rig.on_ms / hours(10), share, 0.01)
        eq(rig.kind.online, False)


def test_nothing_heats_without_a_sensor_that_has_not_had_its_chance():
    rig = Rig("hvac_boiler", Room(10.0), lost=50, power_on="on", interval_s=60, min_off_s=0)
    rig.broken = True
    rig.run(119000)
    eq(rig.heat.history, [])
    rig.run(hours(1))
    true(rig.heat.history)


def test_the_frost_guard_knows_no_heating_rate():
    rig = Rig("hvac_boiler", Room(0.0, watts=500), cycle_s=900, min_off_s=0)
    rig.tell("hvac_heating_rate", "low")
    rig.run(20000)
    rig.watch()
    rig.run(hours(1))
    near(rig.on_ms / hours(1), 1, 0.01)


def test_a_program_that_hangs_heats_no_longer_than_two_minutes():
    rig = Rig(room=Room(10.0))
    rig.tell("on_off", True)
    rig.run(60000)
    eq(rig.heat.on, True)
    rig.clock.pass_ms(120001)
    eq(rig.heat.value(), 0)
    rig.run(10000)
    eq(rig.heat.value(), 1, "it came to again")


def test_a_relay_does_not_click_while_it_is_let_run_on():
    for kind, ports in (("hvac_heater", None), ("hvac_boiler", {"heat": Out(Clock())})):
        rig = Rig(kind, Room(5.0, watts=200), interval_s=60)
        if ports:
            rig.heat = ports["heat"]
            rig.clock = rig.heat.clock
            rig.kind = made(kind, ports, {"min_off_s": 0})
        rig.tell("on_off", True)
        rig.run(hours(5), 60000)
        eq([on for _, on in rig.heat.history], [True], kind)


def test_the_longest_heating_is_ended_by_the_timer_and_lasts_until_somebody_comes():
    for late_ms in (10000, 55000):
        rig = Rig(room=Room(5.0, outside=-20.0), max_heat_s=1000, frost=10)
        rig.tell("on_off", True)
        rig.run(5000)
        began = rig.heat.history[0][0]
        for _ in range(1100000 // late_ms):
            rig.measure()
            rig.kind.step(rig.clock.now)
            rig.clock.pass_ms(late_ms)
        eq(rig.heat.value(), 0)
        eq(rig.heat.history[1], (began + 1000000, False), "to the millisecond")
        eq(rig.state()["on_off"], False)
        rig.run(hours(5))
        eq(len(rig.heat.history), 2, "the frost guard does not set aside the limit")
        rig.tell("on_off", True)
        rig.run(20000)
        eq(rig.heat.on, True)


def test_after_the_longest_heating_the_sensor_is_still_asked_however_late_the_loop():
    for late_ms in (0, 7, 3000):
        rig = Rig(room=Room(5.0, outside=-20.0), max_heat_s=1000, interval_s=10)
        rig.tell("on_off", True)
        passed = 0
        while passed < 1200000:
            rig.measure()
            wait = rig.kind.step(rig.clock.now)
            true(wait > 0, "asked to be stepped in %d ms" % wait)
            rig.clock.pass_ms(wait + late_ms)
            passed += wait + late_ms
        eq((rig.heat.value(), rig.state()["on_off"]), (0, False))
