"""Rules between the devices of a board: when they fire, when they set back, that they end."""

from check import eq, true
from homework import MINUTE, Home, Thing, when


def test_a_leak_closes_the_valve_once():
    leak, valve = Thing("leak", water_leak_state=False), Thing("valve", open_state="open")
    close = ("valve", "open_set", "close")
    home = Home([leak, valve], [when("leak", "water_leak_state", [close], is_=True)])
    eq(valve.done, [])
    leak.values["water_leak_state"] = True
    home.step()
    eq(valve.done, [("open_set", "close")])
    home.run(MINUTE)
    eq(valve.done, [("open_set", "close")], "it stays wet, and is told once")
    leak.values["water_leak_state"] = False
    home.step()
    leak.values["water_leak_state"] = True
    home.step()
    eq(len(valve.done), 2)


def test_what_a_rule_did_is_told_to_the_cloud_and_saved():
    wall, lamp = Thing("wall", ("button_event",)), Thing("lamp", on_off=False)
    home = Home([wall, lamp], [when("wall", "button_event", [("lamp", "on_off", True)])])
    before = home.woken
    wall.events = [("button_event", "click")]
    home.devices.wake()
    eq(home.devices.step(home.clock.now), 0, "looked at again before anybody waits")
    eq((lamp.dirty, wall.events), (True, [("button_event", "click")]), "the event is left there")
    true(home.woken > before)


def test_motion_lights_a_lamp_for_three_minutes_after_the_last():
    motion, lamp = Thing("motion", ("pir",)), Thing("lamp", on_off=False)
    home = Home([motion, lamp], [when("motion", "pir", [("lamp", "on_off", True)], for_s=180)])
    home.happens(motion, "pir", "pir")
    home.run(2 * MINUTE)
    home.happens(motion, "pir", "pir")
    home.run(3 * MINUTE - 1)
    eq(lamp.values["on_off"], True)
    home.run(1)
    eq(lamp.values["on_off"], False)
    home.run(10 * MINUTE)
    eq(lamp.done, [("on_off", True), ("on_off", True), ("on_off", False)])


def test_who_commands_in_between_is_not_overruled():
    motion, lamp = Thing("motion", ("pir",)), Thing("lamp", on_off=False, light_brightness=500)
    rule = when("motion", "pir", [("lamp", "on_off", True)], for_s=180)
    for name, stays in (("on_off", True), ("light_brightness", False)):
        home = Home([motion, lamp], [rule])
        home.happens(motion, "pir", "pir")
        home.run(MINUTE)
        home.devices.rules.touched(lamp, name)
        home.run(5 * MINUTE)
        eq(lamp.values["on_off"], stays, name)
    # A hand at the switch: off, and on again for good.
    home = Home([motion, lamp], [rule])
    home.happens(motion, "pir", "pir")
    for value in (False, True):
        lamp.values["on_off"] = value
        home.step()
    home.run(5 * MINUTE)
    eq(lamp.values["on_off"], True)


def test_a_rule_without_an_end_is_a_command_too():
    motion, wall = Thing("motion", ("pir",)), Thing("wall", ("button_event",))
    lamp = Thing("lamp", on_off=False)
    rules = [
        when("motion", "pir", [("lamp", "on_off", True)], for_s=60),
        when("wall", "button_event", [("lamp", "on_off", True)], is_="long_press"),
    ]
    home = Home([motion, wall, lamp], rules)
    home.happens(motion, "pir", "pir")
    home.happens(wall, "button_event", "click")
    eq(len(lamp.done), 1, "another press than the one it waits for")
    home.happens(wall, "button_event", "long_press")
    home.run(5 * MINUTE)
    eq(lamp.values["on_off"], True)


def test_of_two_times_the_longer_one_counts():
    motion, wall = Thing("motion", ("pir",)), Thing("wall", ("button_event",))
    lamp = Thing("lamp", on_off=False)
    on = [("lamp", "on_off", True)]
    rules = [when("wall", "button_event", on, for_s=600), when("motion", "pir", on, for_s=60)]
    home = Home([motion, wall, lamp], rules)
    home.happens(wall, "button_event", "click")
    home.run(MINUTE)
    home.happens(motion, "pir", "pir")
    home.run(9 * MINUTE - 1)
    eq(lamp.values["on_off"], True)
    home.run(1)
    eq(lamp.values["on_off"], False)


def test_numbers_texts_and_colours_go_back_to_what_they_were():
    wall = Thing("wall", ("button_event",))
    lamp = Thing("lamp", light_mode="white", light_colour=(1, 2, 300), light_brightness=70)
    do = [
        ("lamp", "light_mode", "colour"),
        ("lamp", "light_colour", {"h": 200, "s": 1000, "v": 900}),
        ("lamp", "light_brightness", 1000),
    ]
    home = Home([wall, lamp], [when("wall", "button_event", do, for_s=10)])
    for _ in range(2):
        home.happens(wall, "button_event", "click")
    eq(
        lamp.values,
        {"light_mode": "colour", "light_colour": (200, 1000, 900), "light_brightness": 1000},
    )
    del lamp.done[:]
    home.run(10000)
    # In the opposite order: a colour would bring its mode along.
    eq(
        lamp.done,
        [("light_brightness", 70), ("light_colour", (1, 2, 300)), ("light_mode", "white")],
    )


def test_a_drive_goes_back_the_other_way_unless_it_is_moved_meanwhile():
    wall, blind = (
        Thing("wall", ("button_event",)),
        Thing("blind", open_percentage=0, open_state="close"),
    )
    rule = when("wall", "button_event", [("blind", "open_set", "open")], for_s=10)
    home = Home([wall, blind], [rule])
    home.happens(wall, "button_event", "click")
    home.run(10000)
    eq(blind.done, [("open_set", "open"), ("open_set", "close")])
    home.happens(wall, "button_event", "click")
    home.devices.rules.touched(blind, "open_percentage")
    home.run(MINUTE)
    eq(blind.done[2:], [("open_set", "open")])


def test_a_threshold_with_noise_does_not_chatter():
    air, fan = Thing("air", co2=600), Thing("fan", on_off=False)
    rules = [
        when("air", "co2", [("fan", "on_off", True)], above=1000, hysteresis=100),
        when("air", "co2", [("fan", "on_off", False)], below=900, hysteresis=100),
    ]
    home = Home([air, fan], rules)
    for co2 in (1000, 1001, 999, 1050, 905, 1002, 900, 899, 905, 999, 999, 1001):
        air.values["co2"] = co2
        home.step()
    eq(fan.done, [("on_off", True), ("on_off", False), ("on_off", True)])


def test_a_threshold_without_a_width_has_one_all_the_same():
    for name, limit, true_at, still, ended in (
        ("temperature", 21.5, 216, 211, 210),
        ("temperature", -2, -19, -24, -25),
        ("co2", 1000, 1001, 981, 980),
        ("humidity", 60, 61, 60, 59),
        ("tvoc_float", 0.5, 0.501, 0.491, 0.489),
    ):
        at, fan = Thing("at", **{name: 0}), Thing("fan", on_off=False)
        at.values[name] = -300 if name == "temperature" else 0
        home = Home([at, fan], [when("at", name, [("fan", "unlock", "unlock")], above=limit)])
        for value, count in ((true_at, 1), (still, 1), (true_at, 1), (ended, 1), (true_at, 2)):
            at.values[name] = value
            home.step()
            eq(len(fan.done), count, "%s %r" % (name, value))


def test_a_delay_wants_the_whole_time():
    air, fan = Thing("air", co2=600), Thing("fan", on_off=False)
    home = Home(
        [air, fan], [when("air", "co2", [("fan", "on_off", True)], above=1000, delay_s=60)]
    )
    for co2, ms, done in ((1200, MINUTE - 1, 0), (600, 1, 0), (1200, MINUTE - 1, 0), (1200, 1, 1)):
        air.values["co2"] = co2
        home.run(ms)
        eq(len(fan.done), done, "%d" % co2)


def test_an_event_with_a_delay_acts_after_the_last_one():
    wall, lamp = Thing("wall", ("button_event",)), Thing("lamp", on_off=True)
    rule = when("wall", "button_event", [("lamp", "on_off", False)], delay_s=10)
    home = Home([wall, lamp], [rule])
    home.happens(wall, "button_event", "click")
    home.run(6000)
    home.happens(wall, "button_event", "click")
    home.run(9999)
    eq(lamp.done, [])
    home.run(1)
    eq(lamp.done, [("on_off", False)])


def test_a_lost_sensor_changes_nothing():
    air, fan = Thing("air", temperature=250), Thing("fan", on_off=False)
    rule = when("air", "temperature", [("fan", "on_off", True)], above=26, delay_s=60)
    home = Home([air, fan], [rule])
    air.values["temperature"] = 300
    home.run(30000)
    air.online = False
    home.run(20 * 24 * 60 * MINUTE)
    eq(fan.done, [], "longer away than ticks are comparable")
    air.online = True
    home.step()
    eq(fan.done, [("on_off", True)], "it is back, and it is still so")
    air.online = False
    home.step()
    air.online = True
    home.step()
    eq(len(fan.done), 1, "it was true all the time")
