"""A meter on an ESP32, which counts pulses by itself, and its UARTs.

Sources: docs/library/machine.Counter.rst, ports/esp32/machine_uart.c of micropython/micropython.
"""

import time

import sim
from machine import UART, Pin

from check import eq, near, raises
from sbernode.hw import meters, serial

BOARD = "esp32"


class Ports:
    """As much of hw.ports as is asked for."""

    def __init__(self):
        self.buses = {}


def _specs(**gpios):
    return {role: {"gpio": gpio} for role, gpio in gpios.items()}


def _meter(ports, cf, cf1, sel):
    specs = _specs(cf=cf, cf1=cf1, sel=sel)
    return meters.make(ports, "meter", specs, {"meter": "hlw8012"})


def _read(part):
    time.sleep_ms(part.start())
    try:
        return part.read()
    finally:
        time.sleep_ms(500)


def test_a_meter_needs_no_interrupts():
    sim.part(18, kind="hlw8012", cf1=34, sel=19, voltage=230, current=13, power=2990)
    Pin.irq = None
    part = _meter(Ports(), 18, 34, 19)
    raises(OSError, _read, part)
    values = _read(part)
    near(values[0], 230, 1)
    near(values[1], 13000, 20)
    near(values[2], 2990, 5)
    sim.part(18, power=0, current=0)
    _read(part)
    eq(_read(part), (230, 0, 0))
    sim.part(18, error="silence")
    raises(OSError, _read, part)
    raises(OSError, _read, part)


def test_with_all_counters_in_use_interrupts_do_it():
    ports = Ports()
    sim.part(18, kind="hlw8012", cf1=34, sel=19, voltage=230, current=13, power=2990)
    _meter(ports, 22, 23, 25)
    _meter(ports, 26, 27, 32)
    eq(ports.buses, {"meter": 4})
    part = _meter(ports, 18, 34, 19)
    raises(OSError, _read, part)
    values = _read(part)
    near(values[0], 230, 1)
    near(values[1], 13000, 70)
    near(values[2], 2990, 15)


def test_uarts_are_taken_in_turn_and_never_the_one_of_the_prompt():
    ports, options = Ports(), {"uart": "mhz19"}
    for rx, co2 in ((34, 500), (35, 600)):
        sim.part(rx, kind="mhz19", co2=co2)
        part = serial.make(ports, "uart", _specs(tx=rx - 16, rx=rx), options)
        time.sleep_ms(part.start())
        eq(part.read(), (co2,))
    eq(ports.buses, {"uart": [1, 2]})
    raises(ValueError, serial.make, ports, "uart", _specs(tx=21, rx=22), options)
    raises(ValueError, UART, 0, 9600, tx=Pin(25), rx=Pin(26))


def test_tx_needs_an_output():
    raises(ValueError, serial.make, Ports(), "uart", _specs(tx=34, rx=35), {"uart": "mhz19"})
