"""Meters that tell by frequencies: pulses counted by interrupts, against a simulated part.

The part's formulas and the driver's are written apart, both from the datasheets.
"""

import time

import sim
from machine import Pin

from check import eq, near, raises, true
from sbernode.hw import meters

CF, CF1, SEL = 2, 3, 6


class Ports:
    """As much of hw.ports as is asked for."""

    def __init__(self):
        self.buses = {}


def _meter(name, sel=None, **options):
    options["meter"] = name
    specs = {"cf": {"gpio": CF}, "cf1": {"gpio": CF1}, "sel": sel or {"gpio": SEL}}
    return meters.make(Ports(), "meter", specs, options)


def _read(part):
    before = sim.now()
    time.sleep_ms(part.start())
    true(sim.now() - before <= 2600)
    before = sim.now()
    try:
        return part.read()
    finally:
        true(sim.now() - before <= 20, "read() does not block")
        time.sleep_ms(500)


def _near(values, volts, milliamperes, watts):
    near(values[0], volts, 1)
    near(values[1], milliamperes, milliamperes // 200 + 20)
    near(values[2], watts, watts // 200 + 1)
    true(all([isinstance(value, int) for value in values]))


def _loads(name):
    sim.part(CF, kind=name, cf1=CF1, sel=SEL, voltage=230, current=0.261, power=60)
    part = _meter(name)
    eq(part.gives, ("voltage", "current", "power"))
    raises(OSError, _read, part)  # the current is not known before the second reading
    _near(_read(part), 230, 261, 60)
    sim.part(CF, current=13.0, power=2990)
    _read(part)
    _near(_read(part), 230, 13000, 2990)
    sim.part(CF, current=0, power=0)
    _read(part)
    eq(_read(part), (230, 0, 0))
    eq(sim.faults(), [])


def test_hlw8012_at_small_and_at_full_load():
    _loads("hlw8012")


def test_bl0937_at_small_and_at_full_load():
    _loads("bl0937")


def test_select_shows_voltage_and_current_in_turns_and_settles_before_a_reading():
    sim.part(CF, kind="hlw8012", cf1=CF1, sel=SEL)
    part = _meter("hlw8012")
    eq(sim.value(SEL), 1)
    levels = []
    for _ in range(4):
        try:
            _read(part)
        except OSError:
            levels.append(None)  # the first
        levels.append(sim.value(SEL))
    eq(levels, [None, 0, 1, 0, 1])


def test_a_transistor_before_select_turns_it():
    sim.part(CF, kind="bl0937", cf1=CF1, sel=SEL, sel_low=1, voltage=230, current=5, power=1150)
    part = _meter("bl0937", {"gpio": SEL, "active": "low"})
    eq(sim.history(SEL)[0][-1], 0)
    raises(OSError, _read, part)
    _near(_read(part), 230, 5000, 1150)


def test_other_resistors():
    # Half the divider and twice the shunt: the same pulses mean half the volts and amperes.
    sim.part(CF, kind="hlw8012", cf1=CF1, sel=SEL, voltage=240, current=4, power=960)
    part = _meter("hlw8012", shunt_uohm=2000, divider=1176)
    raises(OSError, _read, part)
    _near(_read(part), 120, 2000, 240)


def test_a_meter_that_falls_silent_or_is_gone():
    sim.part(CF, kind="bl0937", cf1=CF1, sel=SEL, power=100)
    part = _meter("bl0937")
    raises(OSError, _read, part)
    _read(part)
    for fault in ({"error": "silence"}, {"present": 0}):
        sim.part(CF, **fault)
        raises(OSError, _read, part)  # no voltage: no part can live so
        raises(OSError, _read, part)
        sim.part(CF, error=0, present=1)
        _read(part)
        near(_read(part)[2], 100, 1)


def test_nobody_listens_between_readings():
    sim.part(CF, kind="bl0937", cf1=CF1, sel=SEL, power=3000)
    calls = [0]
    note = meters.Pulses._note

    def counted(self, pin):
        calls[0] += 1
        note(self, pin)

    meters.Pulses._note = counted
    part = _meter("bl0937")
    time.sleep_ms(5000)
    eq(calls, [0])
    raises(OSError, _read, part)
    true(calls[0] > 6000, calls[0])
    calls[0] = 0
    time.sleep_ms(5000)
    eq(calls, [0])


def test_a_line_full_of_noise_takes_a_bounded_number_of_interrupts():
    sim.part(CF, kind="bl0937", cf1=CF1, sel=SEL, error="storm")
    part = _meter("bl0937")
    part.start()
    time.sleep_ms(2500)
    eq(part._cf._count, 15000)
    raises(OSError, part.read)
    sim.part(CF, error=0, power=100)
    _read(part)
    near(_read(part)[2], 100, 1)
    eq(sim.faults(), [])


def test_the_pins_of_devices_json_carry_the_part():
    with open("devices.json", "w") as file:
        file.write(
            '{"version": 1, "devices": [{"id": "s", "kind": "socket", "name": "S", "pins": {'
            '"out": 10, "cf": 2, "cf1": {"gpio": 3}, "sel": {"gpio": 6, "active": "low"}},'
            ' "options": {"meter": "bl0937"}}]}'
        )
    part = _meter("bl0937", {"gpio": SEL, "active": "low"})
    raises(OSError, _read, part)
    _near(_read(part), 230, 400, 90)
    sim.part(CF, power=1000)
    near(_read(part)[2], 1000, 6)


def test_a_pin_without_a_part_is_silent():
    part = _meter("hlw8012")
    raises(OSError, _read, part)
    sim.drive(CF, 1)
    eq(Pin(CF).value(), 1)
