"""Ports that measure a voltage on an ESP32: the range of 11 dB, ADC2 only without Wi-Fi.

Sources: docs/library/machine.ADC.rst (read_uv), docs/esp32/quickref.rst (ATTN_11DB, ADC2).
"""

import network
import sim
from machine import ADC

from check import eq, near, raises
from sbernode.hw import analog

BOARD = "esp32"


def test_the_widest_range_and_the_chips_own_calibration():
    seen = []
    atten = ADC.atten

    def noted(self, value):
        seen.append(value)
        atten(self, value)

    ADC.atten = noted
    port = analog.make(None, "adc", {"battery": {"gpio": 34}}, {})
    eq(seen, [ADC.ATTN_11DB])
    for value in (0, 20000, 65535):
        sim.part(34, value=value)
        near(port.read_u16(), value, 2)
    # The raw value is off by up to a tenth of a volt: nobody may take it.
    sim.part(34, value=30000)
    ADC.read_uv = lambda self: 1650000
    eq(port.read_u16(), 32767)


def test_a_pin_of_adc2_is_silent_beside_wifi():
    port = analog.make(None, "adc", {"battery": {"gpio": 4}}, {})
    network.WLAN(network.STA_IF).active(True)
    raises(OSError, port.read_u16)


def test_a_thermistor():
    sim.part(35, kind="ntc", temperature=21.5)
    part = analog.make(None, "ntc", {"ntc": {"gpio": 35}}, {"side": "ground"})
    near(part.read()[0], 215, 1)


def test_a_thermistor_whose_wire_is_off_does_not_tell_of_frost():
    # What a pin at 3.3 V shows: raw 4095, 3114 mV (espressif/esp-idf 12218), of 10k: -28 degrees.
    for gpio, side, error in (
        (35, "ground", "open"),
        (36, "supply", "open"),
        (39, "ground", "short"),
    ):
        sim.part(gpio, kind="ntc", error=error)
        part = analog.make(None, "ntc", {"ntc": {"gpio": gpio}}, {"side": side})
        raises(OSError, part.read)
        sim.part(gpio, error=0, temperature=-20)
        if side == "ground":
            near(part.read()[0], -200, 1)
