"""The contract of a kind, for every kind and every legal set of roles, found by themselves.

Rules of the categories: host_tools/data (developers.sber.ru c2c/<category>), by way of the
generated catalogue, which tests/host checks against that data.
"""

import json

from check import eq, raises, true
from ports import Clock, made, make
from sbernode.devices import Device
from sbernode.kinds import classes, table
from sbernode.sber import value
from sbernode.sber.catalog import feature, is_event
from sbernode.sber.categories import category

_TYPES = (
    "out motor level in detector pixels adc dht22 ds18b20 ntc i2c uart meter servo stepper bridge"
)
_TYPES = (_TYPES + " ir ir_in").split(" ")
# Of many roles that may be fitted: none, each alone, each left out, all. Of few: every choice.
_FEW = 5
# What can be wished for, but comes about by itself: a step is no source, a robot is on its way
# before it is at home.
_NO_STATES = ("+", "-", "docked")


def _choices(spare):
    if len(spare) <= _FEW:
        for mask in range(1 << len(spare)):
            yield [r for i, r in enumerate(spare) if mask >> i & 1]
        return
    yield []
    for role in spare:
        yield [role]
        yield [r for r in spare if r is not role]
    yield list(spare)


def _fitted():
    """Yield (rules, roles) of every kind and legal set of roles; of a port's roles the first."""
    for name in table.names():
        kind = table.find(name)
        for _, tokens in kind.items():
            must = [roles[0] for roles, _, spare in tokens if not spare]
            for more in _choices([roles[0] for roles, _, spare in tokens if spare]):
                yield kind, must + more


def _device(kind, roles, clock=None, saved=None, on=False, **options):
    given = {name: default for name, default, _ in kind.options}
    given.update(options)
    ports = {}
    for role in roles:
        plain = role == "out"
        ports[role] = make(kind.roles[role], clock, on and plain, given)
        if role == "water":
            # Without any a kettle refuses to heat.
            ports[role].level = 40000
    return made(kind.name, ports, options, saved), ports


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
    true(len(table.names()) >= 10)
    for kind, roles in _fitted():
        device, _ = _device(kind, roles)
        true(isinstance(device, Device), kind.name)
        eq(device.category, kind.name)
        if "button" in roles and kind.can_toggle():
            true(hasattr(device, "toggle"), kind.name)


def test_roles_that_fill_no_set_have_no_class():
    for roles in ((), ("out", "level"), ("red", "green"), ("button",)):
        eq(table.find("light").fits(roles), None)


def test_nothing_but_the_table_is_loaded():
    for name in (
        "",
        " ",
        "lamp",
        "button",
        "contact",
        "table",
        "os",
        "..agent",
        "relay socket",
        None,
        5,
        [],
    ):
        eq(table.find(name), None)


def test_roles_options_and_sets_are_well_formed():
    for name in table.names():
        kind = table.find(name)
        eq(kind.name, name)
        true(list(kind.items()), name)
        for port in kind.roles.values():
            true(port in _TYPES, port)
        seen = []
        for place, tokens in kind.items():
            must, may = table.split(tokens)
            true(must and classes.load(place), name)
            true(sorted(must) not in seen, "%s: %s twice" % (name, must))
            seen.append(sorted(must))
            eq(len(set(must + may)), len(must + may), name)
        for option, default, accepted in kind.options:
            if accepted == "device":
                eq(default, "")
            elif isinstance(accepted[0], str):
                true(default in accepted, option)
            else:
                true(accepted[0] <= default <= accepted[1], option)


def test_declared_functions_are_the_category_s():
    for kind, roles in _fitted():
        device, _ = _device(kind, roles)
        names = ("online",) + tuple(device.features)
        required, groups, optional = category(kind.name)
        legal = list(required) + list(optional) + [n for group in groups for n in group]
        eq(len(set(names)), len(names), kind.name)
        for name in names:
            true(name in legal, "%s: %s" % (kind.name, name))
        for name in required:
            true(name in names, "%s needs %s" % (kind.name, name))
        for group in groups:
            true([n for n in group if n in names], "%s needs one of %s" % (kind.name, group))


def test_allowed_values_only_narrow():
    for kind, roles in _fitted():
        device, _ = _device(kind, roles)
        for name, narrowed in (device.allowed or {}).items():
            _, _, low, high, _, values = feature(name)
            true(name in device.features, name)
            if values:
                true(all([v in values for v in narrowed]), name)
            else:
                true(low <= narrowed[0] < narrowed[1] <= high, name)


def test_reported_states_are_declared_readable_and_in_range():
    for kind, roles in _fitted():
        device, _ = _device(kind, roles)
        device.step(Clock().now)
        for name, state in device.read():
            note = "%s %s" % (kind.name, name)
            true(name in device.features, note)
            true("r" in feature(name)[1], note)
            true(not is_event(name), note)
            eq(value.decode(name, json.loads(value.encode(state))), state, note)
            eq(value.clamp(name, state, (device.allowed or {}).get(name)), state, note)


def test_every_declared_state_is_reported():
    for kind, roles in _fitted():
        clock = Clock()
        device, _ = _device(kind, roles, clock)
        device.step(clock.now)
        clock.pass_ms(750)
        device.step(clock.now)
        told = [name for name, _ in device.read()]
        for name in device.features:
            if "r" in feature(name)[1] and not is_event(name):
                true(name in told, "%s does not tell %s" % (kind.name, name))


def test_apply_then_read_agree():
    for kind, roles in _fitted():
        first, _ = _device(kind, roles)
        for name in first.features:
            access = feature(name)[1]
            if is_event(name) or "w" not in access:
                continue
            # The agent passes nothing else.
            for sample in _samples(name, (first.allowed or {}).get(name)):
                clock = Clock()
                device, ports = _device(kind, roles, clock)
                eq(device.apply(name, sample, clock.now), True, name)
                # what moves meets its limit switch
                limit = ports.get("open_limit" if sample else "close_limit")
                if limit and sample in (0, 100):
                    limit.press()
                # a motor takes its time
                for _ in range(4000):
                    wait = device.step(clock.now)
                    if not device.busy:
                        break
                    clock.pass_ms(max(1, wait))
                if "r" in access and sample not in _NO_STATES:
                    eq(dict(device.read())[name], sample, "%s %s" % (kind.name, name))


def test_numbers_out_of_range_are_clamped_and_taken():
    for kind, roles in _fitted():
        for name in _device(kind, roles)[0].features:
            letter, access, low, high, _, _ = feature(name)
            if letter not in "IF" or "w" not in access:
                continue
            for far in (-(10**9), low - 1, high + 1, 10**9):
                clock = Clock()
                device, _ = _device(kind, roles, clock)
                narrowed = (device.allowed or {}).get(name)
                device.apply(name, value.clamp(name, far, narrowed), clock.now)
                for told, state in device.read():
                    eq(value.clamp(told, state, (device.allowed or {}).get(told)), state, told)


def test_functions_that_are_not_its_commands_are_refused():
    for kind, roles in _fitted():
        device, _ = _device(kind, roles)
        before = device.read()
        for name in ("online", "no_such_function", "temperature", "pir", "button_event", "mute"):
            if name not in device.features or "w" not in feature(name)[1]:
                eq(device.apply(name, True, 0), False, "%s %s" % (kind.name, name))
        eq(device.read(), before)


def test_nothing_is_on_after_the_start():
    for kind, roles in _fitted():
        _, ports = _device(kind, roles)
        for role, port in ports.items():
            eq(getattr(port, "history", []), [], "%s %s" % (kind.name, role))
            eq(getattr(port, "duty", 0), 0, role)


def test_what_save_gives_restore_takes():
    for kind, roles in _fitted():
        if "power_on" not in [option[0] for option in kind.options]:
            continue
        device, _ = _device(kind, roles, power_on="last")
        if "on_off" not in device.features:
            continue  # a valve: see its own tests
        device.apply("on_off", True, 0)
        kept = json.loads(json.dumps(device.save()))
        again, _ = _device(kind, roles, None, kept, True, power_on="last")
        eq(again.read(), device.read(), kind.name)
        for damaged in (5, [], [1], {"a": 1}, "x", None):
            _device(kind, roles, None, damaged, power_on="last")[0].read()


def test_a_kind_that_does_not_exist_in_the_catalogue_would_fail():
    raises(TypeError, lambda: list(category("teapot")[0]))
