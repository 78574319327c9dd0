"""Extras around a device: battery, tamper contact, signal, unit, a longest time on."""

from check import eq, near, true
from ports import Adc, Clock, In, Out, Part, Radio, made, make
from sbernode import build
from sbernode.devices import Device, Devices
from sbernode.kinds import table
from sbernode.sber.catalog import feature
from sbernode.sber.categories import category

# What may be asked for besides, wherever the table offers it.
_ASKED = {"sensitivity": "high", "wifi_signal": "on", "unit": "c", "max_on_s": 60}
_MORE = ("battery_percentage", "battery_low_power", "tamper_alarm", "signal_strength")
_MORE += ("sensor_sensitive", "temp_unit_view")


def _door(options=None, radio=None, **ports):
    return made("sensor_door", dict(ports, contact=In()), options, None, radio)


def _pass(clock, device, ms):
    """Let time pass as the loop would; return how often something was told."""
    told = 0
    while ms > 0:
        wait = device.step(clock.now)
        if device.dirty:
            device.dirty = False
            told += 1
        part = min(wait if wait > 0 else 1000, ms)
        clock.pass_ms(part)
        ms -= part
    return told


def test_what_is_not_used_costs_nothing():
    eq(_door().inner, None)
    eq(_door({"battery_full_mv": 3000}).inner, None)
    eq(made("relay", {"out": Out()}).inner, None)


def test_all_extras_of_every_kind_are_functions_of_its_category():
    seen = []
    for name in table.names():
        rules = table.find(name)
        asked = {n: v for n, v in _ASKED.items() if rules.accepted(n)}
        for _, tokens in rules.items():
            given = {option: default for option, default, _ in rules.options}
            ports = {roles[0]: make(port, None, False, given) for roles, port, _ in tokens}
            plain = made(name, {r: p for r, p in ports.items() if r not in ("battery", "tamper")})
            device = made(name, ports, asked)
            required, groups, optional = category(name)
            legal = list(required) + list(optional) + [n for group in groups for n in group]
            more = device.features[len(plain.features) :]
            eq(device.features[: len(plain.features)], plain.features)
            true(all([n in legal for n in device.features]), "%s: %s" % (name, more))
            eq(device.category, name)
            device.step(0)
            told = dict(device.read())
            if device.online:
                true(all([n in told for n in more]), "%s: %s" % (name, more))
            for function in more:
                true("r" in feature(function)[1])
            seen += more
    for function in _MORE:
        true(function in seen, function)


def test_a_battery_behind_a_divider_of_two():
    # 65535 are 3.3 V; half of 3.75 V, which lies in the middle of 3.3 and 4.2 V
    adc = Adc(int(3.75 / 2 / 3.3 * 65535))
    door = _door(battery=adc)
    door.step(0)
    near(dict(door.read())["battery_percentage"], 50, 1)
    eq(dict(door.read())["battery_low_power"], False)
    for volts, percent in ((5.0, 100), (4.2, 100), (3.3, 0), (0, 0)):
        door = _door(battery=Adc(min(65535, int(volts / 2 / 3.3 * 65535 + 1))))
        door.step(0)
        eq(dict(door.read())["battery_percentage"], percent)
        eq(dict(door.read())["battery_low_power"], percent == 0)


def test_a_battery_of_another_voltage_and_divider():
    # a lead-acid battery of 12 V: 10.5 V empty, 12.7 V full; 100k and 22k divide by 5.545
    options = {"battery_full_mv": 12700, "battery_empty_mv": 10500, "battery_ratio": 5545}
    door = _door(options, battery=Adc(int(11.6 / 5.545 / 3.3 * 65535)))
    door.step(0)
    near(dict(door.read())["battery_percentage"], 50, 1)


def _level(percent):
    return int((3.3 + 0.9 * percent / 100) / 2 / 3.3 * 65535 + 0.5)


def test_a_noisy_battery_does_not_flap():
    clock = Clock()
    adc = Adc(_level(16))
    door = _door(battery=adc)
    _pass(clock, door, 60000)
    told = 0
    for i in range(100):
        adc.level = _level(16 + 3 * (-1) ** i)
        told += _pass(clock, door, 30000)
    true(told <= 2, told)
    adc.level = _level(5)
    _pass(clock, door, 600000)
    eq(dict(door.read())["battery_low_power"], True)
    adc.level = _level(17)
    _pass(clock, door, 600000)
    eq(dict(door.read())["battery_low_power"], True, "not good before it is charged a little")
    adc.level = _level(25)
    _pass(clock, door, 600000)
    eq(dict(door.read())["battery_low_power"], False)
    near(dict(door.read())["battery_percentage"], 25, 2)


def test_a_vacuum_cleaner_knows_no_low_battery():
    # developers.sber.ru c2c/vacuum_cleaner: battery_percentage alone
    from sbernode.kinds.extras import Extras

    inside = made("relay", {"out": Out()})
    around = Extras()
    around.category, around.options, around.dirty = (
        "vacuum_cleaner",
        (0, [], 4200, 3300, 2000),
        False,
    )
    around.begin((inside, Adc(_level(80)), None, None), None)
    around.step(0)
    eq(around.features, ("on_off", "battery_percentage"))
    eq(around.read(), [("on_off", False), ("battery_percentage", 80)])


def test_an_opened_housing_is_told():
    tamper = In(active=True)
    door = _door(tamper=tamper)
    eq(dict(door.read())["tamper_alarm"], False)
    tamper.release()
    door.step(0)
    eq((dict(door.read())["tamper_alarm"], door.dirty), (True, True))


def test_the_signal_is_told_in_three_grades():
    for dbm, grade in ((-40, "high"), (-59, "high"), (-66, "medium"), (-76, "low"), (-95, "low")):
        door = _door({"wifi_signal": "on"}, Radio(dbm))
        door.step(0)
        eq(dict(door.read())["signal_strength"], grade, dbm)


def test_a_signal_between_two_grades_does_not_flap():
    clock, radio = Clock(), Radio(-59)
    door = _door({"wifi_signal": "on"}, radio)
    _pass(clock, door, 60000)
    told = 0
    for i in range(50):
        radio.dbm = -60 + 2 * (-1) ** i
        told += _pass(clock, door, 30000)
    eq((told, dict(door.read())["signal_strength"]), (0, "high"))
    radio.dbm = -64
    _pass(clock, door, 60000)
    eq(dict(door.read())["signal_strength"], "medium")


def test_no_signal_is_no_value_and_no_fault():
    clock, radio = Clock(), Radio(None)
    door = _door({"wifi_signal": "on"}, radio)
    door.step(clock.now)
    true("signal_strength" in door.features)
    true("signal_strength" not in dict(door.read()))
    radio.dbm = 0  # a port that does not know
    _pass(clock, door, 60000)
    true("signal_strength" not in dict(door.read()))
    radio.dbm = -50
    _pass(clock, door, 60000)
    eq(dict(door.read())["signal_strength"], "high")
    radio.dbm = None
    _pass(clock, door, 60000)
    eq(dict(door.read())["signal_strength"], "high", "the last one")


def test_what_is_only_said_never_changes():
    options = {"sensitivity": "low", "unit": "f"}
    device = made("sensor_temp", {"dht22": Part(0, (215, 40))}, options)
    device.step(0)
    eq(dict(device.read())["sensor_sensitive"], "low")
    eq(dict(device.read())["temp_unit_view"], "f")
    eq(dict(device.read())["temperature"], 215, "tenths of a degree Celsius all the same")


def test_a_dead_part_takes_the_whole_device_offline():
    clock, dht = Clock(), Part(0, (215, 40))
    device = made("sensor_temp", {"dht22": dht, "battery": Adc(_level(80))})
    _pass(clock, device, 60000)
    eq(device.states()[0], ("online", True))
    dht.values = None
    _pass(clock, device, 120000)
    eq(device.states(), [("online", False)])


def test_events_go_on_and_are_told_once():
    clock, motion = Clock(), In()
    pir = made("sensor_pir", {"motion": motion, "battery": Adc(_level(80))}, {"quiet_s": 1})
    motion.press()
    pir.step(clock.now)
    eq((pir.events, pir.dirty), ([("pir", "pir")], True))
    pir.events = []
    pir.step(clock.now)
    eq(list(pir.events), [])
    motion.release()
    clock.pass_ms(2000)
    pir.step(clock.now)
    motion.press()
    pir.step(clock.now)
    eq(pir.events, [("pir", "pir")])


def _limited(**options):
    out, button = Out(), In()
    options["max_on_s"] = 60
    return out, button, made("socket", {"out": out, "button": button}, options)


def test_what_is_on_for_too_long_is_switched_off():
    clock = Clock()
    out, button, socket = _limited()
    socket.apply("on_off", True, clock.now)
    _pass(clock, socket, 59000)
    eq(out.on, True)
    told = _pass(clock, socket, 2000)
    eq((out.on, told), (False, 1))
    _pass(clock, socket, 100000)
    button.press()
    button.release()
    eq(socket.inner.dirty, True)
    _pass(clock, socket, 59000)
    eq(out.on, True, "its time begins anew, and it does not matter who switched it on")
    _pass(clock, socket, 2000)
    eq(out.on, False)


def test_a_repeated_command_does_not_lengthen_the_time():
    clock = Clock()
    out, _, socket = _limited()
    for _ in range(5):
        socket.apply("on_off", True, clock.now)
        _pass(clock, socket, 11000)
    eq(out.on, True)
    _pass(clock, socket, 6000)
    eq(out.on, False)


def test_a_limited_socket_is_a_socket():
    out, button, socket = _limited(power_on="last")
    eq(socket.features, ("on_off", "child_lock"))
    socket.toggle()
    eq((out.on, socket.save()), (True, True))
    socket.apply("child_lock", True, 0)
    button.press()
    eq((out.on, socket.save()), (True, [True, True]))
    eq(socket.apply("mute", True, 0), False)


def test_the_parts_of_a_whole_board_work_together():
    def open_port(port, specs, on, options):
        return Radio() if port == "rssi" else make(port, None, on, options)

    entries = [
        {"id": "door", "kind": "sensor_door", "name": "D", "pins": {"contact": 1, "tamper": 2}},
        {"id": "plug", "kind": "socket", "name": "P", "pins": {"out": 3}},
        {"id": "press", "kind": "scenario_button", "name": "B", "pins": {"button": 4}},
    ]
    entries[1]["options"] = {"max_on_s": 5}
    entries[2]["options"] = {"toggles": "plug", "wifi_signal": "on"}
    devices = build.build(entries, open_port, {})
    eq([d.inner.id for d in devices.all], ["door", "plug", "press"])
    eq(type(devices), Devices)
    devices.step(0)
    eq([d.id for d in devices.changed()], ["press"], "its signal")
    devices.find("plug").apply("on_off", True, 0)
    devices.wake()
    eq(devices.step(0), 5000)
    devices.step(5000)
    eq([d.id for d in devices.changed()], ["plug"])


def test_what_is_inside_drops_its_begin_too():
    class Inside(Device):
        def begin(self, ports, saved):
            pass

    class Around(Device):
        def begin(self, ports, saved):
            pass

    device = Around()
    device.inner = Inside()
    build.trim([device])
    eq((Around.begin, Inside.begin), (None, None))
    true(Device.begin)
