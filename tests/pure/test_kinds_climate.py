"""Thermostats in rooms that warm and cool: what they hold, and what ends the heating."""

from check import eq, near, true
from plants import Room
from ports import Clock, In, Out, Part, Servo, made

_DAY_MS = 24 * 3600 * 1000


class Rig:
    """A device, its heater and the room it heats; run() steps it when it asks for it."""

    def __init__(self, kind="hvac_heater", room=None, saved=None, clock=None, **options):
        self.clock = clock or Clock()
        self.room = room or Room()
        self.heat, self.part = Out(self.clock), Part(0, None, ("humidity", "temperature"))
        self.kind = made(kind, self.ports(), options, saved)
        # Whether it was online at each of the last reports.
        self.online = []
        # The lowest and the highest since watch(), and the ms of heating.
        self.low, self.high, self.on_ms = 1000, -1000, 0
        self.broken = False
        self.measure()

    def ports(self):
        return {"heat": self.heat, "dht22": self.part}

    def measure(self):
        degrees = self.room.degrees
        self.part.values = None if self.broken else (40, int(degrees * 10 + 100.5) - 100)

    def share(self):
        return self.heat.value()

    def tell(self, name, value):
        true(self.kind.apply(name, value, self.clock.now))

    def watch(self):
        self.low, self.high, self.on_ms = 1000, -1000, 0

    def run(self, ms, most_ms=10000):
        end = ms
        while end > 0:
            self.measure()
            wait = self.kind.step(self.clock.now)
            true(wait > 0, "asked to be stepped in %r ms" % wait)
            if self.kind.dirty:
                self.kind.dirty = False
                self.online = self.online[-8:] + [self.kind.online]
            wait = min(wait, end, most_ms)
            share = self.share()
            self.room.pass_ms(wait, share)
            self.on_ms += int(wait * share)
            self.clock.pass_ms(wait)
            end -= wait
            self.low = min(self.low, self.room.degrees)
            self.high = max(self.high, self.room.degrees)

    def state(self):
        return dict(self.kind.read())


def _hours(number):
    return number * 3600 * 1000


def _runs(history):
    """Return ([ms of each time on], [ms of each time off in between])."""
    on, off = [], []
    for i in range(1, len(history)):
        (on if history[i - 1][1] else off).append((history[i][0] - history[i - 1][0]) & 0x3FFFFFFF)
    return on, off


def test_a_room_is_held_between_hysteresis_and_set_point():
    rig = Rig(hysteresis=5)
    rig.tell("hvac_temp_set", 20)
    rig.tell("on_off", True)
    rig.run(_hours(6))
    rig.watch()
    rig.run(_DAY_MS)

    # a reading is a tenth, and ten seconds of this heater are 0.02 degrees
    true(19.3 < rig.low < 19.6, rig.low)
    true(19.9 < rig.high < 20.1, rig.high)
    near(rig.on_ms / _DAY_MS, rig.room.balance(19.75), 0.05, "the law of conservation of energy")


def test_nothing_heats_before_somebody_asks_for_it():
    rig = Rig(room=Room(2.0))
    rig.run(_hours(3))
    eq(rig.heat.history, [])


def test_nothing_heats_before_the_first_reading():
    rig = Rig(power_on="on")
    rig.broken = True
    rig.run(_hours(1))
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
    rig.run(_DAY_MS)
    on, off = _runs(rig.heat.history)

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
        rig.run(_DAY_MS)
        rig.watch()
        rig.run(_DAY_MS)
        swing.append(rig.high - rig.low)
        if cycle_s:
            true(rig.low > 19.0 and rig.high < 21.0, (rig.low, rig.high))
            near(rig.on_ms / _DAY_MS, floor.balance((rig.low + rig.high) / 2), 0.03)
    true(swing[1] < swing[0] / 3, swing)


def test_the_heating_rate_is_the_most_of_each_cycle():
    for rate, share in (("low", 1 / 3), ("medium", 2 / 3), ("high", 1)):
        rig = Rig("hvac_underfloor_heating", Room(5.0, outside=-20), cycle_s=900)
        rig.tell("hvac_temp_set", 40)
        rig.tell("hvac_heating_rate", rate)
        rig.tell("on_off", True)
        rig.run(20000)
        rig.watch()
        rig.run(_hours(5))
        near(rig.on_ms / _hours(5), share, 0.01, rate)


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
    rig.run(_hours(12))
    rig.watch()
    rig.run(_DAY_MS)
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
    rig.run(_hours(6))
    rig.watch()
    rig.run(_hours(2))
    true(rig.high < 20.1)


def test_turbo_does_not_come_back_with_the_power():
    rig = Rig(saved={"on_off": True, "hvac_thermostat_mode": "turbo", "hvac_temp_set": 20})
    rig.run(20000)
    eq(rig.state()["hvac_thermostat_mode"], "heating")


def test_frost_is_kept_out_of_a_house_whose_boiler_is_off():
    house = Room(8.0, outside=-15.0, watts=6000, loss=200.0, kilojoules=8000)
    rig = Rig("hvac_boiler", house, frost=5)
    rig.run(2 * _DAY_MS)
    true(rig.low > 4.6, rig.low)
    rig.watch()
    rig.run(_DAY_MS)
    # from 5 degrees to one hysteresis above
    true(4.6 < rig.low < 5.1 and 5.8 < rig.high < 6.4, (rig.low, rig.high))
    eq(rig.state()["on_off"], False)


def test_without_a_frost_guard_off_is_off():
    rig = Rig("hvac_boiler", Room(1.0, outside=-15.0), frost=0)
    rig.run(_hours(5))
    eq(rig.heat.history, [])


def test_a_set_point_below_the_frost_guard_gives_way():
    rig = Rig("hvac_boiler", Room(7.0, outside=-10.0), frost=8, set_min=5, hysteresis=5)
    rig.tell("hvac_temp_set", 5)
    rig.tell("on_off", True)
    rig.run(_DAY_MS)
    rig.watch()
    rig.run(_hours(6))
    true(rig.low > 7.7, rig.low)


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
                rig.run(_hours(2))
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
        rig.run(_hours(10))
        near(rig.on_ms / _hours(10), share, 0.01)
        eq(rig.kind.online, False)


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
        rig.run(_hours(5), 60000)
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
        rig.run(_hours(5))
        eq(len(rig.heat.history), 2, "the frost guard does not set aside the limit")
        rig.tell("on_off", True)
        rig.run(20000)
        eq(rig.heat.on, True)


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
    rig.run(14 * _DAY_MS, 60000)
    eq(rig.heat.history, [])
    rig.room.outside = -5.0
    rig.run(_DAY_MS, 60000)
    rig.watch()
    rig.run(14 * _DAY_MS, 60000)
    true(rig.low > 18.8 and rig.high < 20.3, (rig.low, rig.high))
    on, off = _runs(rig.heat.history)
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


# hvac_heater with a fan, and what it has by hand


def _blown(**options):
    clock = Clock()
    ports = {"heat": Out(clock), "low": Out(clock), "high": Out(clock)}
    return clock, ports, made("hvac_heater", ports, options)


def _pass(clock, device, ms, step=100):
    for _ in range(ms // step):
        device.step(clock.now)
        clock.pass_ms(step)
    device.step(clock.now)


def test_the_fan_of_a_heater_runs_on_until_it_is_cool():
    clock, ports, device = _blown(cool_s=30)
    eq(device.features, ("on_off", "hvac_air_flow_power"))
    eq(device.allowed, {"hvac_air_flow_power": ("low", "high")})
    _pass(clock, device, 60000)
    eq((ports["low"].history, ports["high"].history), ([], []), "nothing at the start")
    device.apply("hvac_air_flow_power", "high", clock.now)
    device.apply("on_off", True, clock.now)
    _pass(clock, device, 1000)
    eq((ports["heat"].on, ports["low"].on, ports["high"].on), (True, False, True))
    device.apply("on_off", False, clock.now)
    _pass(clock, device, 29000)
    eq((ports["heat"].on, ports["high"].on), (False, True))
    _pass(clock, device, 2000)
    eq(ports["high"].on, False)


def test_a_fan_that_a_restart_left_on_cools_the_heater_and_stops():
    clock = Clock()
    ports = {"heat": Out(clock), "low": Out(clock, True), "high": Out(clock)}
    device = made("hvac_heater", ports, {"cool_s": 30})
    _pass(clock, device, 29000)
    eq((ports["low"].on, device.read()[0]), (True, ("on_off", False)))
    _pass(clock, device, 2000)
    eq(ports["low"].on, False)


def test_a_button_switches_a_heater_over():
    clock = Clock()
    ports = {"heat": Out(clock), "button": In(clock)}
    device = made("hvac_heater", ports)
    ports["button"].press()
    eq((ports["heat"].on, device.dirty), (False, True), "a press asks, the loop switches")
    device.step(clock.now)
    eq(ports["heat"].on, True)
    ports["button"].press()
    device.step(clock.now)
    eq(ports["heat"].on, False)


# hvac_radiator with a servo


class Valve(Rig):
    """A radiator whose heat follows its valve."""

    def ports(self):
        self.valve = Servo()
        return {"valve": self.valve, "dht22": self.part}

    def share(self):
        return (self.valve.place or 0) / 1000


def test_a_valve_opens_the_further_the_colder_it_is():
    rig = Valve("hvac_radiator", Room(17.0, watts=2400, lag_s=900), hysteresis=20)
    rig.tell("hvac_temp_set", 21)
    rig.tell("on_off", True)
    rig.run(60000)
    eq(rig.valve.place, 1000)
    rig.run(_DAY_MS)
    rig.watch()
    rig.run(_hours(6))
    true(rig.low > 19.0 and rig.high < 21.0 and rig.high - rig.low < 0.5, (rig.low, rig.high))
    near(rig.valve.place / 1000, rig.room.balance(rig.high), 0.1)
    eq(rig.valve.driven, False, "let go of between its moves")


def test_a_valve_closes_when_it_is_switched_off_and_when_its_sensor_dies():
    for lost, place in ((0, 0), (30, 300)):
        rig = Valve("hvac_radiator", Room(15.0), lost=lost)
        rig.tell("on_off", True)
        rig.run(60000)
        rig.broken = True
        rig.run(60000)
        eq((rig.valve.place, rig.kind.online), (place, False))
        rig.broken = False
        rig.run(60000)
        eq(rig.valve.place, 1000)
        rig.tell("on_off", False)
        rig.run(10000)
        eq(rig.valve.place, 0)


def test_a_valve_stays_where_it_is_until_something_is_known():
    rig = Valve("hvac_radiator", Room(15.0), power_on="on")
    rig.broken = True
    rig.run(15000)
    eq(rig.valve.moves, [])
    rig.run(20000)
    eq(rig.valve.moves, [0])
