"""Sensors: contacts, motion, temperature."""

from check import eq
from ports import Adc, Clock, In, Out, Part, made, part
from sbernode import log


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


def test_a_dead_part_is_said_once_in_the_log():
    del log.lines()[:]
    part = Part(0, None)
    clock, device = _thermometer(part)
    device.id = "cellar"
    _readings(clock, device, part, [None] * 9)
    eq([line[2:] for line in log.lines()], [("nopart", ("cellar",))])
    _readings(clock, device, part, [(215, 40)] + [None] * 9)
    eq(len(log.lines()), 2, "again, after it had worked")


def test_all_that_can_measure_a_temperature():
    for role, option, name, features in (
        ("dht22", None, "dht22", ("temperature", "humidity")),
        ("ds18b20", None, "ds18b20", ("temperature",)),
        ("ntc", None, "ntc", ("temperature",)),
        ("sda", "i2c", "aht20", ("temperature", "humidity")),
        ("sda", "i2c", "sht3x", ("temperature", "humidity")),
        ("sda", "i2c", "bmp280", ("temperature", "air_pressure")),
        ("sda", "i2c", "bme280", ("temperature", "humidity", "air_pressure")),
        ("sda", "i2c", "scd4x", ("temperature", "humidity")),  # CO2 is no function of the category
    ):
        device = _make("sensor_temp", {role: part(name)}, **({option: name} if option else {}))
        eq(device.features, features, name)


def _air(**options):
    ports = {}
    if "i2c" in options:
        ports["sda"] = part(options["i2c"])
    if "uart" in options:
        ports["tx"] = part(options["uart"])
    return Clock(), ports, _make("sensor_air", ports, **options)


def _breathe(clock, device):
    """Let a reading take place; return whether something was told."""
    clock.pass_ms(30000)
    device.step(clock.now)
    told, device.dirty = device.dirty, False
    return told


def test_two_parts_are_one_device():
    clock, _, device = _air(i2c="scd4x", uart="pms5003")
    eq(device.features, ("co2", "temperature", "humidity", "pm1_0", "pm2_5", "pm10"))
    eq(device.states(), [("online", False)])
    _breathe(clock, device)
    eq(dict(device.read())["co2"], 800)
    eq(dict(device.read())["pm2_5"], 5)


def test_what_both_parts_can_tell_is_the_first_one_s():
    clock, _, device = _air(i2c="scd4x", uart="mhz19")
    eq(device.features, ("co2", "temperature", "humidity"))
    _breathe(clock, device)
    eq(device.read(), [("co2", 800), ("temperature", 215), ("humidity", 40)])


def test_a_dead_part_of_two_takes_its_values_along_and_the_last_one_the_device():
    clock, ports, device = _air(i2c="ens160", uart="ze08")
    eq(device.features, ("tvoc_float", "hcho_float"))
    _breathe(clock, device)
    ports["tx"].values = None
    eq([_breathe(clock, device) for _ in range(4)], [False, False, True, False])
    eq(device.states(), [("online", True), ("tvoc_float", 0.125)])
    ports["sda"].values = None
    eq([_breathe(clock, device) for _ in range(4)], [False, False, True, False])
    eq(device.states(), [("online", False)])
    ports["tx"].values = (0.05,)
    eq(_breathe(clock, device), True)
    eq(device.states(), [("online", True), ("hcho_float", 0.05)])


def test_each_part_has_its_own_time_to_measure():
    clock, ports, device = _air(i2c="scd4x", uart="pms5003")
    ports["sda"].wait, ports["tx"].wait = 5000, 2500
    eq(device.step(clock.now), 2500)
    clock.pass_ms(2500)
    eq(device.step(clock.now), 2500)
    eq((ports["sda"].reads, ports["tx"].reads), (0, 1))
    clock.pass_ms(2500)
    device.step(clock.now)
    eq((ports["sda"].reads, ports["tx"].reads), (1, 1))
    eq(len(device.read()), 6)


def test_air_changes_by_a_twentieth():
    clock, ports, device = _air(uart="mhz19")
    _breathe(clock, device)
    for co2, told in ((620, False), (629, False), (630, True), (650, False), (662, True)):
        ports["tx"].values = (co2,)
        eq(_breathe(clock, device), told, co2)


def _smoke(**ports):
    detector = In()
    device = _make("sensor_smoke", dict(ports, smoke=detector))
    device.step(0)
    return detector, device


def test_a_detector_is_the_state():
    detector, device = _smoke()
    eq(device.read(), [("smoke_state", False)])
    detector.press()
    device.step(0)
    eq((device.read(), device.dirty), ([("smoke_state", True)], True))
    detector.release()
    device.step(0)
    eq(device.read(), [("smoke_state", False)])


def test_a_siren_sounds_until_it_is_muted_and_again_at_the_next_alarm():
    siren, mute = Out(), In()
    detector, device = _smoke(siren=siren, mute=mute)
    eq(device.features, ("smoke_state", "alarm_mute"))
    detector.press()
    device.step(0)
    eq(siren.on, True)
    mute.press()
    device.step(0)
    mute.release()
    device.step(0)
    eq((siren.on, device.read()), (False, [("smoke_state", True), ("alarm_mute", True)]))
    detector.release()
    device.step(0)
    eq(device.read(), [("smoke_state", False), ("alarm_mute", False)])
    detector.press()
    device.step(0)
    eq((siren.on, dict(device.read())["alarm_mute"]), (True, False))
    detector.release()
    device.step(0)
    eq(siren.on, False)


def test_a_button_pressed_before_the_alarm_does_not_mute_it():
    siren, mute = Out(), In()
    detector, device = _smoke(siren=siren, mute=mute)
    mute.press()
    device.step(0)
    detector.press()
    device.step(0)
    mute.release()
    device.step(0)
    eq((siren.on, dict(device.read())["alarm_mute"]), (True, False))
    mute.press()
    mute.release()
    device.step(0)
    eq(siren.on, False, "a press shorter than a turn of the loop")


def test_an_alarm_cannot_be_muted_from_afar():
    _, device = _smoke(siren=Out())
    eq(device.apply("alarm_mute", True, 0), False)


def _second(clock, device, count=1):
    for _ in range(count):
        clock.pass_ms(1000)
        device.step(clock.now)
    return dict(device.read())[device.features[0]]


def test_a_detector_with_a_heater_is_not_believed_before_it_is_warm():
    # such a part gives nonsense for the first minutes: MQ-5 datasheet, preheat
    for ports in ({"gas": In()}, {"mq": Adc(65535)}):
        clock = Clock()
        siren = Out(clock)
        device = _make("sensor_gas", dict(ports, siren=siren), warm_up_s=120)
        if "gas" in ports:
            ports["gas"].press()
        device.step(clock.now)
        eq(_second(clock, device, 119), False)
        eq(siren.history, [])
        eq(_second(clock, device, 3), True)
        eq(siren.on, True)


def test_smoke_is_told_at_once_by_a_detector_without_a_heater():
    detector, device = _smoke()
    eq(device.options[3], 120, "that is for an MQ")
    detector.press()
    device.step(0)
    eq(device.read(), [("smoke_state", True)])


def _probe(**options):
    clock, probe = Clock(), Adc(0)
    device = _make("sensor_water_leak", {"probe": probe}, **options)
    device.step(clock.now)
    return clock, probe, device


def test_a_threshold_has_a_way_back_and_one_sample_is_none():
    clock, probe, device = _probe(threshold=40, back_by=5)
    eq(device.read(), [("water_leak_state", False)])
    probe.level = 41 * 65535 // 100
    eq(_second(clock, device), False, "once may be a fault")
    probe.level = 39 * 65535 // 100
    eq(_second(clock, device), False)
    probe.level = 41 * 65535 // 100
    eq(_second(clock, device, 2), True)
    for percent, alarm in ((39, True), (36, True), (34, False), (39, False), (41, True)):
        probe.level = percent * 65535 // 100
        eq(_second(clock, device, 2), alarm, percent)


def test_a_probe_whose_voltage_falls():
    clock, probe, device = _probe(threshold=40, back_by=5, alarm_when="below")
    probe.level = 65535
    eq(_second(clock, device, 3), False)
    for percent, alarm in ((41, False), (39, True), (44, True), (46, False)):
        probe.level = percent * 65535 // 100
        eq(_second(clock, device, 2), alarm, percent)
