"""Ports that measure a voltage, on a Pico W; test_hw_analog_esp32.py has the other chip.

Sources: RP2040 datasheet 4.9 (12 bits of 3.3 V, GPIO 26 to 29).
"""

import time

import sim
from machine import ADC

from check import eq, near, raises, true
from sbernode.hw import analog


def test_the_mean_of_some_samples():
    samples = [30000, 30016, 29984, 30600] * 4
    read = ADC.read_u16
    ADC.read_u16 = lambda self: samples.pop()
    try:
        port = analog.make(None, "adc", {"battery": {"gpio": 27}}, {})
        eq(port.read_u16(), 30150)
        eq(samples, [])
    finally:
        ADC.read_u16 = read


def test_a_plain_port_reads_what_is_on_the_pin():
    port = analog.make(None, "adc", {"battery": {"gpio": 26}}, {})
    for value in (0, 1, 30000, 65535):
        sim.part(26, value=value)
        eq(port.read_u16(), value)


def test_a_pin_without_adc_is_refused():
    raises(ValueError, analog.make, None, "adc", {"battery": {"gpio": 5}}, {})


def test_a_thermistor_measures_and_survives_its_faults():
    sim.part(26, kind="ntc", temperature=21.5)
    part = analog.make(None, "ntc", {"ntc": {"gpio": 26}}, {"beta": 3950})
    eq((part.gives, part.start()), (("temperature",), 0))
    for degrees in (21.5, -19.9, 0, 95):
        sim.part(26, temperature=degrees)
        near(part.read()[0], degrees * 10, 1)
    for error in ("open", "short", 1):
        sim.part(26, error=error)
        raises(OSError, part.read)
        sim.part(26, error=0)
        near(part.read()[0], 950, 1)
    sim.part(26, present=0)
    raises(OSError, part.read)


def test_a_thermistor_of_devices_json():
    with open("devices.json", "w") as file:
        file.write(
            '{"version": 1, "devices": [{"id": "t", "kind": "sensor_temp", "name": "T",'
            ' "pins": {"ntc": 28}}]}'
        )
    part = analog.make(None, "ntc", {"ntc": {"gpio": 28}}, {})
    near(part.read()[0], 210, 1)
    before = sim.now()
    time.sleep_ms(1)
    part.read()
    true(sim.now() - before <= 20)
