"""The I2C drivers on a simulated bus, where each part speaks its own protocol.

The parts were written from the datasheets by themselves (host_tools/simulator/board/_sim/peers),
so a driver and its part agree only where both follow the maker.
"""

import time

import sim

from check import eq, raises, true
from sbernode import drivers, hw
from sbernode.hw import i2c
from sbernode.hw import ports as hw_ports

ROOM = {"temperature": 21.54, "humidity": 40.3, "pressure": 1006.5327, "co2": 812}
ROOM.update({"tvoc": 220, "voltage": 11.98, "current": 0.5})
WANT = {"temperature": 215, "humidity": 40, "air_pressure": 755, "co2": 812, "tvoc_float": 0.99}
WANT.update({"voltage": 12, "current": 500, "power": 6})
# What a wrong bit in the last byte of an answer changes without a trace: one sixteenth of a
# millionth of the scale.
NO_CHECKSUM = ("aht10",)
# No step of a driver may keep the loop longer than this.
LONGEST_MS = 20


class Ports:
    """What hw.i2c needs of the firmware's Ports."""

    def __init__(self):
        self.buses = {}


def _part(kind, sda=4, **options):
    given = {"i2c": kind, "address": 0}
    given.update(options)
    sim.part(sda, kind=kind, **ROOM)
    specs = {"sda": {"gpio": sda}, "scl": {"gpio": sda + 1}}
    part = i2c.make(Ports(), "i2c", specs, given)
    if kind == "ens160":  # three minutes to warm up
        part.start()
        time.sleep_ms(180000)
    else:
        time.sleep_ms(100)
    return part


def _timed(act):
    began = sim.now()
    try:
        return act()
    finally:
        true(sim.now() - began <= LONGEST_MS, "it took %d ms" % (sim.now() - began))


def _poll(part):
    """Return one reading, as a sensor is polled; OSError from either step."""
    time.sleep_ms(_timed(part.start))
    return _timed(part.read)


def _wanted(part):
    return tuple([WANT[name] for name in part.gives])


def _fails(part, note):
    for _ in range(3):
        try:
            values = _poll(part)
        except OSError:
            time.sleep_ms(1000)
        else:
            raise AssertionError("%s: it gave %r" % (note, values))


def _recovers(part, kind):
    """Let it come to itself: two readings may fail; an ENS160 has to warm up again."""
    for _ in range(2):
        try:
            eq(_poll(part), _wanted(part), kind)
            return
        except OSError:
            time.sleep_ms(180000 if kind == "ens160" else 1000)
    eq(_poll(part), _wanted(part), kind)


def _each(check):
    for i, kind in enumerate(drivers.names("i2c")):
        check(_part(kind, 2 * i), kind, 2 * i)


def test_every_part_gives_what_is_in_the_room():
    def check(part, kind, sda):
        for _ in range(3):
            eq(_poll(part), _wanted(part), kind)
            time.sleep_ms(10000)

    _each(check)


def test_nobody_answers():
    def check(part, kind, sda):
        for error in (1, "nak"):
            sim.part(sda, error=error)
            _fails(part, kind)
            sim.part(sda, error=0)
            _recovers(part, kind)

    _each(check)


def test_a_wrong_bit():
    def check(part, kind, sda):
        if kind in NO_CHECKSUM:
            return
        eq(_poll(part), _wanted(part), kind)
        sim.part(sda, error="crc")
        _fails(part, kind)
        sim.part(sda, error=0)
        _recovers(part, kind)

    _each(check)


def test_a_line_that_is_held_down():
    def check(part, kind, sda):
        for error in ("silence", "low"):
            sim.part(sda, error=error)
            _fails(part, kind)
            sim.part(sda, error=0)
            _recovers(part, kind)

    _each(check)


def test_a_line_that_is_held_down_between_the_steps():
    def check(part, kind, sda):
        for error in ("nak", "silence", "low"):
            time.sleep_ms(6000)
            wait = part.start()
            sim.part(sda, error=error)
            time.sleep_ms(wait)
            raises(OSError, _timed, part.read)
            sim.part(sda, error=0)
            _recovers(part, kind)

    _each(check)


def test_a_measurement_that_never_ends():
    def check(part, kind, sda):
        if kind == "ens160" or kind == "scd4x":
            time.sleep_ms(2000)
            eq(_poll(part), _wanted(part), kind)
        sim.part(sda, error="busy")
        _fails(part, kind)
        sim.part(sda, error=0)
        time.sleep_ms(200)
        _recovers(part, kind)

    _each(check)


def test_a_part_that_lost_its_power_forgets_and_is_told_again():
    def check(part, kind, sda):
        eq(_poll(part), _wanted(part), kind)
        time.sleep_ms(6000)
        sim.part(sda, present=0)
        _fails(part, kind)
        sim.part(sda, present=1)
        time.sleep_ms(100)
        _recovers(part, kind)

    _each(check)


def test_power_lost_between_the_steps_is_no_reading():
    def check(part, kind, sda):
        eq(_poll(part), _wanted(part), kind)
        time.sleep_ms(6000)
        wait = part.start()
        sim.part(sda, present=0)
        sim.part(sda, present=1)
        time.sleep_ms(wait + 100)
        raises(OSError, part.read)
        _recovers(part, kind)

    _each(check)


def test_values_beyond_a_part():
    far = {"temperature": 131, "pressure": 1300, "current": 4, "co2": 0}

    def check(part, kind, sda):
        if kind == "ens160":
            return  # its scale ends at 65000 ppb, and nothing tells that from more
        sim.part(sda, **far)
        time.sleep_ms(6000)
        raises(OSError, _poll, part)
        sim.part(sda, **ROOM)
        time.sleep_ms(6000)
        _recovers(part, kind)

    _each(check)


def test_cold_and_hot():
    for kind in ("aht20", "bme280", "sht3x", "scd4x"):
        part = _part(kind, {"aht20": 0, "bme280": 2, "sht3x": 4, "scd4x": 6}[kind])
        sda = {"aht20": 0, "bme280": 2, "sht3x": 4, "scd4x": 6}[kind]
        for degrees, damp in ((-20, 0), (-0.04, 99.9), (49.96, 5)):
            sim.part(sda, temperature=degrees, humidity=damp)
            time.sleep_ms(6000)
            values = _poll(part)
            at = part.gives.index("temperature")
            eq(values[at : at + 2], (round(degrees * 10), round(damp)), kind)


def test_an_scd4x_goes_on_through_a_restart_of_the_board():
    first = _part("scd4x")
    eq(first.start(), 5200)
    time.sleep_ms(5200)
    first.read()
    again = drivers.load("i2c", "scd4x")(first._bus, 0, {})
    eq(again.start(), 5200)  # told to begin, it refuses, as it does already
    time.sleep_ms(5200)
    eq(again.read(), _wanted(again))
    time.sleep_ms(5000)
    eq((again.start(), again.read()), (0, _wanted(again)))


def test_an_scd4x_says_what_its_datasheet_says():
    # 3.5.2 read_measurement: 01F4 33 6667 A2 5EB9 3C are 500 ppm, 25 degrees, 37 per cent.
    part = _part("scd4x")
    sim.part(4, co2=500, temperature=25, humidity=37)
    part.start()
    time.sleep_ms(5200)
    bus = part._bus
    eq(bus.writeto(0x62, b"\xec\x05"), 2)
    time.sleep_ms(1)
    eq(bus.readfrom(0x62, 9), bytes.fromhex("01f4336667a25eb93c"))
    time.sleep_ms(5000)
    eq(part.read(), (500, 250, 37))


def test_an_aht10_begins_without_waiting_long():
    part = _part("aht10")
    began = sim.now()
    eq(part.start(), 90)  # loads its calibration first
    true(10 <= sim.now() - began <= LONGEST_MS)


def test_a_shunt_of_its_own():
    part = _part("ina226", shunt_mohm=10)  # the module's has 100
    eq(_poll(part), (12, 5000, 60))


def test_devices_share_a_bus():
    ports = Ports()
    sim.part(4, kind="bmp280 bme280@119 aht20", **ROOM)
    specs = {"sda": {"gpio": 4}, "scl": {"gpio": 5}}
    made = []
    for kind, address in (("bmp280", 0), ("bme280", 0x77), ("aht20", 0)):
        made.append(i2c.make(ports, "i2c", specs, {"i2c": kind, "address": address}))
    eq(len(ports.buses), 1)
    for part in made:
        part.start()
    time.sleep_ms(100)
    for part in made:
        eq(part.read(), _wanted(part))


def test_what_a_definition_may_say():
    def make(sda, kind):
        specs = {"sda": {"gpio": sda}, "scl": {"gpio": sda + 1}}
        return i2c.make(Ports(), "i2c", specs, {"i2c": kind})

    raises(ValueError, make, 4, "os")
    raises(ValueError, make, 22, "bmp280")  # 23 is the board's own
    part = make(4, "bmp280")  # nobody is there, which is not known before it is asked
    raises(OSError, part.start)


def test_the_ports_of_the_firmware_make_one():
    ports = hw_ports.Ports(hw.Urgent(), ())
    sim.part(4, kind="bmp280", **ROOM)
    part = ports.open("i2c", {"sda": 4, "scl": 5}, False, {"i2c": "bmp280"})
    eq(_poll(part), (215, 755))
    eq(ports.taken, 1 << 4 | 1 << 5)
