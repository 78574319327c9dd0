"""The ports of the firmware on a simulated board: levels, edges, run times, sensors.

On this side `sim` moves the pins and the time; the machine timer ticks by itself.
"""

import time

import sim
from _sim import lines
from machine import Pin

from check import eq, raises, true
from sbernode import hw
from sbernode.hw.ports import Ports


def _ports():
    urgent = hw.Urgent()
    return urgent, Ports(urgent, ())


def test_an_output_that_is_active_low():
    _, ports = _ports()
    out = ports.open("out", {"out": {"gpio": 5, "active": "low"}}, False, {})
    eq((sim.value(5), out.value()), (1, 0))
    out.value(True)
    eq((sim.value(5), out.value()), (0, 1))
    eq(ports.outs, [~5])
    on = ports.open("out", {"out": 4}, True, {})
    eq((sim.value(4), on.value()), (1, 1))
    eq([entry[-1] for entry in sim.history(4)], [1], "latched on, never off before")


def test_levels_and_inverted_levels():
    _, ports = _ports()
    plain = ports.open("level", {"level": 5}, False, {})
    flipped = ports.open("level", {"level": {"gpio": 4, "active": "low"}}, False, {})
    eq((sim.value(5), sim.value(4)), (0, 65535), "dark at the start")
    plain.duty_u16(1000)
    flipped.duty_u16(1000)
    eq((sim.value(5), sim.value(4)), (1000, 64535))


def test_edges_are_counted_and_bounces_left_out():
    urgent, ports = _ports()
    port = ports.open("in", {"contact": 5}, False, {})
    acts = [0, 0]

    def press():
        acts[0] += 1

    def release():
        acts[1] += 1

    port.bind(press, release)
    eq((port.get(), port.edges), (False, 0))
    for _ in range(5):  # shorter than two samples: a spike
        sim.drive(5, 0)
        time.sleep_ms(3)
        sim.drive(5, 1)
        time.sleep_ms(20)
    eq((port.get(), port.edges, acts), (False, 0, [0, 0]))
    sim.drive(5, 0)
    time.sleep_ms(24)
    eq((port.get(), port.edges, acts), (True, 1, [1, 0]))
    for level in (1, 0, 1, 0):  # bounces right after the edge
        sim.drive(5, level)
        time.sleep_ms(4)
    time.sleep_ms(100)
    eq((port.get(), port.edges, acts), (True, 1, [1, 0]))
    for i in range(300):
        sim.drive(5, 1 - i % 2)
        time.sleep_ms(60)
    eq((port.get(), port.edges, acts), (True, 301 & 255, [151, 150]))
    urgent.stop()


def test_edges_that_are_kept_come_with_their_times_and_one_too_many_is_left_out():
    urgent, ports = _ports()
    port = ports.open("in", {"button": 5}, False, {})
    port.keep()
    for i in range(7):
        sim.drive(5, i % 2)
        time.sleep_ms(80)
    taken = []
    while True:
        edge = port.take()
        if edge is None:
            break
        taken.append((edge, port.at))
    eq([edge for edge, _ in taken], [1, -1, 1, -1, 1])
    eq([later - sooner for (_, sooner), (_, later) in zip(taken, taken[1:])], [80] * 4)
    urgent.stop()


def test_a_motor_ends_by_the_timer_and_with_it():
    urgent, ports = _ports()
    motor = ports.open("motor", {"open": 5}, False, {})
    motor.run(100)
    eq((sim.value(5), motor.running), (1, True))
    time.sleep_ms(50)
    eq(motor.ran(), 50)
    time.sleep_ms(60)
    eq((sim.value(5), motor.running, motor.ran()), (0, False, 100))
    motor.run(100)
    time.sleep_ms(30)
    urgent.stop()
    eq((sim.value(5), motor.running, motor.ran()), (0, False, 30))
    eq(ports.outs, [], "a motor keeps no level over a restart")


def test_a_ds18b20_with_and_without_an_address():
    _, ports = _ports()
    only = ports.open("ds18b20", {"ds18b20": 5}, False, {})
    sim.part(5, temperatures=[21.5])
    eq((only.start(), only.gives), (750, ("temperature",)))
    time.sleep_ms(760)
    eq(only.read(), (215,))
    sim.part(5, temperatures=[-4.0, 30.0])
    address = "".join(["%02x" % byte for byte in ports.buses[5].scan()[0]])
    second = ports.open("ds18b20", {"ds18b20": {"gpio": 5, "address": address.upper()}}, False, {})
    second.start()
    time.sleep_ms(760)
    eq(second.read(), (-40,))
    nobody = ports.open("ds18b20", {"ds18b20": 5}, False, {})
    raises(OSError, nobody.start)
    sim.part(5, present=0)
    raises(OSError, second.start)


def test_a_ds18b20_whose_line_is_held_down_does_not_answer_and_costs_no_time():
    # Zeros have a good checksum (esphome/issues 3358): a heater would be told 0 degrees.
    _, ports = _ports()
    part = ports.open("ds18b20", {"ds18b20": 5}, False, {})
    sim.part(5, temperatures=[21.5])
    for known in (False, True):
        sim.drive(5, 0)
        began = sim.now()
        raises(OSError, part.start)
        true(sim.now() - began <= 20, "it took %d ms" % (sim.now() - began))
        sim.drive(5, None)
        part.start()
        time.sleep_ms(760)
        sim.drive(5, 0)
        raises(OSError, part.read)
        sim.drive(5, None)
        sim.part(5, error="zeros")
        raises(OSError, part.read)
        sim.part(5, error=0)
        eq(part.read(), (215,), "found again" if known else "found")


def test_a_ds18b20_in_a_frost_that_sber_does_not_know():
    # Its range: data sheet, -55 to +125. Sber: temperature from -40.
    _, ports = _ports()
    part = ports.open("ds18b20", {"ds18b20": 5}, False, {})
    for degrees, tenths in ((-47.0, -400), (-40.0, -400), (-39.5, -395), (125.0, 1250)):
        sim.part(5, temperatures=[degrees])
        part.start()
        time.sleep_ms(760)
        eq(part.read(), (tenths,))
    sim.part(5, temperatures=[126.0])
    part.start()
    time.sleep_ms(760)
    raises(OSError, part.read)


def test_a_dht22():
    _, ports = _ports()
    part = ports.open("dht22", {"dht22": 5}, False, {})
    sim.part(5, temperature=-7.5, humidity=40.4)
    time.sleep_ms(2000)
    eq((part.start(), part.gives), (0, ("temperature", "humidity")))
    eq(part.read(), (-75, 40))
    time.sleep_ms(2000)
    sim.part(5, error="checksum")
    raises(OSError, part.read)


def test_what_only_the_start_takes_is_dropped():
    urgent, ports = _ports()
    port = ports.open("in", {"contact": 5}, False, {})
    ports.close()
    eq((port.begin, port.bind, port.keep), (None, None, None))
    sim.drive(5, 0)
    time.sleep_ms(24)
    eq(port.edges, 1)
    urgent.stop()


def test_an_output_that_no_device_has_any_more_is_let_go():
    for gpio in (3, 4, 5):
        Pin(gpio, Pin.OUT, value=1)
        # another program now; the hardware has not noticed
        lines.line(gpio)[lines.OWNER] = None
    # as state.json had them before the restart; not all of it makes sense
    ports = Ports(hw.Urgent(), [3, ~4, 5, 6, "x", None, 2.5, 99, -99])
    ports.open("out", {"out": 3}, False, {})
    ports.close()
    eq([sim.mode(gpio) for gpio in (3, 4, 5)], ["out", "in", "in"])
    eq(sim.value(3), 1)
