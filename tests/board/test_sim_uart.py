"""machine.UART of the simulator: time on the wire, buffers, pins; and what its parts say.

Sources: micropython/micropython ports/rp2/machine_uart.c; frames: the manuals of the parts, and a
reply of a PMS to a command from avaldebe/PyPMS tests/test_pms.py.
"""

import time

import sim
from machine import UART, Pin

from check import eq, raises, true

ASK = b"\xff\x01\x86\x00\x00\x00\x00\x00\x79"  # MH-Z19B user's manual


def _uart(baud=9600, **more):
    return UART(1, baud, tx=Pin(4), rx=Pin(5), **more)


def test_bytes_take_their_time_both_ways():
    sim.part(5, kind="mhz19", co2=544)
    uart = _uart()
    uart.write(ASK)  # 9 bytes of 1.04 ms, 20 ms until the part answers, 9 bytes more
    time.sleep_ms(29)
    eq(uart.any(), 0)
    time.sleep_ms(5)
    true(0 < uart.any() < 9)
    time.sleep_ms(6)
    eq(uart.any(), 9)
    got = uart.read(9)
    # The manual's example: FF 86 02 20 ... is 544 ppm.
    eq((got[:4], sum(got[1:]) & 255), (b"\xff\x86\x02\x20", 0))
    eq((uart.any(), uart.read(9)), (0, None))


def test_reading_some_and_into_a_buffer():
    sim.part(5, kind="mhz19")
    uart = _uart()
    uart.write(ASK)
    time.sleep_ms(60)
    target = bytearray(12)
    eq((uart.read(2), uart.readinto(target)), (b"\xff\x86", 7))
    eq((uart.readinto(target), uart.read(0)), (None, b""))
    raises(NotImplementedError, uart.read)  # on a board it may wait for long


def test_a_wrong_speed_is_not_understood():
    sim.part(5, kind="mhz19")
    uart = _uart(115200)
    uart.write(ASK)
    time.sleep_ms(100)
    eq(uart.any(), 0)
    sim.part(5, kind="pms5003")
    time.sleep_ms(2500)
    true(b"BM" not in uart.read(uart.any()))


def test_what_nobody_reads_is_lost():
    sim.part(5, kind="pms5003")
    uart = _uart(rxbuf=100)
    time.sleep_ms(15000)
    eq(uart.any(), 100)
    eq(uart.read(uart.any())[:4], b"BM\x00\x1c")
    time.sleep_ms(2400)
    eq(uart.any(), 32)


def test_writing_never_waits():
    uart = _uart(txbuf=32)
    eq(uart.write(bytes(32)), 32)
    raises(RuntimeError, uart.write, b"x")
    time.sleep_ms(40)
    eq(uart.write(b"x"), 1)


def test_a_dust_sensor_obeys_the_commands_of_its_manual():
    sim.part(5, kind="pms5003", pm2_5=13)
    uart = _uart()
    uart.write(b"BM\xe1\x00\x00\x01\x70")  # passive
    time.sleep_ms(100)
    eq(uart.read(uart.any()), b"BM\x00\x04\xe1\x00\x01\x74")
    time.sleep_ms(5000)
    eq(uart.any(), 0)
    uart.write(b"BM\xe2\x00\x00\x01\x71")  # read
    time.sleep_ms(100)
    eq(uart.any(), 32)
    uart.read(32)
    uart.write(b"BM\xe1\x00\x01\x01\x71")  # active
    time.sleep_ms(5000)
    true(uart.any() >= 32)


def test_a_meter_says_no_to_registers_that_it_has_not():
    sim.part(5, kind="pzem004t")
    uart = _uart()
    uart.write(b"\xf8\x04\x00\x00\x00\x0a\x64\x65")  # a wrong CRC
    time.sleep_ms(200)
    eq(uart.any(), 0)
    uart.write(b"\xf8\x04\x00\x00\x00\x0a\x64\x64")
    time.sleep_ms(200)
    eq(uart.read(uart.any())[:3], b"\xf8\x04\x14")


def test_pins_and_numbers():
    raises(ValueError, UART, 2, 9600, tx=Pin(4), rx=Pin(5))
    raises(ValueError, UART, 0, 9600, tx=Pin(4), rx=Pin(5))
    raises(ValueError, UART, 1, 9600, tx=Pin(5), rx=Pin(4))
    raises(ValueError, UART, 1, 9600, tx=Pin(4), rx=Pin(1))
    uart = _uart()
    raises(ValueError, _uart)
    raises(ValueError, Pin, 5, Pin.IN)
    raises(ValueError, sim.drive, 5, 0)
    uart.deinit()


def test_a_part_of_an_unknown_kind_is_silent():
    sim.part(5, kind="mhz20")
    uart = _uart()
    uart.write(ASK)
    time.sleep_ms(100)
    eq(uart.any(), 0)
