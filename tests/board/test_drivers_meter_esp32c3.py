"""A meter on an ESP32-C3, which has no counter: soft interrupts do it; and its only free UART.

Source: espressif/esp-idf components/soc/esp32c3 (no SOC_PCNT_SUPPORTED, SOC_UART_NUM 2).
"""

import time

import machine
import sim

from check import eq, near, raises
from sbernode.hw import meters, serial

BOARD = "esp32c3"


class Ports:
    """As much of hw.ports as is asked for."""

    def __init__(self):
        self.buses = {}


def _specs(**gpios):
    return {role: {"gpio": gpio} for role, gpio in gpios.items()}


def test_a_meter():
    eq(hasattr(machine, "Counter"), False)
    sim.part(4, kind="bl0937", cf1=5, sel=6, voltage=230, current=13, power=2990)
    specs = _specs(cf=4, cf1=5, sel=6)
    part = meters.make(Ports(), "meter", specs, {"meter": "bl0937"})
    time.sleep_ms(part.start())
    raises(OSError, part.read)
    time.sleep_ms(part.start())
    values = part.read()
    near(values[0], 230, 1)
    near(values[1], 13000, 70)
    near(values[2], 2990, 15)


def test_one_uart_is_left():
    ports, options = Ports(), {"uart": "pms7003"}
    sim.part(7, kind="pms7003", pm1_0=1, pm2_5=2, pm10=3)
    part = serial.make(ports, "uart", _specs(tx=10, rx=7), options)
    time.sleep_ms(part.start())
    eq(part.read(), (1, 2, 3))
    raises(ValueError, serial.make, ports, "uart", _specs(tx=4, rx=5), options)
