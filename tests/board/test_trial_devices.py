"""The devices of a trial offer what those in service do, connected to nothing."""

import json

from check import eq, true


def test_a_trial_announces_what_the_board_will():
    from sbernode.portal import trial

    part = {"i2c": "bmp280"}
    definitions = [
        ("a", "sensor_temp", {"sda": 4, "scl": 5}, part),
        ("b", "hvac_boiler", {"heat": 2}, {}),
        ("c", "hvac_boiler", {"heat": 3, "sda": 4, "scl": 5}, part),
        ("d", "hvac_fan", {"low": 6, "high": 7}, {}),
        ("e", "kettle", {"heat": 8, "ntc": 26, "water": 27}, {}),
    ]
    devices = [
        {"id": name, "kind": kind, "name": name, "pins": pins, "options": options}
        for name, kind, pins, options in definitions
    ]
    with open("devices.json", "w") as file:
        file.write(json.dumps({"version": 1, "devices": devices}) + "\n")

    made = trial._devices("devices.json", None).all

    eq(made[0].features, ("temperature", "air_pressure"))
    eq(made[1].features, ("on_off",))
    for name in ("on_off", "hvac_temp_set", "hvac_thermostat_mode", "temperature"):
        true(name in made[2].features, name)
    eq(made[3].allowed, {"hvac_air_flow_power": ("low", "high")})
    for name in ("kitchen_water_temperature", "kitchen_water_level", "kitchen_water_low_level"):
        true(name in made[4].features, name)
