"""A heater with a fan, a radiator with a servo."""

from check import eq, near, true
from plants import DAY_MS, Room, Valve, hours
from ports import Clock, In, Out, made

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
    eq(device.state["hvac_air_flow_power"], "high", "at first what the element was made for")
    device.apply("on_off", True, clock.now)
    _pass(clock, device, 1000)
    eq((ports["heat"].on, ports["low"].on, ports["high"].on), (True, False, True))
    device.apply("on_off", False, clock.now)
    _pass(clock, device, 29000)
    eq((ports["heat"].on, ports["high"].on), (False, True))
    _pass(clock, device, 2000)
    eq(ports["high"].on, False)


def test_another_speed_meanwhile_does_not_end_the_cooling():
    clock, ports, device = _blown(cool_s=30)
    device.apply("on_off", True, clock.now)
    _pass(clock, device, 5000)
    device.apply("on_off", False, clock.now)
    _pass(clock, device, 10000)
    device.apply("hvac_air_flow_power", "low", clock.now)
    _pass(clock, device, 15000)
    eq((ports["heat"].on, ports["low"].on, ports["high"].on), (False, True, False))
    _pass(clock, device, 6000)
    eq(ports["low"].on, False)


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


def test_a_valve_opens_the_further_the_colder_it_is():
    rig = Valve("hvac_radiator", Room(17.0, watts=2400, lag_s=900), hysteresis=20)
    rig.tell("hvac_temp_set", 21)
    rig.tell("on_off", True)
    rig.run(60000)
    eq(rig.valve.place, 1000)
    rig.run(DAY_MS)
    rig.watch()
    rig.run(hours(6))
    true(rig.low > 19.0 and rig.high < 21.0 and rig.high - rig.low < 0.5, (rig.low, rig.high))
    near(rig.valve.place / 1000, rig.room.balance(rig.high), 0.1)
    true(len(rig.valve.moves) < 60, "a move is worth 5 % of the way")


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
