"""Rules come to an end: at the start, in loops, over a restart, and in memory."""

import gc

from check import eq, true
from homework import MINUTE, Home, Thing, when
from sbernode import log

ON, OFF = [("b", "on_off", True)], [("b", "on_off", False)]


# At the start


def test_a_level_that_is_there_at_the_start_acts_once_and_only_on_what_differs():
    for kept, done in ((False, [("on_off", True)]), (True, [])):
        a, b = Thing("a", doorcontact_state=True), Thing("b", on_off=kept)
        home = Home([a, b], [when("a", "doorcontact_state", ON, is_=True)])
        home.run(MINUTE)
        eq(b.done, done, "a soft restart keeps outputs: no click")


def test_a_leak_at_the_start_asks_for_the_valve_whatever_it_says():
    # Nobody knows where a motor stands after a power cut; its kind does nothing if it is there.
    a, b = Thing("a", water_leak_state=True), Thing("b", open_state="close")
    Home([a, b], [when("a", "water_leak_state", [("b", "open_set", "close")], is_=True)])
    eq(b.done, [("open_set", "close")])


def test_nothing_is_unlocked_or_set_for_a_time_at_the_start():
    for do, more in (([("b", "unlock", "unlock")], {}), (ON, {"for_s": 60})):
        a, b = Thing("a", doorcontact_state=True), Thing("b", on_off=False)
        home = Home([a, b], [when("a", "doorcontact_state", do, is_=True, **more)])
        home.run(5 * MINUTE)
        eq(b.done, [])
        a.values["doorcontact_state"] = False
        home.step()
        a.values["doorcontact_state"] = True
        home.step()
        eq(b.done, [do[0][1:]], "but at the next change")


def test_a_delay_counts_from_the_start_too():
    a, b = Thing("a", doorcontact_state=True), Thing("b", on_off=False)
    home = Home([a, b], [when("a", "doorcontact_state", ON, is_=True, delay_s=60)])
    home.run(MINUTE - 1)
    eq(b.done, [])
    home.run(1)
    eq(b.done, [("on_off", True)])


def test_the_first_value_of_a_slow_sensor_is_its_start():
    a, b = Thing("a", temperature=0), Thing("b", on_off=False)
    a.online = False
    home = Home([a, b], [when("a", "temperature", ON, below=18)])
    home.run(MINUTE)
    eq(b.done, [])
    a.online, a.values["temperature"] = True, 170
    home.step()
    eq(b.done, [("on_off", True)])


# Over a restart


def test_what_was_for_a_time_is_set_back_at_the_next_start():
    a = Thing("a", ("pir",))
    b = Thing("b", on_off=False, light_colour=(1, 2, 300))
    do = ON + [("b", "light_colour", {"h": 0, "s": 0, "v": 1000})]
    rules = [when("a", "pir", do, for_s=600)]
    home = Home([a, b], rules)
    eq(home.devices.save(), {"root": []})
    home.happens(a, "pir", "pir")
    # As state.json gives it back: without tuples.
    kept = [["b", "light_colour", [1, 2, 300]], ["b", "on_off", False]]
    eq([list(map(_listed, one)) for one in home.devices.save()["root"]], kept)
    Home([a, b], rules, kept)
    eq(b.values, {"on_off": False, "light_colour": (1, 2, 300)})
    home = Home([a, b], rules, kept)
    eq((b.done[-1], home.devices.save()), (("light_colour", (1, 2, 300)), {"root": []}))


def _listed(value):
    return list(value) if isinstance(value, tuple) else value


def test_any_state_file_is_good_enough():
    a, b = Thing("a", ("pir",)), Thing("b", on_off=True)
    odd = (None, 5, "x", {}, [5], [[]], [["b"]], [["b", 5, 1]], [["gone", "on_off", False]])
    for kept in odd + ([["b", "nose", False]], [[None, "on_off", False]]):
        Home([a, b], [when("a", "pir", ON)], kept)
    eq(b.done, [])


def test_what_a_device_cannot_take_any_more_is_not_set_back():
    """On other pins a fan has other speeds; a value of no sense would end the program for ever."""
    a = Thing("a", ("pir",))
    b = Thing("b", on_off=True, hvac_air_flow_power="low", light_colour=(1, 2, 300), humidity=1)
    b.allowed = {"hvac_air_flow_power": ("low", "high")}
    for name, odd in (
        ("hvac_air_flow_power", ("turbo", True, 5, None, [1, 2, 3])),
        ("light_colour", ([1], "x", 5, [1, 2, "x"], {})),
        ("on_off", ("x", 1, None, [True])),
        ("humidity", (None, "x", [5])),
    ):
        for given in odd:
            Home([a, b], [when("a", "pir", ON)], [["b", name, given]])
    eq(b.done, [])
    Home([a, b], [when("a", "pir", ON)], [["b", "light_colour", [1, 2, 30000]]])
    eq(b.done, [("light_colour", (1, 2, 1000))])


# Loops


def _flip(first, second):
    """Return rules by which two devices chase each other."""
    return [
        when(first, "on_off", [(second, "on_off", False)], is_=True),
        when(second, "on_off", [(first, "on_off", False)], is_=False),
        when(first, "on_off", [(second, "on_off", True)], is_=False),
        when(second, "on_off", [(first, "on_off", True)], is_=True),
    ]


def test_two_that_agree_come_to_rest():
    a, b = Thing("a", on_off=False), Thing("b", on_off=False)
    rules = [
        when("a", "on_off", ON, is_=True),
        when("b", "on_off", [("a", "on_off", True)], is_=True),
    ]
    home = Home([a, b], rules)
    a.values["on_off"] = True
    home.step()
    eq((a.done, b.done), ([("on_off", True)], [("on_off", True)]))


def test_a_loop_is_cut_for_ten_minutes_and_told_once():
    for rules in (
        _flip("a", "b"),
        # Through a third one, and one by itself.
        [
            when("a", "on_off", [("c", "on_off", True)], is_=True),
            when("c", "on_off", ON, is_=True),
            when("b", "on_off", [("a", "on_off", False), ("c", "on_off", False)], is_=True),
            when("c", "on_off", OFF, is_=False),
            when("b", "on_off", [("a", "on_off", True)], is_=False),
        ],
        [
            when("a", "on_off", [("a", "on_off", False)], is_=True),
            when("a", "on_off", [("a", "on_off", True)], is_=False),
        ],
    ):
        del log.lines()[:]
        things = [Thing(name, on_off=False) for name in "abc"]
        home = Home(things, rules)
        things[0].values["on_off"] = True
        home.step()
        done = sum([len(thing.done) for thing in things])
        true(15 < done < 130, "bounded: %d" % done)
        home.run(9 * MINUTE)
        eq(sum([len(thing.done) for thing in things]), done, "and then it is quiet")
        home.run(50 * MINUTE)
        true(sum([len(thing.done) for thing in things]) < done * 8)
        told = [line for line in log.lines() if line[2] == "paused"]
        eq(len(told), len({line[3] for line in told}), "each rule is named once")
        eq(told[0][0], "warn")


def test_after_a_pause_a_rule_sees_what_it_missed():
    a, b = Thing("a", water_leak_state=False), Thing("b", on_off=False)
    home = Home([a, b], [when("a", "water_leak_state", ON, is_=True)])
    for i in range(50):
        a.values["water_leak_state"] = not i % 2
        home.step()
    eq(len(b.done), 20)
    b.values["on_off"], a.values["water_leak_state"] = False, True
    home.run(11 * MINUTE)
    eq((len(b.done), b.values["on_off"]), (21, True))


def test_a_quick_hand_at_a_button_is_no_loop():
    a, b = Thing("a", ("button_event",)), Thing("b", on_off=False)
    home = Home([a, b], [when("a", "button_event", ON)])
    for _ in range(100):
        home.happens(a, "button_event", "click")
        home.run(600)
    eq(len(b.done), 100)


def test_two_presses_in_one_step_are_two():
    a, b = Thing("a", ("button_event",)), Thing("b", on_off=False)
    home = Home([a, b], [when("a", "button_event", ON, is_="click")])
    a.events = [
        ("button_event", "click"),
        ("button_event", "long_press"),
        ("button_event", "click"),
    ]
    a.dirty = True
    home.step()
    eq(len(b.done), 2)


# Memory


def test_a_day_costs_no_memory():
    if not hasattr(gc, "mem_alloc"):
        return
    a, b = Thing("a", ("pir",), co2=500), Thing("b", on_off=False, light_brightness=100)
    rules = [
        when("a", "co2", ON, above=1000),
        when("a", "co2", OFF, below=800, delay_s=30),
        when("a", "pir", [("b", "light_brightness", 900)], for_s=60),
    ]
    home = Home([a, b], rules)
    used = []
    for minute in range(24 * 60):
        a.values["co2"] = 500 + minute * 37 % 700
        if minute % 7 == 0:
            home.happens(a, "pir", "pir")
        home.run(MINUTE)
        del b.done[:]
        if minute % 60 == 0:
            gc.collect()
            used.append(gc.mem_alloc())
    true(max(used[2:]) - used[1] < 256, "%r" % used)
