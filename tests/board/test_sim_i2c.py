"""The simulated I2C bus: times, errors and refusals as on a board, and parts from devices.json.

Sources: extmod/machine_i2c.c and ports/rp2/machine_i2c.c of micropython/micropython; the I2C bus
specification (nine bits a byte); datasheets SHT3x-DIS (4.3: no answer before it is done), SCD4x
(3.5: few commands while it measures), BST-BMP280-DS001 (4.3: registers after power-up), SBOS448.
"""

import errno
import json

import machine
import sim
from machine import I2C, Pin, SoftI2C

from check import eq, raises, true


def _bus(kind, **values):
    sim.part(4, kind=kind, **values)
    return SoftI2C(Pin(5), Pin(4), freq=100000)


def _code(function, *given):
    return raises(OSError, function, *given).args[0]


def test_only_parts_that_are_there_answer():
    bus = _bus("bmp280 aht20@57 ina219")
    eq(bus.scan(), [57, 0x40, 0x76])
    eq(_code(bus.writeto, 0x77, b"\xd0"), errno.ENODEV)
    eq(_code(bus.readfrom, 0x77, 1), errno.ENODEV)
    sim.part(4, present=0)
    eq(bus.scan(), [])


def test_a_transfer_takes_its_time():
    bus = _bus("bmp280")
    began = sim.now()
    for _ in range(100):
        bus.writeto(0x76, b"\xd0")
    # Two bytes of nine bits, start and stop: 20 bits of 10 us.
    eq(sim.now() - began, 20)


def test_a_clock_that_is_held_down_ends_by_the_timeout():
    bus = SoftI2C(Pin(5), Pin(4), timeout=7000)
    sim.part(4, kind="bmp280", error="silence")
    began = sim.now()
    eq(_code(bus.readfrom_mem, 0x76, 0xD0, 1), errno.ETIMEDOUT)
    eq(sim.now() - began, 7)
    eq(_code(bus.scan), errno.ETIMEDOUT)


def test_a_data_line_that_is_held_down_reads_as_zeros():
    bus = _bus("bmp280", error="low")
    eq(bus.readfrom_mem(0x12, 0xD0, 3), b"\0\0\0")


def test_the_ways_to_read_and_write():
    bus = _bus("ina219")
    eq(bus.readfrom_mem(0x40, 0, 2), b"\x39\x9f")
    bus.writeto_mem(0x40, 0, b"\x01\x9f")
    two = bytearray(2)
    bus.readfrom_mem_into(0x40, 0, two)
    eq(two, b"\x01\x9f")
    eq((bus.writevto(0x40, (b"\0", b"\x39\x9f")), bus.readfrom(0x40, 2)), (3, b"\x39\x9f"))
    bus.readfrom_into(0x40, two)
    eq(two, b"\x39\x9f")
    raises(ValueError, lambda: bus.readfrom_mem(0x40, 0, 2, addrsize=12))


def test_pins_are_taken_once():
    _bus("bmp280")
    raises(ValueError, SoftI2C, Pin(5), Pin(4))
    raises(ValueError, Pin, 4, Pin.OUT)
    raises(TypeError, SoftI2C, 7, 6)
    eq(sim.mode(4), "part")


def test_the_bus_in_hardware_reaches_some_pins_only():
    I2C(0, scl=Pin(5), sda=Pin(4), freq=100000)
    I2C(1, scl=Pin(3), sda=Pin(2))
    raises(ValueError, lambda: I2C(0, scl=Pin(7), sda=Pin(6)))
    raises(ValueError, lambda: I2C(1, scl=Pin(6), sda=Pin(7)))
    raises(ValueError, lambda: I2C(2, scl=Pin(9), sda=Pin(8)))


def test_a_sht3x_does_not_answer_before_it_is_done_and_answers_once():
    bus = _bus("sht3x")
    eq(bus.writeto(0x44, b"\x24\x00"), 2)
    eq(_code(bus.readfrom, 0x44, 6), errno.ENODEV)
    sim.run(16)
    eq(len(bus.readfrom(0x44, 6)), 6)
    eq(_code(bus.readfrom, 0x44, 6), errno.ENODEV)
    eq(bus.writeto(0x44, b"\x12\x34"), 0, "no command of its")


def test_an_scd4x_takes_few_commands_while_it_measures():
    bus = _bus("scd4x", co2=500)
    eq(bus.writeto(0x62, b"\x21\xb1"), 0, "not within 30 ms of power-up")
    sim.run(30)
    eq(bus.writeto(0x62, b"\x21\xb1"), 2)
    eq(bus.writeto(0x62, b"\xe4\xb8"), 0, "not while it thinks")
    sim.run(5000)
    eq(bus.writeto(0x62, b"\x21\xb1"), 0)
    eq(bus.writeto(0x62, b"\xe4\xb8"), 2)
    eq(_code(bus.readfrom, 0x62, 3), errno.ENODEV)
    sim.run(1)
    true(bus.readfrom(0x62, 3)[1] & 7, "ready")
    for expected in (True, False):  # what was read is gone
        eq(bus.writeto(0x62, b"\xec\x05"), 2)
        sim.run(1)
        if expected:
            eq(bus.readfrom(0x62, 9)[:3], b"\x01\xf4\x33")
        else:
            eq(_code(bus.readfrom, 0x62, 9), errno.ENODEV)
    eq(bus.writeto(0x62, b"\x3f\x86"), 2)
    sim.run(500)
    eq(bus.writeto(0x62, b"\x21\xb1"), 2)


def test_a_bmp280_after_power_up_has_measured_nothing():
    bus = _bus("bmp280")
    eq(bus.readfrom_mem(0x76, 0xF3, 10), b"\0\0\0\0\x80\0\0\x80\0\0")
    bus.writeto(0x76, b"\xf4\x25")
    eq(bus.readfrom_mem(0x76, 0xF3, 2), b"\x08\x25")
    sim.run(7)
    eq(bus.readfrom_mem(0x76, 0xF3, 2), b"\0\x24")
    eq(bus.readfrom_mem(0x76, 0xD0, 1), b"\x58")
    bus.writeto(0x76, b"\xe0\xb6")
    eq(bus.readfrom_mem(0x76, 0xF4, 4), b"\0\0\0\x80")


def test_power_is_lost_and_comes_back():
    bus = _bus("ina219")
    bus.writeto_mem(0x40, 0, b"\x01\x9f")
    sim.part(4, present=0)
    sim.part(4, voltage=5)
    sim.part(4, present=1)
    eq(bus.readfrom_mem(0x40, 0, 2), b"\x39\x9f")
    sim.part(4, kind="ina226")
    eq(bus.readfrom_mem(0x40, 0xFF, 2), b"\x22\x60")


def test_parts_of_devices_json_hang_where_it_says():
    entries = [
        {"id": "a", "pins": {"sda": 4, "scl": 5}, "options": {"i2c": "bme280", "address": 119}},
        {"id": "b", "pins": {"sda": {"gpio": 4}, "scl": 5}, "options": {"i2c": "aht20"}},
        {"id": "c", "pins": {"sda": 6, "scl": 7}, "options": {"i2c": "sht3x"}},
        {"id": "d", "pins": {"sda": 4, "scl": 5}, "options": {"i2c": "what"}},
        {"id": "e", "pins": {"out": 8}},
    ]
    with open("devices.json", "w") as file:
        json.dump({"version": 1, "devices": entries}, file)
    eq(SoftI2C(Pin(5), Pin(4)).scan(), [0x38, 119])
    eq(SoftI2C(Pin(7), Pin(6)).scan(), [0x44])
    eq(SoftI2C(Pin(3), Pin(2)).scan(), [])


def test_an_unknown_part_is_refused():
    bus = _bus("bmp380")
    true("bmp380" in str(raises(ValueError, bus.scan)))
    true(hasattr(machine, "SoftI2C"))
