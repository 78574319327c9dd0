"""Sensors: contacts, motion, temperature."""

from check import eq
from ports import Clock, In, Part, made


def _make(name, ports, **options):
    return made(name, ports, options)


def test_a_closed_contact_is_a_closed_door():
    contact = In(active=True)
    door = _make("sensor_door", {"contact": contact})
    eq(door.read(), [("doorcontact_state", False)])
    contact.release()
    door.step(0)
    eq((door.read(), door.dirty), ([("doorcontact_state", True)], True))


def test_water_closes_the_contact():
    contact = In()
    leak = _make("sensor_water_leak", {"leak": contact})
    eq(leak.read(), [("water_leak_state", False)])
    contact.press()
    leak.step(0)
    eq((leak.read(), leak.dirty), ([("water_leak_state", True)], True))


def test_motion_is_told_once_in_its_quiet_time():
    clock = Clock()
    motion = In(clock)
    pir = _make("sensor_pir", {"motion": motion}, quiet_s=10)
    told = []
    for second in range(25):
        motion.press()
        motion.release()
        pir.step(clock.now)
        if pir.events:
            told.append((second, pir.events))
            pir.events = []
        clock.pass_ms(1000)
    eq(told, [(s, [("pir", "pir")]) for s in (0, 10, 20)])
    eq(pir.read(), [], "there is no state of no motion")


def _thermometer(part, **options):
    clock = Clock()
    role = "dht22" if len(part.gives) == 2 else "ds18b20"
    return clock, _make("sensor_temp", {role: part}, interval_s=30, report_s=600, **options)


def _readings(clock, device, part, values):
    """Give one value after the other; return at which of them something was told."""
    told = []
    for i, reading in enumerate(values):
        part.values = reading
        clock.pass_ms(30000)
        wait = device.step(clock.now)
        if wait < 30000:
            clock.pass_ms(wait)
            device.step(clock.now)
        if device.dirty:
            device.dirty = False
            told.append(i)
    return told


def test_a_sensor_without_a_value_is_offline_not_missing():
    part = Part(0, None)
    _, device = _thermometer(part)
    eq((device.online, device.read()), (False, []))


def test_small_changes_are_told_late_and_large_ones_at_once():
    part = Part(0, (215, 40))
    clock, device = _thermometer(part)
    values = [(215, 40), (216, 41), (217, 41), (217, 41), (217, 44), (217, 44)] + [(218, 44)] * 22
    # 215 first; 217 is 0.2 degrees away; 44 is 3 % away; 218 is told when ten minutes are over
    eq(_readings(clock, device, part, values), [0, 2, 4, 24])
    eq(device.read(), [("temperature", 218), ("humidity", 44)])


def test_one_bad_reading_is_not_told_and_a_dead_part_once():
    part = Part(0, (215, 40))
    clock, device = _thermometer(part)
    good = (215, 40)
    eq(_readings(clock, device, part, [good, None, good, None, None, good]), [0])
    eq(_readings(clock, device, part, [None, None, None, None, None]), [2])
    eq((device.online, device.read()), (False, []))
    eq(_readings(clock, device, part, [good, good]), [0], "back again is told at once")


def test_a_ds18b20_is_asked_and_read_later():
    part = Part(750, (-35,))
    clock, device = _thermometer(part)
    eq(device.step(clock.now), 750)
    eq((part.started, part.reads), (1, 0))
    clock.pass_ms(700)
    eq(device.step(clock.now), 50)
    clock.pass_ms(50)
    device.step(clock.now)
    eq(device.read(), [("temperature", -35)])
