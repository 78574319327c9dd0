"""Parts that are opened as the builder opens them: one port of several pins, by its type."""

import time

import sim

from check import eq, near, raises
from sbernode import hw
from sbernode.hw.ports import Ports


def _read(part):
    time.sleep_ms(part.start())
    return part.read()


def test_every_type_of_part_is_opened_by_its_file():
    sim.part(5, kind="mhz19", co2=700)
    sim.part(2, kind="bl0937", cf1=3, sel=6, voltage=230, current=1, power=230)
    sim.part(26, kind="ntc", temperature=-7.5)
    sim.part(27, value=40000)
    ports = Ports(hw.Urgent(), ())
    air = ports.open("uart", {"tx": 4, "rx": 5}, False, {"uart": "mhz19"})
    mains = ports.open("meter", {"cf": 2, "cf1": 3, "sel": 6}, False, {"meter": "bl0937"})
    cold = ports.open("ntc", {"ntc": 26}, False, {})
    battery = ports.open("adc", {"battery": {"gpio": 27}}, False, {})
    ports.close()
    eq(_read(air), (700,))
    raises(OSError, _read, mains)
    volts, milliamperes, watts = _read(mains)
    near(volts, 230, 1)
    near(milliamperes, 1000, 20)
    near(watts, 230, 2)
    near(_read(cold)[0], -75, 1)
    eq(battery.read_u16(), 40000)
    eq(ports.taken, 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 26 | 1 << 27)
    eq(ports.outs, [], "SEL keeps no level over a restart")


def test_one_uart_for_two_parts_is_refused():
    ports = Ports(hw.Urgent(), ())
    ports.open("uart", {"tx": 4, "rx": 5}, False, {"uart": "mhz19"})
    ports.open("uart", {"tx": 0, "rx": 1}, False, {"uart": "mhz19"})
    raises(ValueError, ports.open, "uart", {"tx": 8, "rx": 9}, False, {"uart": "mhz19"})
