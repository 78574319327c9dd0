"""The cloud's list of devices: exactly what up/config says, and why a device would be dropped."""

import json

import pytest

from cloud_board import HUB, device, states
from host_tools.cloud.catalogue import categories
from host_tools.cloud.home import Home
from host_tools.cloud.problems import TEXTS
from host_tools.cloud.status import apply_status


def config(*devices):
    return json.dumps({"devices": list(devices)}, ensure_ascii=False).encode()


def home_with(*devices):
    home = Home()
    home.apply_config(config(HUB, *devices), 0)
    return home


def codes(home, name="x"):
    return [problem.code for problem in home.devices[name].problems]


LAMP = device("x", "light", ["on_off"])


def test_list_is_kept_exactly():
    home = Home()

    new = home.apply_config(config(HUB, LAMP, device("y", "relay", ["on_off"])), 0)

    assert new == ["root", "x", "y"]
    assert list(home.devices) == ["root", "x", "y"]
    assert home.devices["x"].config == LAMP
    assert not home.problems


def test_missing_device_is_removed_with_its_states():
    home = home_with(LAMP)
    apply_status(home, json.dumps({"devices": {"x": states(on_off=True)}}).encode(), 1)

    home.apply_config(config(HUB), 2)
    assert list(home.devices) == ["root"]

    # dzerik/sber-mqtt-bridge CHANGELOG 1.44: when it comes back it counts as new
    assert home.apply_config(config(HUB, LAMP), 3) == ["x"]
    assert home.devices["x"].value("on_off") is None


def test_repeated_list_keeps_states_and_the_users_place():
    home = home_with(LAMP | {"room": "Кухня"})
    apply_status(home, json.dumps({"devices": {"x": states(on_off=True)}}).encode(), 1)
    home.devices["x"].room, home.devices["x"].placed = "Зал", True

    assert home.apply_config(config(HUB, LAMP | {"room": "Кухня"}), 2) == []

    assert home.devices["x"].value("on_off") is True
    assert home.devices["x"].room == "Зал"


def test_empty_list_removes_everything():
    home = home_with(LAMP)

    home.apply_config(config(), 1)

    assert home.devices == {}
    assert [problem.code for problem in home.problems] == ["empty_list"]


def test_unreadable_list_changes_nothing():
    home = home_with(LAMP)

    for body in (b"", b"{", b"\xff", b"[]", b"null", b"{}", b'{"devices":{}}'):
        home.apply_config(body, 1)
        assert home.problems
        assert list(home.devices) == ["root", "x"]


@pytest.mark.parametrize("category", sorted(categories()))
def test_model_with_every_function_of_its_category_is_accepted(category):
    rest = sorted(categories()[category].functions - {"online"})

    home = home_with(device("x", category, rest))

    assert codes(home) == []


def test_example_of_the_documentation_is_accepted():
    # the two-colour lamp in the shape of developers.sber.ru/docs/ru/smarthome/c2c/light
    features = ["on_off", "light_mode", "light_brightness", "light_colour", "light_colour_temp"]
    bounds = {"min": "100", "max": "900", "step": "1"}
    narrowed = {"light_brightness": {"type": "INTEGER", "integer_values": bounds}}
    # c2c/dependencies; `values` as dzerik/sber-mqtt-bridge CHANGELOG 1.22 found it to work
    mode = {"key": "light_mode", "values": [{"type": "ENUM", "enum_value": "colour"}]}
    model = {"allowed_values": narrowed, "dependencies": {"light_colour": mode}}

    assert codes(home_with(device("x", "light", features, model=model))) == []


def integer(low, high, step="1"):
    return {"type": "INTEGER", "integer_values": {"min": low, "max": high, "step": step}}


def lamp(allowed=None, dependencies=None, **model):
    model |= {"allowed_values": allowed} if allowed is not None else {}
    model |= {"dependencies": dependencies} if dependencies is not None else {}
    features = ["on_off", "light_brightness", "light_mode", "light_colour"]
    return device("x", "light", features, model=model)


def without(owner, *names):
    return {name: value for name, value in owner.items() if name not in names}


def enum(*words):
    return {"type": "ENUM", "enum_values": {"values": list(words)}}


WHITE = {"type": "ENUM", "enum_value": "white"}
BRIGHT = "light_brightness"

# (problem, where, whether it drops the device, the device)
DEVICES = [
    ("id_alphabet", "x y.id", False, LAMP | {"id": "x y"}),
    ("name_empty", "x.name", True, LAMP | {"name": "  "}),
    ("name_empty", "x.name", True, without(LAMP, "name")),
    ("name_long", "x.name", False, LAMP | {"name": "я" * 64}),
    ("name_long", "x.room", False, LAMP | {"room": "я" * 36}),
    ("field_type", "x.room", True, LAMP | {"room": 5}),
    ("field_type", "x.groups", True, LAMP | {"groups": ["a", 1]}),
    ("field_type", "x.partner_meta", True, LAMP | {"partner_meta": "a"}),
    ("meta_long", "x.partner_meta", False, LAMP | {"partner_meta": {"a": "b" * 1024}}),
    ("field_unknown", "x.nane", False, LAMP | {"nane": "a"}),
    ("version_unknown", "x.sw_version", True, LAMP | {"sw_version": "Unknown"}),
    ("version_unknown", "x.model.hw_version", True, lamp(hw_version="Unknown")),
    ("parent_unknown", "x.parent_id", False, LAMP | {"parent_id": "nobody"}),
    ("model_missing", "x", True, without(LAMP, "model")),
    ("model_both", "x.model_id", True, LAMP | {"model_id": "test-x"}),
    ("model_id_empty", "x.model_id", False, LAMP | {"model_id": ""}),
    ("model_unknown", "x.model_id", True, without(LAMP, "model") | {"model_id": "never"}),
    ("field_type", "x.model", True, LAMP | {"model": ["light"]}),
    ("field_missing", "x.model.id", True, lamp(id="")),
    ("field_missing", "x.model.manufacturer", True, lamp(manufacturer="")),
    ("field_missing", "x.model.category", True, lamp(category="")),
    ("field_missing", "x.model.features", True, lamp(features=[])),
    ("field_type", "x.model.features", True, lamp(features="online")),
    ("field_type", "x.model.description", True, lamp(description=7)),
    ("field_unknown", "x.model.colour", False, lamp(colour="red")),
    ("model_changed", "x.model.id", False, lamp(id="test-root")),
    ("category_unknown", "x.model.category", True, lamp(category="ipc")),
    ("feature_unknown", "x.model.features[2]", True,
     device("x", "light", ["on_off", "sleep_timer"])),
    ("feature_foreign", "x.model.features[2]", True,
     device("x", "relay", ["on_off", "child_lock"])),
    ("feature_missing", "x.model.features", True, device("x", "light", [])),
    ("feature_one_of", "x.model.features", True, device("x", "sensor_temp", [])),
    ("feature_repeated", "x.model.features[2]", False, device("x", "light", ["on_off", "on_off"])),
    ("colour_without_mode", "x.model.features", False,
     device("x", "light", ["on_off", "light_colour"])),
    ("field_type", "x.model.allowed_values", True, lamp([])),
    ("allowed_undeclared", "x.model.allowed_values.light_colour_temp", True,
     lamp({"light_colour_temp": integer("0", "1000")})),
    ("allowed_narrow", "x.model.allowed_values.on_off", True, lamp({"on_off": {"type": "BOOL"}})),
    ("field_type", f"x.model.allowed_values.{BRIGHT}", True, lamp({BRIGHT: 5})),
    ("allowed_type", f"x.model.allowed_values.{BRIGHT}.type", True, lamp({BRIGHT: enum("a")})),
    ("allowed_shape", f"x.model.allowed_values.{BRIGHT}", True,
     lamp({BRIGHT: {"type": "INTEGER"}})),
    ("field_missing", f"x.model.allowed_values.{BRIGHT}.integer_values.max", True,
     lamp({BRIGHT: {"type": "INTEGER", "integer_values": {"min": "50"}}})),
    ("allowed_text", f"x.model.allowed_values.{BRIGHT}.integer_values.min", False,
     lamp({BRIGHT: integer(100, "900")})),
    ("allowed_number", f"x.model.allowed_values.{BRIGHT}.integer_values.min", True,
     lamp({BRIGHT: integer("low", "900")})),
    ("allowed_number", f"x.model.allowed_values.{BRIGHT}.integer_values.step", True,
     lamp({BRIGHT: integer("100", "900", "0")})),
    ("allowed_range", f"x.model.allowed_values.{BRIGHT}.integer_values.min", True,
     lamp({BRIGHT: integer("0", "900")})),
    ("allowed_range", f"x.model.allowed_values.{BRIGHT}.integer_values.max", True,
     lamp({BRIGHT: integer("50", "1001")})),
    ("allowed_empty", f"x.model.allowed_values.{BRIGHT}.integer_values", True,
     lamp({BRIGHT: integer("900", "100")})),
    ("allowed_shape", "x.model.allowed_values.light_mode", True,
     lamp({"light_mode": {"type": "ENUM"}})),
    ("allowed_empty", "x.model.allowed_values.light_mode.enum_values.values", True,
     lamp({"light_mode": enum()})),
    ("allowed_value", "x.model.allowed_values.light_mode.enum_values.values[1]", True,
     lamp({"light_mode": enum("white", "disco")})),
    ("allowed_tv", "x.model.allowed_values.volume", True,
     device("x", "tv", ["on_off", "volume"], model={"allowed_values": {"volume": enum("+")}})),
    ("field_type", "x.model.dependencies", True, lamp(dependencies=[])),
    ("dependency_feature", "x.model.dependencies.light_colour_temp", True,
     lamp(dependencies={"light_colour_temp": {"key": "light_mode", "values": [WHITE]}})),
    ("dependency_feature", "x.model.dependencies.light_colour.key", True,
     lamp(dependencies={"light_colour": {"key": "open_set", "values": [WHITE]}})),
    ("dependency_value", "x.model.dependencies.light_colour.value", True,
     lamp(dependencies={"light_colour": {"key": "light_mode", "value": [WHITE]}})),
    ("dependency_shape", "x.model.dependencies.light_colour", True,
     lamp(dependencies={"light_colour": 1})),
    ("dependency_shape", "x.model.dependencies.light_colour.values", True,
     lamp(dependencies={"light_colour": {"key": "light_mode", "values": []}})),
    ("dependency_type", "x.model.dependencies.light_colour.values[0].type", True,
     lamp(dependencies={"light_colour": {"key": "light_mode", "values": [{"type": "BOOL"}]}})),
]  # fmt: skip


@pytest.mark.parametrize(("code", "path", "drops", "entry"), DEVICES)
def test_fault_of_a_device_is_named(code, path, drops, entry):
    home = home_with(entry)
    shown = home.devices[entry["id"]]

    found = [found for found in shown.problems if (found.code, found.path) == (code, path)]

    assert len(found) == 1, shown.problems
    assert found[0].drops is drops
    assert found[0].en != found[0].ru
    assert home.devices["root"].is_accepted


# (problem of the whole list, where, body)
LISTS = [
    ("not_json", "", b"{"),
    ("not_json", "", b"\xd0"),
    ("not_object", "", b"[]"),
    ("devices_missing", "devices", b"{}"),
    ("devices_not_list", "devices", b'{"devices":{"x":{}}}'),
    ("empty_list", "devices", b'{"devices":[]}'),
    ("no_hub", "devices", config(LAMP)),
    ("device_not_object", "devices[1]", config(HUB, None)),
    ("id_missing", "devices[1].id", config(HUB, without(LAMP, "id"))),
    ("id_missing", "devices[1].id", config(HUB, LAMP | {"id": 7})),
    ("id_repeated", "devices[2].id", config(HUB, LAMP, LAMP)),
]


@pytest.mark.parametrize(("code", "path", "body"), LISTS)
def test_fault_of_the_list_is_named(code, path, body):
    home = Home()

    home.apply_config(body, 0)

    assert [(problem.code, problem.path) for problem in home.problems] == [(code, path)]


def test_list_without_a_hub_is_refused_as_a_whole():
    # TohaRG2/MQTT-SberGate sber_serializer.py: "value must contain at least 1 item(s)"
    home = Home()

    assert home.apply_config(config(LAMP), 0) == []

    assert not home.devices["x"].is_accepted
    assert "value must contain at least 1 item(s)" in home.problems[0].en


@pytest.mark.parametrize("odd", [None, 5, "a", [], {}, [None], {"a": None}, True])
@pytest.mark.parametrize(
    "field", ["name", "model", "model_id", "parent_id", "partner_meta", "groups"]
)
def test_odd_device_field_never_breaks_the_cloud(field, odd):
    assert "x" in home_with(LAMP | {field: odd}).devices


@pytest.mark.parametrize(
    "odd", [None, 5, "a", [], {}, [None], {"light_brightness": None}, [["a"]]]
)
@pytest.mark.parametrize("field", ["id", "category", "features", "allowed_values", "dependencies"])
def test_odd_model_field_never_breaks_the_cloud(field, odd):
    assert "x" in home_with(lamp(**{field: odd})).devices


def test_every_problem_of_a_config_has_a_row():
    rows = {row[0] for row in DEVICES} | {row[0] for row in LISTS}
    of_a_status = ("state", "value_", "empty_status", "device_unknown", "devices_not_map")
    expected = {code for code in TEXTS if not code.startswith((*of_a_status, "event_", "topic_"))}

    assert rows == expected
