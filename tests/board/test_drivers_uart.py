"""Parts on a serial line: the drivers against simulated parts that speak byte by byte.

The parts' frames are checked against published ones in tests/pure/test_drivers_uart.py.
"""

import time

import sim
from machine import UART, Pin

from check import eq, raises, true
from sbernode.hw import serial


class Ports:
    """As much of hw.ports as is asked for."""

    def __init__(self):
        self.buses = {}


def _make(options, tx, rx, ports=None):
    specs = {"tx": {"gpio": tx}, "rx": {"gpio": rx}}
    return serial.make(ports or Ports(), "uart", specs, options)


def _part(name, tx=4, rx=5, **values):
    sim.part(rx, kind=name, **values)
    return _make({"uart": name}, tx, rx)


def _read(part):
    before = sim.now()
    wait = part.start()
    true(sim.now() - before <= 20, "start() does not block")
    time.sleep_ms(wait)
    before = sim.now()
    try:
        return part.read()
    finally:
        true(sim.now() - before <= 20, "read() does not block")


def _faults(part, rx, values):
    """Every fault is one bad reading, and the next one is good."""
    for error in (1, "silence", "crc", "garbage", "half"):
        sim.part(rx, error=error)
        time.sleep_ms(50)  # what is on the wire already is sound
        raises(OSError, _read, part)
        sim.part(rx, error=0)
        eq(_read(part), values, error)
    sim.part(rx, present=0)
    time.sleep_ms(50)
    raises(OSError, _read, part)
    sim.part(rx, present=1)
    eq(_read(part), values)


def test_mhz19_measures_and_survives_every_fault():
    part = _part("mhz19", co2=800)
    eq((part.gives, _read(part)), (("co2",), (800,)))
    sim.part(5, co2=4999)
    eq(_read(part), (4999,))
    _faults(part, 5, (4999,))


def test_mhz19_tells_no_air_that_there_is_not():
    part = _part("mhz19", co2=0)
    raises(OSError, _read, part)
    sim.part(5, co2=20000)
    raises(OSError, _read, part)


def test_ze08_measures_and_survives_every_fault():
    part = _part("ze08", hcho=0.05)
    eq(part.gives, ("hcho_float",))
    eq(_read(part), (0.05,))  # 41 ppb
    _faults(part, 5, (0.05,))
    sim.part(5, hcho=3.0)
    eq(_read(part), (1.999,))  # the most that the catalogue takes


def test_pms_measures_what_is_in_the_atmosphere_and_survives_every_fault():
    for name, tx, rx in (("pms5003", 4, 5), ("pms7003", 0, 1)):
        part = _part(name, tx, rx, pm1_0=5, pm2_5=9, pm10=12)
        eq(part.gives, ("pm1_0", "pm2_5", "pm10"))
        eq(_read(part), (5, 9, 12))
        _faults(part, rx, (5, 9, 12))
        sim.part(rx, pm1_0=600, pm2_5=900, pm10=1500)
        eq(_read(part), (500, 500, 1000))


def test_pms_forgets_what_it_sent_while_nobody_read():
    part = _part("pms5003", pm1_0=5, pm2_5=9, pm10=12)
    _read(part)
    time.sleep_ms(60000)  # 26 frames, 832 bytes: they overflow any buffer
    sim.part(5, pm1_0=50, pm2_5=90, pm10=120)
    eq(_read(part), (50, 90, 120))
    time.sleep_ms(60000)
    sim.part(5, present=0)
    raises(OSError, _read, part)


def test_pms_finds_its_frames_wherever_it_begins_to_listen():
    part = _part("pms5003", pm1_0=5, pm2_5=9, pm10=12)
    for _ in range(40):
        time.sleep_ms(107)
        eq(_read(part), (5, 9, 12))


def test_pzem_measures_and_survives_every_fault():
    part = _part("pzem004t", voltage=229.6, current=1.504, power=310.4)
    eq(part.gives, ("voltage", "current", "power"))
    eq(_read(part), (230, 1504, 310))
    _faults(part, 5, (230, 1504, 310))
    sim.part(5, current=25.0, power=5750)
    eq(_read(part), (230, 25000, 5750))  # both need more than 16 bits
    sim.part(5, voltage=600)
    raises(OSError, _read, part)


def test_pzem_by_its_address():
    sim.part(5, kind="pzem004t", voltage=230)
    mine = _make({"uart": "pzem004t", "address": 1}, 4, 5)
    eq(_read(mine)[0], 230)
    sim.part(1, kind="pzem004t", voltage=230)
    other = _make({"uart": "pzem004t", "address": 7}, 0, 1)
    raises(OSError, _read, other)


def test_the_uart_follows_from_the_pins():
    sim.part(17, kind="mhz19", co2=700)
    options, ports = {"uart": "mhz19"}, Ports()
    eq(_read(_make(options, 16, 17, ports)), (700,))
    raises(ValueError, UART, 0, 9600, tx=Pin(0), rx=Pin(1))  # it is taken
    eq(ports.buses, {"uart": [0]})
    raises(ValueError, _make, options, 12, 13, ports)
    sim.part(9, kind="mhz19")
    for tx, rx in ((8, 1), (9, 8), (2, 3), (8, 13)):
        raises(ValueError, _make, options, tx, rx)


def test_a_part_that_nobody_drives_is_refused():
    raises(ValueError, _make, {"uart": "os"}, 4, 5)


def test_a_part_of_devices_json_is_found_by_its_pin():
    with open("devices.json", "w") as file:
        file.write(
            '{"version": 1, "devices": [{"id": "air", "kind": "sensor_air", "name": "Air",'
            ' "pins": {"tx": 8, "rx": {"gpio": 9}}, "options": {"uart": "mhz19"}}]}'
        )
    part = _make({"uart": "mhz19"}, 8, 9)
    eq(_read(part), (650,))
    sim.part(9, co2=900)
    eq(_read(part), (900,))


def test_a_part_exchanged_for_another_falls_silent():
    part = _part("mhz19", co2=800)
    eq(_read(part), (800,))
    sim.part(5, kind="pms5003")
    raises(OSError, _read, part)
    sim.part(5, kind="mhz19")
    eq(_read(part), (800,))
