"""Drivers of parts on a serial line, against published frames.

Sources: Winsen, MH-Z19B user's manual 1.0 (0x86: FF 01 86 00 00 00 00 00 79 is answered with
FF 86 02 20 00 00 00 00 58, which is 544 ppm); Winsen, ZE08-CH2O manual 1.0 (FF 17 04 00 00 25 13
88 25, 37 ppb); Plantower, PMS5003 data manual 2.3, with a frame of a real part from
avaldebe/PyPMS tests/test_pms.py (PM1.0 5, PM2.5 13, PM10 22); "MODBUS over serial line" 1.02,
6.2.2 (02 07 has the CRC 41 12); Peacefair, PZEM-004T V3.0 user manual (calibration: F8 41 37 21
B7 78).
"""

from check import eq, near, raises
from sbernode import drivers
from sbernode.drivers.mhz19 import Mhz19
from sbernode.drivers.pms import Pms
from sbernode.drivers.pzem import Pzem, crc16
from sbernode.drivers.ze08 import Ze08

CO2 = b"\xff\x86\x02\x20\x00\x00\x00\x00\x58"
CH2O = b"\xff\x17\x04\x00\x00\x25\x13\x88\x25"
DUST = (
    b"BM\x00\x1c\x00\x05\x00\r\x00\x16\x00\x05\x00\r\x00\x16\x02\xfd\x00\xfc\x00\x1d\x00\x0f"
    b"\x00\x06\x00\x06\x97\x00\x03\xc5"
)
# What the manual's register table makes of 230.4 V, 13.034 A, 2990.1 W (0.1 V, mA, 0.1 W).
MAINS = (
    b"\xf8\x04\x14\x09\x00\x32\xea\x00\x00\x74\xcd\x00\x00\x04\xd2\x00\x00\x01\xf4\x00\x5f\x00\x00"
)


class Bus:
    """A UART without a clock: what was put into `came` can be read."""

    def __init__(self):
        self.came = b""
        self.sent = []

    def any(self):
        return len(self.came)

    def read(self, count):
        got, self.came = self.came[:count], self.came[count:]
        return got or None

    def write(self, data):
        self.sent.append(data)


def _made(driver, address=None):
    bus = Bus()
    return driver(bus, address, {}), bus


def _read(driver, came):
    part, bus = _made(driver)
    part.start()
    bus.came = came
    return part.read()


def _with_crc(frame):
    crc = crc16(frame)
    return frame + bytes((crc & 255, crc >> 8))


def test_published_frames():
    eq(_read(Mhz19, CO2), (544,))
    (mg,) = _read(Ze08, CH2O)
    near(mg, 37 * 30.026 / 24.45 / 1000, 0.0006)
    eq(_read(Pms, DUST), (5, 13, 22))
    eq(_read(Pzem, _with_crc(MAINS)), (230, 13034, 2990))


def test_published_checksums_of_modbus():
    eq(crc16(b"\x02\x07"), 0x1241)
    eq(crc16(b"\x02\x07\x41\x12"), 0)
    eq(crc16(b"\xf8\x41\x37\x21"), 0x78B7)
    eq(crc16(b"\xf8\x41\x37\x21\xb7\x78"), 0)


def test_what_is_asked():
    part, bus = _made(Mhz19)
    part.start()
    eq(bus.sent, [b"\xff\x01\x86\x00\x00\x00\x00\x00\x79"])
    part, bus = _made(Pzem)
    part.start()
    eq(bus.sent, [b"\xf8\x04\x00\x00\x00\x0a\x64\x64"])
    part, bus = _made(Pzem, 2)
    part.start()
    eq(bus.sent[0][:6], b"\x02\x04\x00\x00\x00\x0a")
    for driver in (Ze08, Pms):  # they speak by themselves
        part, bus = _made(driver)
        part.start()
        eq(bus.sent, [])


def test_a_frame_is_found_in_what_surrounds_it():
    frames = ((Mhz19, CO2), (Ze08, CH2O), (Pms, DUST), (Pzem, _with_crc(MAINS)))
    for driver, frame in frames:
        values = _read(driver, frame)
        for before, after in (
            (frame[5:], b""),  # the end of a frame that began before
            (b"", frame[:-1]),  # the begin of the next one
            (frame[:4], frame[:4]),
            (b"\xff", b""),
            (b"BM\x00", b"BM\x00\x1c"),
            (b"\x00\xff\xf8\x04" * 40, b"\xff\xff"),
        ):
            eq(_read(driver, before + frame + after), values, driver.__name__)


def test_the_newest_frame_counts_and_a_damaged_one_does_not():
    older = b"BM\x00\x1c" + bytes(26)
    total = sum(older)
    older += bytes((total >> 8, total & 255))
    eq(_read(Pms, older), (0, 0, 0))
    eq(_read(Pms, older + DUST), (5, 13, 22))
    eq(_read(Pms, DUST + older), (0, 0, 0))
    eq(_read(Pms, older + DUST[:20] + b"\x01" + DUST[21:]), (0, 0, 0))


def test_a_damaged_bit_anywhere_is_seen():
    for driver, frame in ((Mhz19, CO2), (Ze08, CH2O), (Pms, DUST), (Pzem, _with_crc(MAINS))):
        for at in range(len(frame)):
            for bit in (1, 128):
                damaged = frame[:at] + bytes((frame[at] ^ bit,)) + frame[at + 1 :]
                raises(OSError, _read, driver, damaged)


def test_no_answer_half_a_frame_and_noise():
    for driver, frame in ((Mhz19, CO2), (Ze08, CH2O), (Pms, DUST), (Pzem, _with_crc(MAINS))):
        for came in (
            b"",
            frame[:1],
            frame[: len(frame) // 2],
            frame[:-1],
            frame[1:],
            b"\xff" * 99,
        ):
            raises(OSError, _read, driver, came)


def test_what_came_before_the_start_is_forgotten():
    part, bus = _made(Mhz19)
    bus.came = CO2
    part.start()
    raises(OSError, part.read)
    bus.came = CO2
    eq(part.read(), (544,))


def test_an_exception_of_the_meter_is_no_answer():
    raises(OSError, _read, Pzem, _with_crc(b"\xf8\x84\x02"))


def test_values_that_cannot_be():
    for co2 in (b"\x00\x00", b"\x00\xc7", b"\x27\x11", b"\xff\xff"):
        frame = b"\xff\x86" + co2 + bytes(4)
        raises(OSError, _read, Mhz19, frame + bytes((-sum(frame[1:]) & 255,)))
    frame = b"\xff\x17\x04\x00\x13\x89\x13\x88"  # one ppb more than the full range
    raises(OSError, _read, Ze08, frame + bytes((-sum(frame[1:]) & 255,)))
    frame = DUST[:10] + b"\x00\x16\x00\x0d" + DUST[14:30]  # more small dust than all dust
    total = sum(frame)
    raises(OSError, _read, Pms, frame + bytes((total >> 8, total & 255)))
    raises(OSError, _read, Pzem, _with_crc(MAINS[:3] + b"\x13\x88" + MAINS[5:]))  # 500 V


def test_more_than_the_catalogue_takes_is_cut():
    frame = b"\xff\x17\x04\x00\x0b\xb8\x13\x88"  # 3000 ppb
    eq(_read(Ze08, frame + bytes((-sum(frame[1:]) & 255,))), (1.999,))
    # 48.000 A of a PZEM-004T-100A
    eq(_read(Pzem, _with_crc(MAINS[:5] + b"\xbb\x80\x00\x00" + MAINS[9:]))[1], 30000)


def test_the_table():
    eq(drivers.find("uart", "mhz19"), ("mhz19", "Mhz19"))
    eq(drivers.find("meter", "bl0937"), ("meter", "Bl0937"))
    for bus, part in (("i2c", "mhz19"), ("uart", "mhz1"), ("uart", "mhz19 "), ("uart", "")):
        eq(drivers.find(bus, part), None)
        raises(ValueError, drivers.load, bus, part)
    eq(drivers.names("uart"), ["mhz19", "pms5003", "pms7003", "pzem004t", "ze08"])
    eq(drivers.names("meter"), ["bl0937", "hlw8012"])
    eq(drivers.names("nothing"), [])
    eq(drivers.load("uart", "pms7003") is Pms, True)
    for bus in ("uart", "meter"):
        for part in drivers.names(bus):
            driver = drivers.load(bus, part)
            eq([isinstance(name, str) for name in driver.gives], [True] * len(driver.gives), part)
