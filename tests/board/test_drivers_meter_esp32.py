"""A meter on an ESP32, whose interrupts are soft ones, and a UART there."""

import time

import sim
from machine import UART, Pin

from check import eq, near, raises
from sbernode.hw import meters, serial

BOARD = "esp32"


class Ports:
    """As much of hw.ports as is asked for."""


def test_a_meter():
    sim.part(18, kind="hlw8012", cf1=34, sel=19, voltage=230, current=13, power=2990)
    specs = {"cf": 18, "cf1": 34, "sel": 19}
    part = meters.make(None, "meter", specs, {"meter": "hlw8012"})
    for _ in range(2):
        time.sleep_ms(part.start())
        try:
            values = part.read()
        except OSError:
            continue
    near(values[0], 230, 1)
    near(values[1], 13000, 70)
    near(values[2], 2990, 15)


def test_uarts_are_taken_in_turn_and_never_the_one_of_the_prompt():
    ports, options = Ports(), {"uart": "mhz19"}
    for rx, co2 in ((34, 500), (35, 600)):
        sim.part(rx, kind="mhz19", co2=co2)
        part = serial.make(ports, "uart", {"tx": rx - 16, "rx": rx}, options)
        time.sleep_ms(part.start())
        eq(part.read(), (co2,))
    eq(ports.uarts, 2)
    raises(ValueError, serial.make, ports, "uart", {"tx": 21, "rx": 22}, options)
    raises(ValueError, UART, 0, 9600, tx=Pin(25), rx=Pin(26))


def test_tx_needs_an_output():
    raises(ValueError, serial.make, Ports(), "uart", {"tx": 34, "rx": 35}, {"uart": "mhz19"})
