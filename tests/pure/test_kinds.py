"""The contract of a kind, for every kind and every legal set of roles, found by themselves.

Rules of the categories: host_tools/data (developers.sber.ru c2c/<category>), by way of the
generated catalogue, which tests/host checks against that data.
"""

import json

from check import eq, raises, true
from ports import Clock, make
from sbernode import kinds
from sbernode.build import options_of
from sbernode.sber import value
from sbernode.sber.catalog import feature, is_event
from sbernode.sber.categories import category

_TYPES = ("out", "level", "in", "pixels", "dht22", "ds18b20")
_SAMPLES = {"B": (True, False), "E": ()}


def _fitted():
    """Yield (class, roles) of every kind and legal set of roles."""
    for name in kinds.names():
        kind = kinds.load(name)
        for roles in kind.SETS:
            spare = list(kind.MAY)
            for mask in range(1 << len(spare)):
                yield kind, list(roles) + [r for i, r in enumerate(spare) if mask >> i & 1]


def _device(kind, roles, clock=None, **options):
    types = dict(kind.ROLES)
    ports = {role: make(types[role], clock) for role in roles}
    device = kind(ports, options_of(kind, {"options": options}))
    device.restore(None)
    return device, ports


def _samples(name, allowed):
    letter, _, low, high, step, values = feature(name)
    if letter == "B":
        return (True, False)
    if letter == "E":
        return allowed or values
    if letter == "C":
        return ((0, 0, 100), (360, 1000, 1000), (120, 500, 550))
    low, high, step = allowed or (low, high, step)
    return (low, high, low + (high - low) // 2 // step * step)


def test_the_table_and_the_files():
    true(len(kinds.names()) >= 10)
    for name in kinds.names():
        eq(kinds.load(name).CATEGORY, name)


def test_nothing_but_the_table_is_loaded():
    for name in (
        "",
        " ",
        "lamp",
        "presses",
        "colour",
        "os",
        "..agent",
        "relay socket",
        None,
        5,
        [],
    ):
        eq(kinds.load(name), None)


def test_roles_options_and_sets_are_well_formed():
    for name in kinds.names():
        kind = kinds.load(name)
        roles = dict(kind.ROLES)
        eq(len(roles), len(kind.ROLES), name)
        true(kind.SETS, name)
        for port in roles.values():
            true(port in _TYPES, port)
        for role in [r for roles in kind.SETS for r in roles] + list(kind.MAY):
            true(role in roles, role)
        for option, default, accepted in kind.OPTIONS:
            if accepted == "device":
                eq(default, "")
            elif isinstance(accepted[0], str):
                true(default in accepted, option)
            else:
                true(accepted[0] <= default <= accepted[1], option)


def test_declared_functions_are_the_category_s():
    for kind, roles in _fitted():
        device, _ = _device(kind, roles)
        names = ("online",) + tuple(device.features())
        required, groups, optional = category(kind.CATEGORY)
        legal = list(required) + list(optional) + [n for group in groups for n in group]
        eq(len(set(names)), len(names), kind.CATEGORY)
        for name in names:
            true(name in legal, "%s: %s" % (kind.CATEGORY, name))
        for name in required:
            true(name in names, "%s needs %s" % (kind.CATEGORY, name))
        for group in groups:
            true([n for n in group if n in names], "%s needs one of %s" % (kind.CATEGORY, group))


def test_allowed_values_only_narrow():
    for kind, roles in _fitted():
        device, _ = _device(kind, roles)
        for name, narrowed in (device.allowed() or {}).items():
            _, _, low, high, _, values = feature(name)
            true(name in device.features(), name)
            if values:
                true(all([v in values for v in narrowed]), name)
            else:
                true(low <= narrowed[0] < narrowed[1] <= high, name)


def test_reported_states_are_declared_readable_and_in_range():
    for kind, roles in _fitted():
        device, _ = _device(kind, roles)
        device.step(Clock().now)
        for name, state in device.read():
            note = "%s %s" % (kind.CATEGORY, name)
            true(name in device.features(), note)
            true("r" in feature(name)[1], note)
            true(not is_event(name), note)
            eq(value.decode(name, json.loads(value.encode(state))), state, note)
            eq(value.clamp(name, state, (device.allowed() or {}).get(name)), state, note)


def test_every_declared_state_is_reported():
    for kind, roles in _fitted():
        clock = Clock()
        device, _ = _device(kind, roles, clock)
        device.step(clock.now)
        clock.pass_ms(750)
        device.step(clock.now)
        told = [name for name, _ in device.read()]
        for name in device.features():
            if "r" in feature(name)[1] and not is_event(name):
                true(name in told, "%s does not tell %s" % (kind.CATEGORY, name))


def test_apply_then_read_agree():
    for kind, roles in _fitted():
        for name in _device(kind, roles)[0].features():
            access = feature(name)[1]
            if is_event(name) or "w" not in access:
                continue
            for sample in _samples(name, None):
                clock = Clock()
                device, _ = _device(kind, roles, clock)
                eq(device.apply(name, sample, clock.now), True, name)
                # a motor takes its time
                for _ in range(4000):
                    wait = device.step(clock.now)
                    if not device.busy:
                        break
                    clock.pass_ms(max(1, wait))
                if "r" in access:
                    eq(dict(device.read())[name], sample, "%s %s" % (kind.CATEGORY, name))


def test_functions_that_are_not_its_commands_are_refused():
    for kind, roles in _fitted():
        device, _ = _device(kind, roles)
        before = device.read()
        for name in ("online", "no_such_function", "temperature", "pir", "button_event", "mute"):
            eq(device.apply(name, True, 0), False, "%s %s" % (kind.CATEGORY, name))
        eq(device.read(), before)


def test_nothing_is_on_after_the_start():
    for kind, roles in _fitted():
        _, ports = _device(kind, roles)
        for role, port in ports.items():
            eq(getattr(port, "history", []), [], "%s %s" % (kind.CATEGORY, role))
            eq(getattr(port, "duty", 0), 0, role)


def test_what_save_gives_restore_takes():
    for kind, roles in _fitted():
        if "power_on" not in [option[0] for option in kind.OPTIONS]:
            continue
        device, _ = _device(kind, roles, power_on="last")
        device.apply("on_off", True, 0)
        kept = json.loads(json.dumps(device.save()))
        types = dict(kind.ROLES)
        ports = {role: make(types[role], None, types[role] == "out") for role in roles}
        again = kind(ports, options_of(kind, {"options": {"power_on": "last"}}))
        again.restore(kept)
        eq(again.read(), device.read(), kind.CATEGORY)
        for damaged in (5, [], [1], {"a": 1}, "x", None):
            fresh = kind(ports, options_of(kind, {"options": {"power_on": "last"}}))
            fresh.restore(damaged)
            fresh.read()


def test_a_kind_that_does_not_exist_in_the_catalogue_would_fail():
    raises(TypeError, lambda: list(category("teapot")[0]))
