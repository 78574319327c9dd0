"""Bodies. Shapes: developers.sber.ru reference/mqtt-u-config, mqtt-u-status, mqtt-d-commands,
mqtt-d-status-request; what breaks naive clients: dzerik/sber-mqtt-bridge change log 1.43."""

import json

from check import eq, raises
from sbernode import notices
from sbernode.sber import config, message


class Entry:
    default_name = "Лампа"
    id, name, home, room = "lamp", 'Лампа "верхняя"\\', None, "Кухня"


def test_bodies_that_are_not_objects():
    for body in (b"[]", b"null", b"3", b'"x"', b"\xff\xfe", b"{'a':1}", b"{} x", b"nul"):
        raises(message.BadBody, message.load, body)
    eq(message.load(b""), {})
    eq(message.load(b"{}"), {})


def test_deep_nesting_is_refused_or_read_but_never_fatal():
    for body in (b"[" * 3000, b'{"devices":' * 500):
        raises(message.BadBody, message.load, body)


def test_commands_of_every_shape():
    raises(message.BadBody, list, message.commands({}))
    raises(message.BadBody, list, message.commands({"devices": []}))
    odd = {"a": None, "b": [], "c": {}, "d": {"states": None}, "e": {"states": [None, 1, {}]}}
    got = dict(message.commands({"devices": odd}))
    eq(got, {"a": [], "b": [], "c": [], "d": [], "e": []})
    good = {"states": [{"key": "on_off", "value": {"type": "BOOL"}}, {"key": 5}]}
    eq(list(message.commands({"devices": {"x": good}})), [("x", [("on_off", {"type": "BOOL"})])])


def test_requested_ids():
    for doc in ({}, {"devices": []}, {"devices": [""]}, {"devices": None}, {"devices": {}}):
        eq(message.requested(doc), None)
    eq(message.requested({"devices": ["a", "", 5, None, "b"]}), ["a", "b"])


def test_text_fields():
    eq(notices.field({"room": "Кухня"}, "room", 35), "Кухня")
    eq(notices.field({}, "room", 35), None)
    for bad in (5, [], "", "x" * 36):
        raises(message.BadBody, notices.field, {"room": bad}, "room", 35)


def test_a_device_of_the_config():
    text = "".join(list(config.device(Entry, "light", ("on_off", "light_mode"), None, "1.2")))
    got = json.loads(text)
    eq(got["name"], Entry.name)
    eq(got["room"], "Кухня")
    eq("home" in got, False)
    eq(got["model"]["category"], "light")
    eq(got["model"]["features"], ["online", "on_off", "light_mode"])
    eq(got["sw_version"], "1.2")


def _config(count):
    class Device:
        category = "relay"
        features = ("on_off",)
        allowed = None

        def __init__(self, i):
            self.id, self.name, self.default_name = "d%d" % i, "Реле %d" % i, "Реле"
            self.home = self.room = None

    return config.Config(Entry, [Device(i) for i in range(count)], "1")


def test_a_config_has_the_length_of_what_it_yields():
    for count in (0, 1, 30):
        body = _config(count)
        whole = b"".join(list(body))
        eq(len(body), len(whole))
        ids = [device["id"] for device in json.loads(whole)["devices"]]
        eq(ids, ["lamp"] + ["d%d" % i for i in range(count)])
        eq(b"".join(list(body)), whole, "a second pass gives the same")


def test_a_config_of_many_devices_leaves_in_small_parts():
    eq(max([len(part) for part in _config(100)]) < 200, True)


def test_model_id_is_stable_and_differs_with_everything_the_cloud_keeps():
    plain = config.model_id("light", ("on_off", "light_brightness"), None)
    # sha256("light|light_brightness,on_off|{}") by coreutils sha256sum begins with 8f00afc5
    eq(plain, "sbernode-light-8f00afc5")
    eq(config.model_id("light", ("light_brightness", "on_off"), {}), plain)
    others = [
        config.model_id("led_strip", ("on_off", "light_brightness"), None),
        config.model_id("light", ("on_off",), None),
        config.model_id(
            "light", ("on_off", "light_brightness"), {"light_brightness": (100, 900, 1)}
        ),
    ]
    eq(len(set(others + [plain])), 4)


def test_narrowing_as_documented():
    # c2c/allowed_values, 2025-04-13: bounds of integers are texts
    allowed = {"hvac_temp_set": (10, 35, 1), "hvac_air_flow_power": ("auto", "low", "high")}
    got = json.loads("".join(list(config.narrowing(allowed))))
    want = {
        "hvac_temp_set": {
            "type": "INTEGER",
            "integer_values": {"min": "10", "max": "35", "step": "1"},
        },
        "hvac_air_flow_power": {
            "type": "ENUM",
            "enum_values": {"values": ["auto", "low", "high"]},
        },
    }
    eq(got, want)


def test_topics():
    eq(message.topic("abc", "up/config"), b"sberdevices/v1/abc/up/config")
    eq(message.topic("abc", "down/#"), b"sberdevices/v1/abc/down/#")
    eq(message.tail("abc", b"sberdevices/v1/abc/down/commands"), "commands")
    eq(message.tail("abc", b"sberdevices/v1/__config"), "__config")
    for other in (
        b"sberdevices/v1/other/down/commands",
        b"",
        b"\xff",
        b"sberdevices/v1/abc/down/\xff",
    ):
        eq(message.tail("abc", other), "")
