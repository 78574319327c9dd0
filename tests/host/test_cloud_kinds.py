"""The local cloud and our kinds: one configuration with every kind on every legal set of pins."""

import itertools
import json
import types

import pytest

from host_tools import kinds_page
from host_tools.check import NoPort
from host_tools.cloud.catalogue import categories, functions
from host_tools.cloud.home import Home
from host_tools.rooms import room

TABLE = room("kinds.table")
# Options that bring functions; what they are set to so that they do.
_MORE = {"wifi_signal": "on", "unit": "c", "sensitivity": "medium", "volume_steps": 20}
_PARTS = ("i2c", "uart", "meter")


class Port(NoPort):
    """NoPort with a remote control that has every key."""

    def keys(self):
        return kinds_page.every_code()


def every_device():
    """Yield each kind on each set of pins, all optional ones fitted, with each of the parts."""
    for kind in TABLE.names():
        rules = TABLE.find(kind)
        offered = {name: accepted for name, _, accepted in rules.options}
        more = {name: value for name, value in _MORE.items() if name in offered}
        parts = [[(name, part) for part in offered[name]] for name in _PARTS if name in offered]
        for _, tokens in rules.items():
            must, may = TABLE.split(tokens)
            for chosen in itertools.product(*parts):
                entry = {
                    "id": f"{kind}_{next(_numbers)}",
                    "kind": kind,
                    "pins": dict.fromkeys(must + may, 0),
                    "options": more | dict(chosen),
                }
                made = room("build").make(room("resolve").resolve(entry), Port)
                made.id, made.name, made.default_name = entry["id"], kind, kind
                yield made


_numbers = itertools.count()


@pytest.fixture(scope="module")
def body() -> dict:
    devices = list(every_device())
    hub = types.SimpleNamespace(id="root", name="Hub", default_name="Hub", home=None, room=None)
    text = b"".join(room("sber.config").Config(hub, devices, "0.1.0"))
    return json.loads(text)


def accepted(body: dict) -> Home:
    home = Home()
    home.apply_config(json.dumps(body).encode(), 0)
    return home


def test_the_cloud_accepts_every_kind_on_every_set_of_pins(body):
    home = accepted(body)

    complaints = [
        f"{name}: {found.en}" for name, d in home.devices.items() for found in d.problems
    ]
    assert complaints == []
    assert home.problems == []
    assert {d["model"]["category"] for d in body["devices"]} == set(categories())


def test_together_they_offer_every_function_that_sber_knows(body):
    offered = {name for device in body["devices"] for name in device["model"]["features"]}

    assert offered == set(functions())


def _without(device: dict, *names: str) -> dict:
    model = dict(device["model"])
    model["features"] = [name for name in model["features"] if name not in names]
    allowed = model.get("allowed_values", {})
    model["allowed_values"] = {name: allowed[name] for name in allowed if name not in names}
    return {**device, "model": model | {"id": model["id"] + "-less"}}


def test_the_cloud_refuses_it_when_a_function_that_must_be_there_is_taken_away(body):
    hub, *devices = body["devices"]
    for device in devices:
        category = categories()[device["model"]["category"]]
        groups = [(name,) for name in category.required if name != "online"]
        groups += [tuple(group) for group in category.one_of]
        for group in groups:
            home = accepted({"devices": [hub, _without(device, *group)]})
            codes = [found.code for found in home.devices[device["id"]].problems if found.drops]
            assert codes, (device["id"], group)
            assert set(codes) <= {"feature_missing", "feature_one_of", "field_missing"}
            assert home.devices["root"].is_accepted
