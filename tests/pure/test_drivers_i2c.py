"""The arithmetic of the I2C drivers, with what their makers and others have published.

Sources: Sensirion, datasheet SHT3x-DIS (4.12: the checksum of BE EF is 92; 4.13: the scales) and
SHT4x (4.6); Bosch, BST-BMP280-DS001 (3.12: an example from registers to degrees and pascals);
claudiomattera/bme280-rs, src/calibration.rs (a real BME280, its words and results in its tests);
Texas Instruments, SBOS448 and SBOS547 (programming examples: 10 A through 2 milliohms at 12 V);
bilbobg/aht20, README.md (an answer of a real AHT20); the Umweltbundesamt's classes of TVOC
(Bundesgesundheitsblatt 2007, 50:990-1005).
"""

import struct

from check import eq, raises
from sbernode import drivers
from sbernode.drivers import aht, bosch, ens160, ina, sensirion, sht

# T1 to T3, P1 to P9 of the example in the datasheet of the BMP280, and what it comes to.
BMP280 = (27504, 26435, -1000, 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000)
# Registers 0x88 to 0xA1 and 0xE1 to 0xE7 of a BME280.
REAL = bytes.fromhex("b16f2e6a3200e28f0ad7d00b751fc5fff9ffac260ad8bd10004b7701001220031e")


class Bus:
    """Gives what it was told to: bytes by register, or one answer to whatever is asked."""

    def __init__(self, answers):
        self.answers = answers
        self.sent = []

    def writeto(self, address, data):
        self.sent.append((address, bytes(data)))
        return len(data)

    def writeto_mem(self, address, register, data):
        self.sent.append((address, bytes([register]) + bytes(data)))

    def readfrom(self, address, count):
        return self.answers[:count]

    def readfrom_mem(self, address, register, count):
        return self.answers[register][:count]


def test_the_checksum_of_sensirion():
    eq(sensirion.crc8(b"\xbe\xef"), 0x92)
    eq(sensirion.words(b"\xbe\xef\x92\xbe\xef\x92"), [0xBEEF, 0xBEEF])
    for bit in range(24):  # whichever bit is wrong
        damaged = (0xBEEF92 ^ 1 << bit).to_bytes(3, "big")
        raises(OSError, sensirion.words, damaged)


def test_the_scales_of_sensirion():
    # Both ends of the scale of temperature are -45 and 130 degrees, beyond what a part measures.
    for word in (0, 65535):
        raises(OSError, sensirion.celsius, word)
    eq(sensirion.celsius(0x6667), 250)  # 25 degrees: SCD4x, 3.5.2 read_measurement
    eq(sensirion.percent(0x5EB9), 37)  # 37 per cent: the same
    eq((sensirion.percent(0), sensirion.percent(65535)), (0, 100))
    eq([sensirion.percent(word, 125, -6) for word in (0, 65535)], [0, 100])  # -6 and 119
    eq(sensirion.percent(32767, 125, -6), 56)  # 56.5 less a little


def test_a_sht3x_and_a_sht4x():
    bus = Bus(bytes.fromhex("6667a25eb93c"))
    part = sht.Sht3x(bus, 0, {})
    part.start()
    eq((part.read(), part.gives), ((250, 37), ("temperature", "humidity")))
    other = sht.Sht4x(bus, 0x45, {})
    other.start()
    eq(other.read(), (250, 40))  # 37 * 1.25 - 6
    eq(bus.sent, [(0x44, b"\x24\x00"), (0x45, b"\xfd")])


def test_the_example_of_the_bmp280():
    fine = bosch.temperature(519888, BMP280)
    eq(fine, 128422)
    eq(fine * 5 + 128 >> 8, 2508)
    # The figure says 25767236 of 1/256 Pa, which is what doubles come to (100653.27 Pa), and
    # that integers differ a little: every port of the 64-bit formula comes to 25767233.
    eq(bosch.pressure(415148, fine, BMP280), 25767233)


def test_a_pressure_that_cannot_be_worked_out():
    raises(OSError, bosch.pressure, 415148, 128422, (0,) * 12)


def test_the_results_of_a_real_bme280():
    words = struct.unpack("<HhhHhhhhhhhh", REAL[:24])
    damp = struct.unpack("<BhBbBbb", REAL[25:])
    eq(bosch.temperature(0x84510, words), 0x22391)
    eq(bosch.pressure(0x4F570, 0x22391, words), 0x18B663F)
    eq(bosch.humidity(0x5EB4, 0x22391, damp), 0x8399)
    eq(bosch.humidity(0, 0x22391, damp), 0)
    eq(bosch.humidity(0xFFFF, 0x22391, damp), 100 << 10)


def _registers(chip, words, raw):
    return {0xD0: bytes([chip]), 0x88: words, 0xF3: b"\0\x24\0\0" + raw}


def test_a_bmp280_from_its_registers():
    raw = (415148 << 4).to_bytes(3, "big") + (519888 << 4).to_bytes(3, "big") + bytes(2)
    bus = Bus(_registers(0x58, struct.pack("<HhhHhhhhhhhh", *BMP280), raw))
    part = bosch.Bmp280(bus, None, {})
    part.start()
    eq(part.read(), (251, 755))  # 25.08 degrees; 100653 Pa are 754.96 mmHg
    eq(bus.sent, [(0x76, b"\xf4\x25")])
    for status, control in ((8, 0x25), (1, 0x24), (0, 0), (0, 0x25)):
        bus.answers[0xF3] = bytes([status, control, 0, 0]) + raw
        raises(OSError, part.read)
    bus.answers[0xD0] = b"\x61"  # a BME680
    raises(OSError, part.start)


def test_a_bme280_from_its_registers():
    raw = (0x4F570 << 4).to_bytes(3, "big") + (0x84510 << 4).to_bytes(3, "big") + b"\x5e\xb4"
    bus = Bus(_registers(0x60, REAL[:24], raw))
    bus.answers.update({0xA1: REAL[25:26], 0xE1: REAL[26:]})
    part = bosch.Bme280(bus, 0x77, {})
    part.start()
    eq(part.read(), (274, 33, 759))  # 27.37 degrees, 32.9 per cent, 101222 Pa
    eq(bus.sent, [(0x77, b"\xf2\x01\xf4\x25")])
    bus.answers[0xD0] = b"\x58"  # sold as a BME280, and is none
    raises(OSError, part.start)
    bosch.Bmp280(Bus({0xD0: b"\x60"}), 0, {}).start()  # the other way round it serves


def test_bosch_values_that_cannot_be():
    cold = (0x10000 << 4).to_bytes(3, "big")
    for raw in (cold + cold, b"\xff\xff\xf0" * 2, bytes(6)):
        part = bosch.Bmp280(Bus(_registers(0x58, REAL[:24], raw + bytes(2))), 0, {})
        raises(OSError, part.read)


def test_an_answer_of_a_real_aht20():
    answer = bytes.fromhex("1c3b5e8688b2d2")
    bus = Bus(answer)
    part = aht.Aht20(bus, 0, {})
    part.start()
    eq(part.read(), (317, 23))  # 31.674576 degrees, 23.191071 per cent
    eq(bus.sent, [(0x38, b"\xac\x33\x00")])
    for i in range(7):
        bus.answers = answer[:i] + bytes([answer[i] ^ 1]) + answer[i + 1 :]
        raises(OSError, part.read)
    old = aht.Aht10(Bus(answer), 0, {})  # has no checksum
    eq(old.read(), (317, 23))


def test_an_aht_that_is_busy_or_has_no_calibration():
    bus = Bus(b"\x98\0\0\0\0\0\0")
    part = aht.Aht20(bus, 0, {})
    raises(OSError, part.start)
    eq(bus.sent, [], "busy, so nothing was said to it")
    raises(OSError, part.read)
    bus.answers = b"\x10\0\0\0\0\0\0"
    raises(OSError, part.start)
    eq(bus.sent, [(0x38, b"\xbe\x08\x00")])
    bus = Bus(b"\0\0\0\0\0\0")
    raises(OSError, aht.Aht10(bus, 0, {}).start)
    eq(bus.sent, [(0x38, b"\xe1\x08\x00")])
    # Calibrated, with nothing measured: -50 degrees.
    raises(OSError, aht.Aht10(Bus(b"\x18\0\0\0\0\0"), 0, {}).read)


def test_the_example_of_the_ina219():
    # 20 mV at the shunt, 11.98 V (the bits of 5D98 that are not the flags): 10 A, 119.8 W.
    bus = Bus({0: b"\x3f\xfb", 1: b"\x07\xd0", 2: b"\x5d\x9a"})
    part = ina.Ina219(bus, 0, {"shunt_mohm": 2})
    part.start()
    eq((part.read(), part.gives), ((12, 10000, 120), ("voltage", "current", "power")))
    eq(bus.sent, [(0x40, b"\0\x3f\xfb")])
    bus.answers[1] = b"\xf8\x30"  # the same the other way round
    eq(part.read(), (12, 10000, 120))
    for register, value in ((2, b"\x5d\x98"), (0, b"\x39\x9f"), (1, b"\x7d\x00"), (1, b"\x83\0")):
        bus.answers = {0: b"\x3f\xfb", 1: b"\x07\xd0", 2: b"\x5d\x9a"}
        bus.answers[register] = value
        raises(OSError, part.read)


def test_the_example_of_the_ina226():
    bus = Bus({0: b"\x47\x23", 1: b"\x1f\x40", 2: b"\x25\x70", 6: b"\0\x08"})
    part = ina.Ina226(bus, 0x41, {"shunt_mohm": 2})
    part.start()
    eq(part.read(), (12, 10000, 120))
    for register, value in ((6, b"\0\0"), (0, b"\x41\x27"), (1, b"\x7f\xff"), (1, b"\x80\0")):
        bus.answers = {0: b"\x47\x23", 1: b"\x1f\x40", 2: b"\x25\x70", 6: b"\0\x08"}
        bus.answers[register] = value
        raises(OSError, part.read)


def test_a_shunt_as_modules_have():
    bus = Bus({0: b"\x3f\xfb", 1: b"\0\x01", 2: b"\x19\x02"})
    eq(ina.Ina219(bus, 0, {}).read(), (3, 0, 0))  # 10 uV at 100 milliohms: 0.1 mA; 3.2 V
    bus.answers[1] = b"\0\x05"
    eq(ina.Ina219(bus, 0, {}).read(), (3, 1, 0))


def test_tvoc_in_milligrams():
    # Where the classes change: 0.3, 1, 3, 10 mg/m3 are 0.065, 0.22, 0.66, 2.2 ppm.
    for ppb, mg in ((0, 0.0), (65, 0.293), (220, 0.99), (660, 2.97), (2200, 9.9)):
        part = ens160.Ens160(Bus({0x20: bytes([0x82, 1]) + struct.pack("<H", ppb)}), 0, {})
        eq(part.read(), (mg,))


def test_what_an_ens160_says_of_itself():
    bus = Bus({0: b"\x60\x01", 0x20: b"\x82\x01\0\0"})
    part = ens160.Ens160(bus, 0, {})
    eq((part.start(), bus.sent), (0, []))
    bus.answers[0x20] = b"\x80\x01\0\0"  # at work, nothing new yet
    eq((part.start(), bus.sent), (1200, []))
    bus.answers[0x20] = bytes(4)  # asleep
    eq((part.start(), bus.sent), (1200, [(0x53, b"\x10\x02")]))
    # Asleep, nothing new, warming up, no valid output, an error, an index that is none.
    for state in (b"\0\x01", b"\x80\x01", b"\x86\x01", b"\x8e\x01", b"\xc2\x01", b"\x82\0"):
        bus.answers[0x20] = state + b"\x40\0"
        raises(OSError, part.read)
    bus.answers[0x20] = b"\x8a\x02\x40\0"  # its first hour
    eq(part.read(), (0.288,))
    bus.answers[0] = b"\x00\x00"
    raises(OSError, part.start)


def test_the_table_of_parts():
    parts = drivers.names("i2c")
    eq(parts, sorted(parts))
    eq(drivers.find("i2c", "bme280"), ("bosch", "Bme280"))
    eq((drivers.find("i2c", "bme"), drivers.find("uart", "bme280")), (None, None))
    eq(drivers.names("spi"), [])
    raises(ValueError, drivers.load, "i2c", "os")
    for part in parts:
        kind = drivers.load("i2c", part)
        true_names = [name for name in ("start", "read") if hasattr(kind, name)]
        eq((true_names, isinstance(kind.gives, tuple)), (["start", "read"], True), part)
