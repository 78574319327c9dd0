"""Thermostats in rooms that warm and cool: what they hold, and what they keep."""

from check import eq, near, true
from plants import DAY_MS, Rig, Room, hours, runs
from ports import Out, made


def test_a_room_is_held_between_hysteresis_and_set_point():
    rig = Rig(hysteresis=5)
    rig.tell("hvac_temp_set", 20)
    rig.tell("on_off", True)
    rig.run(hours(6))
    rig.watch()
    rig.run(DAY_MS)

    # a reading is a tenth, and ten seconds of this heater are 0.02 degrees
    true(19.3 < rig.low < 19.6, rig.low)
    true(19.9 < rig.high < 20.1, rig.high)
    near(rig.on_ms / DAY_MS, rig.room.balance(19.75), 0.05, "the law of conservation of energy")


def test_nothing_heats_before_somebody_asks_for_it():
    rig = Rig(room=Room(2.0))
    rig.run(hours(3))
    eq(rig.heat.history, [])


def test_nothing_heats_before_the_first_reading():
    rig = Rig(power_on="on")
    rig.broken = True
    rig.run(hours(1))
    eq((rig.heat.history, rig.kind.online), ([], False))
    rig.broken = False
    rig.run(20000)
    eq((rig.heat.on, rig.kind.online), (True, True))


def test_a_set_point_acts_at_once_and_off_too():
    rig = Rig("hvac_boiler", room=Room(20.0), min_on_s=600, min_off_s=0)
    rig.tell("hvac_temp_set", 25)
    rig.tell("on_off", True)
    rig.run(15000)
    eq(rig.heat.on, True)
    rig.tell("on_off", False)
    rig.kind.step(rig.clock.now)
    eq(rig.heat.on, False, "a shortest run is for regulation, not for people")


def test_a_burner_keeps_its_shortest_times():
    rig = Rig("hvac_boiler", room=Room(watts=8000), min_on_s=300, min_off_s=400, hysteresis=1)
    rig.tell("hvac_temp_set", 20)
    rig.tell("on_off", True)
    rig.run(DAY_MS)
    on, off = runs(rig.heat.history)

    true(len(on) > 20)
    true(min(on) >= 300000 and min(off) >= 400000, (min(on), min(off)))
    true(rig.heat.history[0][0] >= 400000, "nobody knows when it burnt last before the start")


def test_shares_of_a_cycle_hold_a_lazy_floor_steadier_than_on_and_off():
    swing = []
    for cycle_s in (0, 600):
        floor = Room(19.0, watts=2400, lag_s=2400)
        rig = Rig("hvac_underfloor_heating", floor, cycle_s=cycle_s, hysteresis=20)
        rig.tell("hvac_temp_set", 21)
        rig.tell("on_off", True)
        rig.run(DAY_MS)
        rig.watch()
        rig.run(DAY_MS)
        swing.append(rig.high - rig.low)
        if cycle_s:
            true(rig.low > 19.0 and rig.high < 21.0, (rig.low, rig.high))
            near(rig.on_ms / DAY_MS, floor.balance((rig.low + rig.high) / 2), 0.03)
    true(swing[1] < swing[0] / 3, swing)


def test_the_heating_rate_is_the_most_of_each_cycle():
    for rate, share in (("low", 1 / 3), ("medium", 2 / 3), ("high", 1)):
        rig = Rig("hvac_underfloor_heating", Room(5.0, outside=-20), cycle_s=900)
        rig.tell("hvac_temp_set", 40)
        rig.tell("hvac_heating_rate", rate)
        rig.tell("on_off", True)
        rig.run(20000)
        rig.watch()
        rig.run(hours(5))
        near(rig.on_ms / hours(5), share, 0.01, rate)


def test_without_a_cycle_there_is_no_rate_and_without_a_sensor_no_set_point():
    eq("hvac_heating_rate" in Rig("hvac_boiler", cycle_s=0).kind.features, False)
    plain = made("hvac_boiler", {"heat": Out()}, {"cycle_s": 600})
    eq(plain.features, ("on_off", "hvac_heating_rate"))
    eq(plain.online, True)


def test_eco_lowers_the_set_point():
    rig = Rig(room=Room(20.0), eco=30, hysteresis=5)
    rig.tell("hvac_temp_set", 21)
    rig.tell("on_off", True)
    rig.tell("hvac_thermostat_mode", "eco")
    rig.run(hours(12))
    rig.watch()
    rig.run(DAY_MS)
    true(rig.low > 17.3 and rig.high < 18.1, (rig.low, rig.high))
    eq(rig.state()["hvac_temp_set"], 21, "what was asked for stays what is told")


def test_turbo_heats_beyond_the_set_point_for_a_time_and_ends_by_itself():
    rig = Rig(room=Room(20.0, watts=3000), turbo_min=30, set_max=22)
    rig.tell("hvac_temp_set", 20)
    rig.tell("on_off", True)
    rig.run(60000)
    rig.tell("hvac_thermostat_mode", "turbo")
    rig.run(29 * 60000)
    eq(rig.state()["hvac_thermostat_mode"], "turbo")
    true(21.5 < rig.high < 22.1, "not above the highest set point: %r" % rig.high)
    rig.online = []
    rig.run(2 * 60000)
    eq((rig.state()["hvac_thermostat_mode"], rig.online[:1]), ("heating", [True]))
    rig.run(hours(6))
    rig.watch()
    rig.run(hours(2))
    true(rig.high < 20.1)


def test_turbo_does_not_come_back_with_the_power():
    rig = Rig(saved={"on_off": True, "hvac_thermostat_mode": "turbo", "hvac_temp_set": 20})
    rig.run(20000)
    eq(rig.state()["hvac_thermostat_mode"], "heating")


def test_frost_is_kept_out_of_a_house_whose_boiler_is_off():
    house = Room(8.0, outside=-15.0, watts=6000, loss=200.0, kilojoules=8000)
    rig = Rig("hvac_boiler", house, frost=5)
    rig.run(2 * DAY_MS)
    true(rig.low > 4.6, rig.low)
    rig.watch()
    rig.run(DAY_MS)
    # from 5 degrees to one hysteresis above
    true(4.6 < rig.low < 5.1 and 5.8 < rig.high < 6.4, (rig.low, rig.high))
    eq(rig.state()["on_off"], False)


def test_without_a_frost_guard_off_is_off():
    rig = Rig("hvac_boiler", Room(1.0, outside=-15.0), frost=0)
    rig.run(hours(5))
    eq(rig.heat.history, [])


def test_a_set_point_below_the_frost_guard_gives_way():
    rig = Rig("hvac_boiler", Room(7.0, outside=-10.0), frost=8, set_min=5, hysteresis=5)
    rig.tell("hvac_temp_set", 5)
    rig.tell("on_off", True)
    rig.run(DAY_MS)
    rig.watch()
    rig.run(hours(6))
    true(rig.low > 7.7, rig.low)


def test_what_was_asked_for_outlives_a_restart_and_power_follows_its_policy():
    rig = Rig("hvac_underfloor_heating")
    for name, value in (("on_off", True), ("hvac_temp_set", 27), ("hvac_heating_rate", "low")):
        rig.tell(name, value)
    rig.tell("hvac_thermostat_mode", "eco")
    kept = rig.kind.save()
    rig.tell("hvac_temp_set", 30)
    eq(kept["hvac_temp_set"], 27, "what is being saved does not change meanwhile")
    for policy, on in (("off", False), ("on", True), ("last", True)):
        again = Rig("hvac_underfloor_heating", saved=kept, power_on=policy)
        want = dict(kept, on_off=on)
        eq({name: again.state()[name] for name in want}, want, policy)
        eq(again.heat.history, [])


def test_a_damaged_state_is_not_believed():
    for saved in (
        5,
        [],
        {},
        {"hvac_temp_set": 99, "hvac_thermostat_mode": "cooling", "on_off": 1},
        {"hvac_temp_set": "21", "hvac_thermostat_mode": 3, "on_off": "on"},
        {"hvac_temp_set": True, "hvac_heating_rate": "9", "more": 5},
    ):
        rig = Rig("hvac_boiler", saved=saved, power_on="last", cycle_s=60)
        want = {"on_off": False, "hvac_temp_set": 21, "hvac_heating_rate": "high"}
        eq(rig.state(), dict(want, hvac_thermostat_mode="heating"))


def test_the_set_points_on_offer_are_narrowed():
    rig = Rig("hvac_boiler", set_min=30, set_max=45)
    eq(rig.kind.allowed["hvac_temp_set"], (30, 45, 1))
    eq(rig.state()["hvac_temp_set"], 30)
    eq(Rig(set_min=40, set_max=30).kind.allowed["hvac_temp_set"], (40, 41, 1))


def test_two_weeks_of_summer_and_of_winter_do_not_confuse_it():
    # the ticks of a board wrap every 12.4 days; half of that is all they can tell
    house = Room(26.0, outside=25.0, watts=6000, loss=200.0, kilojoules=8000)
    rig = Rig("hvac_boiler", house, interval_s=60, min_off_s=180)
    rig.tell("hvac_temp_set", 20)
    rig.tell("on_off", True)
    rig.run(14 * DAY_MS, 60000)
    eq(rig.heat.history, [])
    rig.room.outside = -5.0
    rig.run(DAY_MS, 60000)
    rig.watch()
    rig.run(14 * DAY_MS, 60000)
    true(rig.low > 18.8 and rig.high < 20.3, (rig.low, rig.high))
    on, off = runs(rig.heat.history)
    true(min(on) >= 120000 and min(off) >= 180000, (min(on), min(off)))


def test_small_changes_are_told_only_when_they_add_up():
    rig = Rig(room=Room(20.0, outside=20.0), delta=3)
    rig.run(60000)
    rig.online = []
    for degrees in (20.1, 20.2, 20.3, 20.2, 20.0):
        rig.room.degrees = rig.room.outside = degrees
        rig.run(10000)
    eq(len(rig.online), 2)
    eq(rig.state()["temperature"], 200)
