"""Drivers of parts that are no bus: meters by frequency, thermistors.

Sources: HLW8012 datasheet, section 3.2; BL0937 datasheet 1.01, the same formulas with other
constants; HLW8012 library of xoseperez ("1 Hz of CF is around 12 W, of CF1 15 mA or 0.5 V" with
the datasheet's circuit of 2821:1 and 1 milliohm); AMWEI, AMF58-103F3950, table of resistances
(10k, B25/50 3950).
"""

from check import eq, near, raises, true
from sbernode.drivers.meter import Bl0937, Hlw8012
from sbernode.drivers.ntc import Ntc

# degrees, kilohm, how far the beta equation may be off in tenths: it holds from 25 to 50 degrees,
# and is known to drift away from there.
TABLE = (
    (-20, 90.852, 27),
    (0, 32.298, 9),
    (10, 19.884, 4),
    (25, 10.0, 0),
    (40, 5.311, 1),
    (85, 1.072, 6),
    (100, 0.681, 10),
)


class Counter:
    """Pulses of so many Hz, as many as there are whole periods in 2.5 s."""

    def __init__(self):
        self.hertz = 0
        self.counts = False

    def begin(self):
        self.counts = True

    def take(self):
        true(self.counts)
        self.counts = False
        periods = int(self.hertz * 2.5)
        return (periods, int(periods * 1000 / self.hertz + 0.5)) if periods else (0, 0)


class Sel:
    """SEL, and what it makes of CF1."""

    def __init__(self, counter):
        self.counter = counter
        self.hertz = [0, 0]

    def value(self, level):
        true(not self.counter.counts, "SEL never changes while CF1 is counted")
        self.level = level

    def settle(self):
        self.counter.hertz = self.hertz[self.level]


class Meter:
    """A driver with its counters; volt, ampere, watt: the Hz that the part puts out."""

    def __init__(self, driver, **options):
        self.cf, self.cf1 = Counter(), Counter()
        self.sel = Sel(self.cf1)
        self.driver = driver(self.cf, self.cf1, self.sel, options)

    def set(self, volt, ampere, watt):
        self.sel.hertz = [ampere, volt]
        self.cf.hertz = watt

    def read(self):
        self.sel.settle()
        eq(self.driver.start(), 2500)
        return self.driver.read()


def _hlw8012(v1, v2):
    """Return Hz for the voltages at the shunt and behind the divider, as in the datasheet."""
    fosc, vref = 3579000, 2.43
    watt = v1 * v2 * 48 / vref**2 * fosc / 128
    return v2 * 2 / vref * fosc / 512, v1 * 24 / vref * fosc / 512, watt


def _bl0937(v1, v2):
    vref = 1.218
    return 15397 * v2 / vref, 94638 * v1 / vref, 1721506 * v1 * v2 / vref**2


def test_the_formulas_of_both_datasheets():
    for driver, formula in ((Hlw8012, _hlw8012), (Bl0937, _bl0937)):
        meter = Meter(driver)
        for volts, amperes in ((230, 13), (120, 0.5), (230, 0.1)):
            meter.set(*formula(amperes * 0.001, volts / 2351))
            if volts == 230 and amperes == 13:
                raises(OSError, meter.read)  # the current is not known yet
            else:
                meter.read()
            values = meter.read()
            near(values[0], volts, 1)
            near(values[1], amperes * 1000, amperes * 3 + 1)
            near(values[2], volts * amperes, volts * amperes / 300 + 1)


def test_one_hertz_as_people_measured_it():
    meter = Meter(Hlw8012, divider=2821, shunt_uohm=1000)
    meter.set(400, 100, 100)
    raises(OSError, meter.read)
    volts, milliamperes, watts = meter.read()
    near(volts, 0.5 * 400, 6)
    near(milliamperes, 15 * 100, 60)
    near(watts, 12 * 100, 50)


def test_voltage_and_current_come_in_turns():
    meter = Meter(Hlw8012)
    eq(meter.sel.level, 1)
    meter.set(*_hlw8012(0.001, 230 / 2351))
    raises(OSError, meter.read)
    eq(meter.sel.level, 0)
    eq(meter.read(), (230, 1000, 230))
    eq(meter.sel.level, 1)
    meter.set(*_hlw8012(0.002, 220 / 2351))
    eq(meter.read(), (220, 1000, 440))  # the current is still that of before
    eq(meter.read(), (220, 2000, 440))


def test_no_load_is_a_value_and_no_voltage_is_none():
    meter = Meter(Bl0937)
    meter.set(*_bl0937(0, 230 / 2351))
    raises(OSError, meter.read)
    eq(meter.read(), (230, 0, 0))
    meter.set(0, 0, 0)
    raises(OSError, meter.read)
    raises(OSError, meter.read)
    meter.set(*_bl0937(0.001, 230 / 2351))
    eq(meter.read(), (230, 0, 230))
    eq(meter.read(), (230, 1000, 230))


def test_what_no_mains_can_be():
    meter = Meter(Hlw8012)
    meter.set(*_hlw8012(0.001, 600 / 2351))
    raises(OSError, meter.read)
    raises(OSError, meter.read)
    meter.set(*_hlw8012(0.001, 230 / 2351)[:2] + (9000,))
    raises(OSError, meter.read)


class Adc:
    """A divider between 3.3 V and ground; kilohm: (to the supply, to ground)."""

    def set(self, up, down):
        self.level = int(65535 * down / (up + down) + 0.5)

    def read_u16(self):
        return self.level


def _ntc(**options):
    adc = Adc()
    return Ntc(adc, None, options), adc


def test_ntc_against_the_table_of_a_maker():
    part, adc = _ntc()
    turned, other = _ntc(side="supply")
    eq((part.start(), part.gives), (0, ("temperature",)))
    for degrees, kilohm, off in TABLE:
        adc.set(10, kilohm)
        near(part.read()[0], degrees * 10, off)
        other.set(kilohm, 10)
        near(turned.read()[0], degrees * 10, off)
        true(isinstance(part.read()[0], int))


def test_ntc_at_its_nominal_point_is_exact():
    part, adc = _ntc(nominal_ohm=100000, series_ohm=47000, beta=4250)
    adc.set(47, 100)
    eq(part.read(), (250,))


def test_ntc_below_zero_is_rounded_to_the_nearest():
    part, adc = _ntc()
    adc.set(10, 35)
    # 1 / (1 / 298.15 + ln 3.5 / 3950) - 273.15 = -0.757
    eq(part.read(), (-8,))


def test_ntc_with_a_wire_off_or_a_short():
    part, adc = _ntc()
    for level in (0, 100, 500, 65000, 65400, 65535):
        adc.level = level
        raises(OSError, part.read)
    turned, other = _ntc(side="supply")
    for level in (0, 65535):
        other.level = level
        raises(OSError, turned.read)
    adc.set(10, 10)
    eq(part.read(), (250,))
