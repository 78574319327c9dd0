"""Fans: their speeds, and the head that turns."""

from check import eq, near, true
from plants import HOUR_MS, Aired
from ports import Clock, In, Level, Out, Servo, made
from sbernode.kinds import table


def _relays():
    return {"low": Out, "medium": Out, "high": Out}


def test_one_winding_at_a_time_and_a_pause_between_two():
    fan = Aired("hvac_fan", _relays(), gap_ms=700)
    eq(fan.kind.features, ("on_off", "hvac_air_flow_power"))
    eq(fan.kind.allowed, {"hvac_air_flow_power": ("low", "medium", "high")})
    fan.run(5000)
    fan.tell("on_off", True)
    fan.run(5000)
    fan.tell("hvac_air_flow_power", "high")
    fan.run(5000)
    eq(fan.ports["low"].history, [(5000, True), (10000, False)])
    eq(fan.ports["high"].history, [(10700, True)])
    # another wish while it rests
    fan.tell("hvac_air_flow_power", "medium")
    fan.run(300)
    fan.tell("hvac_air_flow_power", "low")
    fan.run(5000)
    eq(fan.ports["high"].history, [(10700, True), (15000, False)])
    eq(fan.ports["medium"].history, [])
    eq(fan.ports["low"].history[2:], [(15700, True)])
    fan.tell("on_off", False)
    fan.run(1000)
    eq(fan.ports["low"].on, False)


def test_a_fan_after_a_week_off_starts_at_once():
    fan = Aired("hvac_fan", _relays())
    fan.tell("on_off", True)
    fan.run(1000)
    fan.tell("on_off", False)
    fan.run(1000)
    fan.clock.pass_ms(7 * 24 * HOUR_MS)
    fan.tell("on_off", True)
    fan.run(1)
    eq(fan.ports["low"].on, True)


def test_a_fan_without_a_medium_speed_offers_none():
    fan = Aired("hvac_fan", {"low": Out, "high": Out})
    eq(fan.kind.allowed, {"hvac_air_flow_power": ("low", "high")})
    fan.tell("on_off", True)
    fan.tell("hvac_air_flow_power", "high")
    fan.run(2000)
    eq((fan.on("low"), fan.on("high")), (False, True))


def test_the_speed_that_a_soft_restart_left_on_goes_on():
    clock = Clock()
    ports = {"low": Out(clock), "medium": Out(clock, True), "high": Out(clock)}
    kind = made("hvac_fan", ports)
    kind.step(clock.now)
    eq(dict(kind.read()), {"on_off": True, "hvac_air_flow_power": "medium"})
    eq([port.history for port in ports.values()], [[], [], []])


def test_two_windings_that_are_on_are_both_switched_off():
    clock = Clock()
    ports = {"low": Out(clock, True), "medium": Out(clock), "high": Out(clock, True)}
    kind = made("hvac_fan", ports)
    kind.step(clock.now)
    eq([port.on for port in ports.values()], [False, False, False])
    eq(dict(kind.read())["on_off"], False)


def test_no_relay_of_several_is_latched_at_the_start():
    # only begin() knows which of them it would be
    for policy in ("on", "last"):
        fan = Aired("hvac_fan", _relays(), [True, "high"], power_on=policy)
        eq([fan.on(name) for name in ("low", "medium", "high")], [False, False, False])
    kept = {"on_off": True, "hvac_air_flow_power": "high"}
    fan = Aired("hvac_fan", _relays(), kept, power_on="last")
    fan.run(1000)
    eq((fan.on("low"), fan.on("high")), (False, True))
    eq(fan.kind.save(), kept)


def test_a_channel_has_five_speeds_from_its_lowest_power_to_all():
    level = Level()
    fan = Aired("hvac_fan", {"speed": level}, slowest=200)
    eq(fan.kind.allowed["hvac_air_flow_power"], ("quiet", "low", "medium", "high", "turbo"))
    fan.tell("on_off", True)
    duties = []
    for power in fan.kind.allowed["hvac_air_flow_power"]:
        fan.tell("hvac_air_flow_power", power)
        fan.run(100)
        duties.append(level.duty * 100 / 65535)
    for duty, want in zip(duties, (20, 40, 60, 80, 100)):
        near(duty, want, 0.01)
    fan.tell("on_off", False)
    fan.run(100)
    eq(level.duty, 0)


def test_what_is_on_turns_at_the_lowest_speed_that_a_definition_may_have():
    for kind in ("hvac_fan", "hvac_air_purifier", "hvac_heater"):
        level = Level()
        ports = {"speed": level}
        if kind == "hvac_heater":
            ports["heat"] = Out
        fan = Aired(kind, ports, slowest=table.find(kind).accepted("slowest")[0])
        fan.tell("on_off", True)
        for power in fan.kind.allowed["hvac_air_flow_power"]:
            fan.tell("hvac_air_flow_power", power)
            fan.run(1000)
            true(level.duty > 0, "%s %s" % (kind, power))


def test_a_head_turns_by_steps_as_far_as_it_goes():
    swing = Servo()
    fan = Aired("hvac_fan", {"speed": Level(), "swing": swing})
    eq(fan.kind.allowed["hvac_direction_set"], ("left", "right"))
    fan.run(1000)
    eq(swing.moves, [])
    for way in ("left", "left", "right"):
        fan.tell("hvac_direction_set", way)
    eq(swing.moves, [350, 200, 350])
    for _ in range(9):
        fan.tell("hvac_direction_set", "left")
    eq(swing.place, 0)
    eq("hvac_direction_set" in fan.state(), False, "a command without a state")


def test_a_head_with_two_servos_turns_all_ways():
    swing, tilt = Servo(), Servo()
    fan = Aired("hvac_fan", {"speed": Level(), "swing": swing, "tilt": tilt})
    true("hvac_direction_set" in fan.kind.features)
    eq("hvac_direction_set" in fan.kind.allowed, False, "all of them")
    fan.tell("hvac_direction_set", "up")
    fan.tell("hvac_direction_set", "right")
    eq((swing.moves, tilt.moves), ([650], [650]))


def test_a_button_switches_a_fan_over():
    fan = Aired("hvac_fan", {"low": Out, "high": Out, "button": In})
    fan.ports["button"].press()
    eq(fan.kind.dirty, True)
    fan.run(100)
    eq(fan.on("low"), True)
    fan.ports["button"].press()
    fan.run(100)
    eq(fan.on("low"), False)
