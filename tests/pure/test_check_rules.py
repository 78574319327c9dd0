"""The check of rules: whatever stands there costs a problem, never a crash, and what passes runs.

The rules row by row, with their words: tests/host/test_check_rules.py.
"""

import json
import random

from check import eq, true
from homework import Home, Thing
from sbernode import NotReady, check_rules, definitions, make_rules
from sbernode.sber import catalog, categories

LEAK = {"device": "a", "function": "water_leak_state", "is": True}
CLOSE = {"device": "b", "function": "open_set", "value": "close"}
RULE = {"when": LEAK, "do": [CLOSE], "for_s": 60, "delay_s": 5}
IDS, KINDS = ["a", "b", "c"], ["sensor_water_leak", "valve", None]
ODD = (None, True, 5, -1, 1.5, 1e9, "", "x", "a", "on_off", [], [1], {}, {"a": 1}, [{}])


def _check(*rules):
    return check_rules.check(list(rules), IDS, KINDS)


def _changes(value):
    """Yield the value with each of its parts changed in each odd way, or left out."""
    if isinstance(value, dict):
        for name in value:
            rest = {other: value[other] for other in value if other != name}
            yield rest
            for odd in ODD:
                yield dict(rest, **{name: odd})
            for inner in _changes(value[name]):
                yield dict(rest, **{name: inner})
        yield dict(value, nose=1)
    elif isinstance(value, list):
        for i in range(len(value)):
            for inner in list(ODD) + list(_changes(value[i])):
                yield value[:i] + [inner] + value[i + 1 :]


def test_a_good_rule():
    eq(_check(RULE), [])
    eq(check_rules.check([], IDS, KINDS), [])


def test_odd_things_anywhere_cost_a_problem_not_a_crash():
    count = 0
    for rule in _changes(RULE):
        _check(rule)
        count += 1
    for odd in ODD:
        _check(odd)
        check_rules.check(odd, IDS, KINDS)
    true(count > 150)


def test_a_rule_for_a_device_of_no_kind_is_not_refused_for_that_as_well():
    eq(_check(dict(RULE, when=dict(LEAK, device="c"))), [])
    eq(
        [p[1:3] for p in _check(dict(RULE, when=dict(LEAK, device="d")))],
        [("when.device", "no_such_device")],
    )


def test_a_check_of_a_file_finds_what_a_check_of_its_content_finds():
    rules = [RULE, 7, dict(RULE, do=[]), dict(RULE, x=1)]
    devices = [{"id": "a", "kind": "sensor_water_leak", "name": "a", "pins": {"leak": 2}}]
    data = json.dumps({"rules": rules, "version": 1, "devices": devices}).encode()
    first = definitions.Check()
    first.feed(data)
    eq(first.end(), [])
    eq((first.ids, first.kinds, first.rules), (["a"], ["sensor_water_leak"], [{}, 7, {}, {}]))
    second = check_rules.Check(first.ids, first.kinds, first.rules)
    second.feed(data)
    eq(second.problems, check_rules.check(rules, first.ids, first.kinds))
    eq(sorted({p[0] for p in second.problems}), ["rule#1", "rule#2", "rule#3", "rule#4"])


def test_a_second_list_of_rules_is_seen():
    for texts in (('[{"x":1}]', "[]"), ("[]", '[{"x":1}]'), ('[{"x":1}]', "[5]")):
        work = definitions.Check()
        data = ('{"version":1,"devices":[],"rules":%s,"rules":%s}' % texts).encode()
        work.feed(data)
        work.end()
        true(work.rules != [])
        second = check_rules.Check(work.ids, work.kinds, work.rules)
        second.feed(data)
        true(second.problems)


NUMBERS = ("co2", "temperature", "light_brightness", "tvoc_float", "volume_int")
VALUES = (
    True,
    False,
    0,
    5,
    100,
    900,
    20.5,
    "open",
    "close",
    "click",
    "white",
    {"h": 1, "s": 2, "v": 300},
)


def test_whatever_passes_can_be_made_and_runs():
    random.seed(4)
    events = ("pir", "button_event")
    made = 0
    names = NUMBERS + events + ("on_off", "open_state", "light_colour", "light_mode", "open_set")

    def part(**more):
        return dict(more, device=random.choice("abc"), function=random.choice(names))

    for _ in range(3000):
        states = dict.fromkeys(NUMBERS, 100)
        states.update(
            on_off=False, open_state="open", light_colour=(1, 2, 300), light_mode="white"
        )
        things = [Thing(name, events, **states) for name in "abc"]

        when = part()
        if random.randint(0, 3):
            word = random.choice(("is", "above", "below"))
            when[word] = random.choice(VALUES)
            if random.randint(0, 1):
                when["hysteresis"] = random.choice(VALUES)
        rule = {"when": when, "do": [part(value=random.choice(VALUES))]}
        if random.randint(0, 1):
            rule["for_s"] = random.choice((1, 5))
        if check_rules.check([rule], list("abc"), [None] * 3):
            continue
        try:
            home = Home(things, [rule])
        except NotReady:
            continue
        made += 1
        for name, value in (("co2", 900), ("temperature", 300), ("on_off", True), ("co2", 0)):
            things[0].values[name] = value
            home.happens(things[0], "button_event", "click")
            home.run(6000)
    true(made > 20, "%d" % made)


def test_events_are_those_of_the_catalogue():
    events = set()
    for name in categories.names():
        required, groups, optional = categories.category(name)
        for some in (required, optional) + groups:
            for function in some:
                eq(make_rules.is_event(function), catalog.is_event(function), function)
                if catalog.is_event(function):
                    events.add(function)
    eq(len(events), 18)
