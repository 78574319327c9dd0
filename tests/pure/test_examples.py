"""The documented message examples go through the agent, both ways.

Shapes and values: developers.sber.ru/docs/ru/smarthome reference/mqtt-u-config, mqtt-u-status,
mqtt-d-commands, mqtt-d-status-request (2025-07-15), c2c/device, c2c/model, c2c/state (2025-10-28),
with ids and names of our own. What differs is ours by right: maker, model id, versions.
"""

import json

from check import eq
from cloudside import Cloud

OURS = ("hw_version", "sw_version", "default_name")
OURS_IN_MODEL = ("id", "manufacturer", "model", "hw_version", "sw_version", "description")

CONFIG = """{"devices": [{"id": "esp-3fa2-relay1", "name": "Свет на крыльце",
 "default_name": "Реле ESP32", "home": "Дача", "room": "Крыльцо", "hw_version": "1",
 "sw_version": "0.4.2", "model": {"id": "mp-relay-v1", "manufacturer": "Acme", "model": "MP-R1",
 "hw_version": "1", "sw_version": "0.4.2", "description": "One relay", "category": "relay",
 "features": ["online", "on_off"]}}]}"""
STATUS = """{"devices": {"esp-3fa2-relay1": {"states": [
 {"key": "online", "value": {"type": "BOOL", "bool_value": true}},
 {"key": "on_off", "value": {"type": "BOOL", "bool_value": false}}]}}}"""
COMMAND = """{"devices": {"esp-3fa2-relay1": {"states": [
 {"key": "on_off", "value": {"type": "BOOL", "bool_value": true}}]}}}"""
COMMAND_WITH_ONLINE = """{"devices": {"esp-3fa2-relay1": {"states": [
 {"key": "online", "value": {"type": "BOOL", "bool_value": true}},
 {"key": "on_off", "value": {"type": "BOOL"}}]}}}"""
STATUS_REQUEST = """{"devices": ["esp-3fa2-relay1", "esp-3fa2-temp"]}"""
THERMOMETER = """{"id": "mp-th-1", "manufacturer": "Acme", "model": "MP-TH",
 "category": "sensor_temp", "features": ["online", "temperature", "humidity"]}"""
THERMOMETER_STATUS = """{"devices": {"pico-77-th": {"states": [
 {"key": "online", "value": {"type": "BOOL", "bool_value": true}},
 {"key": "temperature", "value": {"type": "INTEGER", "integer_value": "-35"}},
 {"key": "humidity", "value": {"type": "INTEGER", "integer_value": "61"}}]}}}"""
CURTAIN = """{"id": "mp-curtain-1", "manufacturer": "Acme", "model": "MP-C", "category": "curtain",
 "features": ["online", "open_set", "open_percentage", "open_state"]}"""
CURTAIN_STATUS = """{"devices": {"esp-9b-curtain": {"states": [
 {"key": "online", "value": {"type": "BOOL", "bool_value": true}},
 {"key": "open_percentage", "value": {"type": "INTEGER", "integer_value": "40"}},
 {"key": "open_state", "value": {"type": "ENUM", "enum_value": "opening"}}]}}}"""
LAMP = """{"id": "mp-lamp-rgb-1", "manufacturer": "Acme", "model": "MP-L2", "category": "light",
 "features": ["online", "on_off", "light_mode", "light_brightness", "light_colour"]}"""

RELAY = {
    "id": "esp-3fa2-relay1",
    "kind": "relay",
    "name": "Свет на крыльце",
    "home": "Дача",
    "room": "Крыльцо",
    "pins": {"out": 4},
}
TEMP = {"id": "esp-3fa2-temp", "kind": "sensor_temp", "pins": {"dht22": 5}}


def _model(said, device_id):
    """Return the model of a device in the first config that was said."""
    for device in said[0][1]["devices"]:
        if device["id"] == device_id:
            return device["model"]
    raise AssertionError("no " + device_id)


def _same_model(got, example):
    want = json.loads(example)
    eq(sorted(got["features"]), sorted(want["features"]))
    eq(got["category"], want["category"])
    eq([k for k in want if k not in got and k != "description"], [])


def test_up_config():
    cloud = Cloud(dict(RELAY))
    eq(list(cloud.start[0][1]), ["devices"])
    got, want = cloud.start[0][1]["devices"][1], json.loads(CONFIG)["devices"][0]
    eq(
        {k: v for k, v in got.items() if k != "model" and k not in OURS},
        {k: v for k, v in want.items() if k != "model" and k not in OURS},
    )
    eq(set(got), set(want))
    eq(
        {k: v for k, v in got["model"].items() if k not in OURS_IN_MODEL},
        {k: v for k, v in want["model"].items() if k not in OURS_IN_MODEL},
    )
    eq([k for k in want["model"] if k not in got["model"]], ["description"])


def test_up_status():
    cloud = Cloud(dict(RELAY))
    cloud.say("status_request", STATUS_REQUEST.replace(', "esp-3fa2-temp"', "").encode())
    eq(cloud.hear(), [("up/status", json.loads(STATUS))])


def test_down_commands_and_the_answer():
    cloud = Cloud(dict(RELAY))
    cloud.say("commands", COMMAND.encode())
    eq(cloud.ports[4].on, True)
    want = json.loads(STATUS)
    want["devices"]["esp-3fa2-relay1"]["states"][1]["value"]["bool_value"] = True
    eq(cloud.hear(), [("up/status", want)])


def test_down_commands_with_online_and_a_value_left_out():
    cloud = Cloud(dict(RELAY))
    cloud.ports[4].value(True)
    cloud.say("commands", COMMAND_WITH_ONLINE.encode())
    eq(cloud.ports[4].on, False)
    eq(cloud.hear(), [("up/status", json.loads(STATUS))])


def test_down_status_request_for_two():
    cloud = Cloud(dict(RELAY), dict(TEMP))
    cloud.say("status_request", STATUS_REQUEST.encode())
    said = cloud.hear()
    eq(len(said), 1)
    eq(set(said[0][1]["devices"]), set(json.loads(STATUS_REQUEST)["devices"]))


def test_down_config_request():
    cloud = Cloud(dict(RELAY))
    cloud.say("config_request", b"{}")
    eq(cloud.hear(), [cloud.start[0]])


def test_the_model_and_status_of_a_thermometer():
    cloud = Cloud({"id": "pico-77-th", "kind": "sensor_temp", "pins": {"dht22": 1}})
    _same_model(_model(cloud.start, "pico-77-th"), THERMOMETER)
    cloud.ports[1].values = (-35, 61)
    cloud.pass_ms(500)
    eq(cloud.hear(), [("up/status", json.loads(THERMOMETER_STATUS))])


def test_the_model_and_status_of_a_curtain_on_its_way():
    options = {"travel_ms": 10000}
    pins = {"open": 1, "close": 2}
    entry = {"id": "esp-9b-curtain", "kind": "curtain", "pins": pins, "options": options}
    cloud = Cloud(entry, saved={"esp-9b-curtain": 0})
    _same_model(_model(cloud.start, "esp-9b-curtain"), CURTAIN)
    command = {"key": "open_set", "value": {"type": "ENUM", "enum_value": "open"}}
    cloud.say("commands", {"devices": {"esp-9b-curtain": {"states": [command]}}})
    cloud.hear()
    cloud.pass_ms(4000)
    cloud.say("status_request", {"devices": ["esp-9b-curtain"]})
    eq(cloud.hear(), [("up/status", json.loads(CURTAIN_STATUS))])


def test_the_model_of_a_lamp_with_colours():
    cloud = Cloud({"id": "l", "kind": "light", "pins": {"red": 1, "green": 2, "blue": 3}})
    _same_model(_model(cloud.start, "l"), LAMP)
