"""The JSON Schemas of docs/ accept and refuse what the firmware's own checks do.

They are asked the same questions and must give the same answers; only what needs the whole file or
the board (an id or a pin taken twice, pins that a board lacks) is beyond a schema.
"""

import itertools
import json
import random
import re

import jsonschema
import pytest

from host_tools import check_rules
from host_tools.rooms import FIRMWARE, room

DOCS = FIRMWARE.parent / "docs"
KINDS = room("kinds.table").names()

each_kind = pytest.mark.parametrize("kind", KINDS)


def validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((DOCS / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


DEVICES, SETTINGS = validator("devices"), validator("settings")


def agree(doc: dict) -> bool:
    """Return whether a devices.json is good, once schema and firmware are of one mind."""
    definitions = room("definitions")
    problems = definitions.errors(definitions.check(doc))
    assert DEVICES.is_valid(doc) == (not problems), (doc, problems)
    return not problems


def one(kind: str, **more) -> dict:
    roles = room("kinds.table").split(next(room("kinds.table").find(kind).items())[1])[0]
    pins = {role: gpio for gpio, role in enumerate(roles)}
    entry = {"id": "it", "kind": kind, "name": "It", "pins": pins, **more}
    return {"version": 1, "devices": [entry]}


def test_schema_knows_each_kind_and_no_other():
    assert sorted(DEVICES.schema["$defs"]["device"]["properties"]["kind"]["enum"]) == KINDS
    assert not agree({"version": 1, "devices": [{**one("relay")["devices"][0], "kind": "teapot"}]})


@each_kind
def test_schema_and_firmware_accept_the_same_roles(kind):
    table = room("kinds.table")
    roles = list(table.find(kind).roles)
    # all choices of few roles; of many some at random, and every set with one role more or less
    sizes = range(len(roles) + 1) if len(roles) <= 8 else range(2)
    chosen = {c for n in sizes for c in itertools.combinations(roles, n)}
    draw = random.Random(kind)
    chosen |= {tuple(r for r in roles if draw.random() < 0.3) for _ in range(100)}
    for _, tokens in table.find(kind).items():
        must, may = table.split(tokens)
        for one_set in (must, must + may):
            chosen |= {tuple(one_set), *(tuple({*one_set} ^ {role}) for role in roles)}

    good = [c for c in chosen if agree(one(kind, pins={role: i for i, role in enumerate(c)}))]

    assert len(good) >= len(list(table.find(kind).items()))
    assert not agree(one(kind, pins={**one(kind)["devices"][0]["pins"], "nose": 40}))


@each_kind
def test_schema_and_firmware_accept_the_same_options(kind):
    listed = DEVICES.schema["$defs"][kind]["properties"]["options"]["properties"]
    options = room("kinds.table").find(kind).options
    assert {name: about["default"] for name, about in listed.items()} == {
        name: default for name, default, _ in options
    }

    for name, _, accepted in options:
        if accepted == "device":
            target = {"id": "target", "kind": "relay", "name": "R", "pins": {"out": 30}}
            doc = one(kind, options={name: "target"})
            assert agree({**doc, "devices": [*doc["devices"], target]})
            values, wrong = [], [5, None]
        elif isinstance(accepted[0], str):
            values, wrong = accepted, ["", "nose", 1, None]
        else:
            low, high = accepted
            values, wrong = [low, high], [low - 1, high + 1, str(low), low + 0.5, True, None]
        assert all(agree(one(kind, options={name: value})) for value in values)
        assert not any(agree(one(kind, options={name: value})) for value in wrong)
    assert not agree(one(kind, options={"nose": 1}))


@pytest.mark.parametrize(
    ("pin", "good"),
    [
        (0, True),
        ({"gpio": 5}, True),
        ({"gpio": 5, "active": "low", "pull": "none"}, True),
        ({"gpio": 5, "address": "28ff641E93160423"}, True),
        ({"gpio": 5, "address": "28-0316a"}, False),
        ({"gpio": 5, "address": 28}, False),
        ({"gpio": 5, "active": "on"}, False),
        ({"gpio": 5, "pull": "left"}, False),
        ({"gpio": 5, "name": "x"}, False),
        ({"active": "low"}, False),
        ("D5", False),
        (-1, False),
        (True, False),
        (2.5, False),
        (None, False),
        ([5], False),
    ],
)
def test_schema_and_firmware_accept_the_same_pins(pin, good):
    assert agree(one("sensor_temp", pins={"ds18b20": pin})) == good


@pytest.mark.parametrize(
    ("field", "good", "wrong"),
    [
        ("id", ["a", "A.b-c_9", "x" * 64], ["", "x" * 65, "a b", "лампа", "root", 5, None]),
        ("name", ["Л", "x" * 63], ["", "  ", "x" * 64, 5, None]),
        ("room", ["Л", "x" * 35], ["", "  ", "x" * 36, 5]),
        ("home", ["Л", "x" * 35], ["", "  ", "x" * 36, 5]),
        ("pins", [{"out": 1}], [[], 5, None, {}]),
        ("options", [{}], [[], 5]),
        ("nose", [], [1]),
    ],
)
def test_schema_and_firmware_accept_the_same_fields(field, good, wrong):
    assert all(agree(one("relay", **{field: value})) for value in good)
    assert not any(agree(one("relay", **{field: value})) for value in wrong)


@pytest.mark.parametrize("missing", ["id", "kind", "name", "pins"])
def test_schema_and_firmware_miss_the_same_fields(missing):
    doc = one("relay")
    del doc["devices"][0][missing]

    assert not agree(doc)


@pytest.mark.parametrize(
    "doc",
    [
        [],
        {},
        {"version": 1},
        {"devices": []},
        {"version": 2, "devices": []},
        {"version": "1", "devices": []},
        {"version": 1, "devices": {}},
        {"version": 1, "devices": [5]},
        {"version": 1, "devices": [], "nose": 1},
    ],
)
def test_schema_and_firmware_refuse_the_same_files(doc):
    assert not agree(doc)


_WHEN = {"device": "it", "function": "on_off", "is": True}
_DO = [{"device": "it", "function": "on_off", "value": False}]


@pytest.mark.parametrize(
    ("rules", "good"),
    [
        ([], True),
        ([{"when": _WHEN, "do": _DO}], True),
        ([{"when": _WHEN, "do": _DO * 8, "delay_s": 0, "for_s": 1}] * 32, True),
        ([{"when": _WHEN, "do": _DO}] * 33, False),
        ([{"when": _WHEN, "do": _DO * 9}], False),
        ([{"when": _WHEN, "do": []}], False),
        ([{"when": _WHEN, "do": _DO, "delay_s": 86401}], False),
        ([{"when": _WHEN, "do": _DO, "for_s": 0}], False),
        ([{"when": _WHEN, "do": _DO, "for_s": 1.5}], False),
        ([{"when": _WHEN, "do": _DO, "nose": 1}], False),
        ([{"when": {**_WHEN, "nose": 1}, "do": _DO}], False),
        ([{"when": {**_WHEN, "above": 1}, "do": _DO}], False),
        ([{"when": {**_WHEN, "hysteresis": 1}, "do": _DO}], False),
        ([{"when": {**_WHEN, "is": []}, "do": _DO}], False),
        ([{"when": {**_WHEN, "function": "unlock"}, "do": _DO}], False),
        ([{"when": {**_WHEN, "function": "online"}, "do": _DO}], False),
        ([{"when": _WHEN, "do": [{**_DO[0], "function": "power"}]}], False),
        ([{"when": _WHEN, "do": [{**_DO[0], "nose": 1}]}], False),
        ([{"when": _WHEN, "do": [{"device": "it", "function": "on_off"}]}], False),
        ([{"when": _WHEN}], False),
        ([{"do": _DO}], False),
        ([5], False),
        ({}, False),
        (None, False),
    ],
)
def test_schema_and_firmware_accept_the_same_rules(rules, good):
    doc = {**one("relay"), "rules": rules}

    assert DEVICES.is_valid(doc) == (not check_rules.problems(doc, [])) == good
    assert agree({**doc, "rules": []})


def _settings(path: str, value) -> dict:
    doc = {
        "version": 1,
        "wifi": {"ssid": "x"},
        "sber": {"login": "x", "password": "x"},
        "page": {"salt": "00ff", "hash": "A1b2", "rounds": 1000},
        "portal": {},
    }
    *parents, last = path.split(".")
    holder = doc
    for name in parents:
        holder = holder[name]
    holder[last] = value
    if value is None:
        del holder[last]
    return doc


_LONG = {f"{part}.{name}": rule for (part, name), rule in room("settings")._FIELDS.items()}


@pytest.mark.parametrize(
    ("path", "values"),
    [
        (path, [5, True, "x", "", None])
        for path in (*_LONG, "version", "wifi", "sber", "home", "nose")
    ]
    + [
        (path, ["x" * rule[2], "x" * (rule[2] + 1)])
        for path, rule in _LONG.items()
        if rule[0] is str
    ]
    + [("home", ["x" * 35, "x" * 36]), ("name", ["x" * 63, "x" * 64, 5])]
    + [("sber.port", [0, 1, 65535, 65536]), ("sber.login", ["a/b", "a+b", "a#b", "a b"])]
    + [("wifi.ssid_hex", ["ff", "FF0", "xy", "f" * 64]), ("portal.alias", [False])]
    + [("page.salt", ["ab" * 32, "abc"]), ("page.rounds", [0, 1, 10000, 10001])]
    + [("page", [5, {}, None]), ("portal", [{"nose": 1}, None])]
    + [("ntp", [[], ["a"], [""], [5], "a", None]), ("version", [1, 2, "1"]), ("wifi.nose", [1])],
)
def test_schema_and_firmware_accept_the_same_settings(path, values):
    for value in values:
        doc = _settings(path, value)
        problems = room("settings").check(doc)
        assert SETTINGS.is_valid(doc) == (not problems), (doc, problems)


def test_a_network_has_one_name():
    for wifi in ({"ssid": "x"}, {"ssid_hex": "ff"}, {"ssid": "x", "ssid_hex": "ff"}, {}):
        doc = {**_settings("home", "x"), "wifi": wifi}
        problems = room("settings").check(doc)
        assert SETTINGS.is_valid(doc) == (not problems) == (len(wifi) == 1), (doc, problems)


def test_defaults_in_the_settings_schema_are_those_of_the_firmware():
    source = (FIRMWARE / "sbernode" / "assemble.py").read_text(encoding="utf-8")
    host, port, servers = re.findall(r'^_(?:HOST|PORT|NTP) = const\("?([^")]+)"?\)', source, re.M)
    parts = SETTINGS.schema["properties"]

    assert parts["sber"]["properties"]["host"]["default"] == host
    assert parts["sber"]["properties"]["port"]["default"] == int(port)
    assert parts["sber"]["properties"]["verify"]["default"] is True
    assert parts["ntp"]["default"] == servers.split()
