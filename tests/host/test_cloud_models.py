"""What the cloud remembers of models: one set of functions per model id."""

import json

from cloud_board import HUB, device
from host_tools.cloud.home import Home

LAMP = device("x", "light", ["on_off"])


def home_with(*devices):
    home = Home()
    announce(home, *devices)
    return home


def announce(home, *devices):
    home.apply_config(json.dumps({"devices": [HUB, *devices]}).encode(), 0)


def codes(home, name="x"):
    return [problem.code for problem in home.devices[name].problems]


def test_model_id_with_another_set_is_noticed_later_too():
    # dzerik/sber-mqtt-bridge CHANGELOG 1.43: the cloud mixes what came under one id
    home = home_with(LAMP)
    changed = device("x", "light", ["on_off", "light_brightness"])

    announce(home, changed)

    assert codes(home) == ["model_changed"]


def test_refused_model_is_not_remembered():
    home = home_with(device("x", "light", ["on_off", "child_lock"]))

    announce(home, LAMP)

    assert codes(home) == []


def test_known_model_may_be_named_by_its_id():
    other = {"id": "z", "name": "z", "model_id": "test-x"}

    home = home_with(LAMP, other)

    assert codes(home, "z") == []
    assert home.devices["z"].category == "light"
