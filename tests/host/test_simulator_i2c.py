"""Parts on an I2C bus of a simulated board: devices.json names them, a person sets values."""

import json
import re
import textwrap

import pytest

import mpy
from host_tools.simulator import devices
from host_tools.simulator.process import Board

FIRMWARE = """
    import time
    from machine import Pin, SoftI2C
    from sbernode.drivers import bosch

    part = bosch.Bme280(SoftI2C(Pin(5), Pin(4), freq=100000), 0, {})
    while True:
        try:
            time.sleep_ms(part.start())
            print(*part.read())
        except OSError as error:
            print("lost", *error.args)
        time.sleep_ms(50)
"""
PINS = {"sda": 4, "scl": 5}
PART = {"id": "t", "kind": "sensor_temp", "pins": PINS, "options": {"i2c": "bme280"}}


def _flash(folder, *entries):
    (folder / "devices.json").write_text(json.dumps({"version": 1, "devices": entries}))
    return folder


def test_a_part_of_devices_json_measures_what_a_person_sets(tmp_path, micropython):
    (tmp_path / "main.py").write_text(textwrap.dedent(FIRMWARE), encoding="utf-8")
    (tmp_path / "sbernode").symlink_to(mpy.FIRMWARE / "sbernode")
    flash = _flash(tmp_path, PART)

    with Board(flash, firmware=tmp_path, interpreter=micropython) as board:
        board.wait_log("210 45 760")
        board.part(4, temperature=-7.5, humidity=90, pressure=1000)
        board.wait_log("-75 90 750")
        board.part(4, present=0)
        board.wait_log("lost 19")
        board.part(4, present=1, error="silence")
        board.wait_log("lost 110")
        seen = len(board.log)
        board.part(4, error=0)
        board.wait_log("-75 90 750", since=seen)

        assert board.errors == []


@pytest.mark.parametrize(
    ("pins", "options", "measures"),
    [
        (PINS, {"i2c": "bme280"}, [(4, "temperature humidity pressure")]),
        ({"sda": {"gpio": 4}, "scl": 5}, {"i2c": "scd4x"}, [(4, "co2 temperature humidity")]),
        (PINS, {"i2c": "ens160"}, [(4, "tvoc")]),
        ({"out": 3, "sda": 4, "scl": 5}, {"i2c": "ina219"}, [(4, "voltage current")]),
        (PINS, {"i2c": "os"}, []),
        (PINS, {"i2c": ["bme280"]}, []),
        (PINS, {}, []),
        ({"dht22": 4, "ds18b20": 5}, {}, [(4, "temperature humidity"), (5, "temperature")]),
        ({"out": 4}, {}, []),
    ],
)
def test_what_the_parts_of_a_device_measure(tmp_path, pins, options, measures):
    (device,) = devices.read(_flash(tmp_path, {"id": "x", "pins": pins, "options": options}))

    found = [(each["gpio"], " ".join(each["values"])) for each in device["measures"]]

    assert found == measures


def test_the_page_of_the_panel_knows_every_value_of_every_part(tmp_path):
    cards = (mpy.ROOT / "host_tools/simulator/page/parts.js").read_text(encoding="utf-8")
    known = set(re.findall(r"^  (\w+): \[\"", cards[cards.index("MEASURED = {") :], re.MULTILINE))
    drivers = devices.room("drivers")
    entries = [
        {"id": part, "pins": {role: 4}, "options": {bus: part}}
        for role, bus in (("sda", "i2c"), ("rx", "uart"), ("cf", "meter"))
        for part in drivers.names(bus)
    ]

    found = [part for d in devices.read(_flash(tmp_path, *entries)) for part in d["measures"]]

    assert len(found) == len(entries)
    assert {value for part in found for value in part["values"]} <= known
