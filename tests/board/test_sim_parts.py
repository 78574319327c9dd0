"""Sensors and strips on a simulated board.

Sources: drivers dht, ds18x20, onewire, neopixel of micropython/micropython-lib; AM2302 datasheet
(2 s between measurements); DS18B20 datasheet (750 ms at 12 bits, 85 degrees after power-up).
"""

import time

import dht
import ds18x20
import neopixel
import onewire
import sim
from machine import ADC, Pin

from check import eq, near, raises


def test_a_strip_shows_colours_only_after_write():
    strip = neopixel.NeoPixel(Pin(2), 2)
    strip[0] = (255, 1, 2)
    eq((sim.history(2), strip[0], len(strip)), ([], (255, 1, 2), 2))
    strip.write()
    eq(sim.value(2), "ff0102 000000")
    eq(bytes(strip.buf[:3]), b"\x01\xff\x02")  # on the wire green comes first


def test_a_strip_of_four_colours():
    strip = neopixel.NeoPixel(Pin(2), 1, bpp=4)
    strip.fill((1, 2, 3, 4))
    strip.write()
    eq(sim.value(2), "01020304")


def test_dht22_measures_in_tenths_and_blocks_for_272_ms():
    sensor = dht.DHT22(Pin(2))
    sim.part(2, temperature=-7.46, humidity=40.04)
    time.sleep_ms(1000)
    before = sim.now()
    sensor.measure()
    eq(sim.now() - before, 272)
    near(sensor.temperature(), -7.5, 0.001)
    near(sensor.humidity(), 40.0, 0.001)


def test_dht22_does_not_answer_when_asked_too_soon():
    sensor = dht.DHT22(Pin(2))
    raises(OSError, sensor.measure)  # within 1 s of power-up
    time.sleep_ms(2000)
    sensor.measure()
    time.sleep_ms(1000)
    raises(OSError, sensor.measure)


def test_dht22_that_is_gone_or_noisy():
    sensor = dht.DHT22(Pin(2))
    time.sleep_ms(2000)
    sim.part(2, present=0)
    raises(OSError, sensor.measure)
    sim.part(2, present=1, error="checksum")
    time.sleep_ms(2000)
    eq(raises(Exception, sensor.measure).args[0], "checksum error")
    raises(ValueError, sim.part, 2, smell=1)


def test_ds18b20_needs_750_ms_and_says_85_before():
    bus = ds18x20.DS18X20(onewire.OneWire(Pin(2)))
    sim.part(2, temperatures=[21.53, -4.0])
    first, second = bus.scan()
    eq((len(first), first[0]), (8, 0x28))
    bus.convert_temp()
    time.sleep_ms(700)
    eq(bus.read_temp(first), 85.0)
    time.sleep_ms(750)
    eq((bus.read_temp(first), bus.read_temp(second)), (21.5, -4.0))  # steps of 1/16
    sim.part(2, temperatures=[30, -4.0])
    bus.convert_temp()
    eq(bus.read_temp(first), 21.5)
    time.sleep_ms(760)
    eq(bus.read_temp(first), 30.0)


def test_an_empty_bus():
    bus = ds18x20.DS18X20(onewire.OneWire(Pin(2)))
    rom = bus.scan()[0]
    sim.part(2, present=0)
    eq(bus.scan(), [])
    raises(onewire.OneWireError, bus.convert_temp)
    raises(onewire.OneWireError, bus.read_temp, rom)


def test_the_checksum_is_the_makers():
    # 02 1C B8 01 00 00 00 with checksum A2: Maxim application note 27
    wire = onewire.OneWire(Pin(2))
    eq(wire.crc8(b"\x02\x1c\xb8\x01\x00\x00\x00"), 0xA2)
    eq(wire.crc8(b"\x02\x1c\xb8\x01\x00\x00\x00\xa2"), 0)


def test_an_adc_reads_what_was_set():
    adc = ADC(Pin(26))
    sim.part(26, value=30000)
    eq(adc.read_u16(), 30000)
