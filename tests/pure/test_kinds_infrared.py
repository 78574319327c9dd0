"""tv, hvac_ac, vacuum_cleaner: what is sent for which command, and what is believed of it.

What the categories know: developers.sber.ru/docs/ru/smarthome/c2c/tv, hvac_ac, vacuum_cleaner.
"""

import json

from check import eq, true
from ports import Clock, In, Out, Part, Remote, made

_DIGITS = " ".join(["number=%d" % digit for digit in range(10)])
_AC = (
    "on_off=false state=cooling/18/low state=cooling/18/high state=cooling/24/low "
    "state=cooling/25/high state=heating/22/low state=heating/28/low state=ventilation/-/high"
)


def _tv(keys, saved=None, power=None, **options):
    ir = Remote(keys)
    ports = {"ir": ir}
    if power:
        ports["power"] = power
    return made("tv", ports, options, saved), ir


def _ac(keys=_AC, saved=None, **more):
    ports = {"ir": Remote(keys)}
    ports.update(more)
    return made("hvac_ac", ports, {}, saved), ports["ir"]


def _vacuum(ports, saved=None, **options):
    return made("vacuum_cleaner", ports, options, saved)


def test_a_television_offers_what_it_has_codes_for():
    eq(_tv("")[0].features, ("on_off",))
    eq(_tv("volume=+ channel=- direction=up mute=true number=1")[0].features, ("on_off",))
    tv, _ = _tv("on_off volume=+ volume=- channel=+ channel=- mute " + _DIGITS)
    eq(tv.features, ("on_off", "volume", "channel", "number", "channel_int", "mute"))
    # A bridge reports that the cloud drops a television that narrows anything but its source.
    eq(tv.allowed, None)
    tv, _ = _tv("source=tv source=hdmi2 source=hdmi9 custom_key=home")
    eq(
        (tv.features, tv.allowed),
        (("on_off", "custom_key", "source"), {"source": ("hdmi2", "tv")}),
    )


def test_nothing_is_sent_at_the_start_or_by_waiting():
    for keys in (None, "on_off"):
        for make, kind in ((_tv, "tv"), (_ac, "hvac_ac")):
            device, ir = make(keys, {"on_off": True})
            clock = Clock()
            for _ in range(50):
                device.step(clock.now)
                device.read()
                clock.pass_ms(60000)
            eq(ir.sent, [], kind)


def test_a_key_that_switches_over_is_pressed_only_for_a_change():
    tv, ir = _tv("on_off")
    for on in (True, True, False, False, True):
        eq(tv.apply("on_off", on, 0), True)
        eq(tv.read(), [("on_off", on)])
    eq(ir.sent, ["on_off"] * 3)
    # Saved, so that a restart does not turn it round.
    again, ir = _tv("on_off", json.loads(json.dumps(tv.save())))
    again.apply("on_off", True, 0)
    eq((again.read(), ir.sent), ([("on_off", True)], []))


def test_keys_for_on_and_for_off_are_always_pressed():
    tv, ir = _tv("on_off on_off=true on_off=false")
    for on in (False, True, True):
        tv.apply("on_off", on, 0)
    eq(ir.sent, ["on_off=false", "on_off=true", "on_off=true"])


def test_without_a_code_nothing_is_believed():
    tv, ir = _tv("custom_key=home")
    eq(tv.apply("on_off", True, 0), True)
    eq((tv.read(), ir.missed), ([("on_off", False)], ["on_off=true"]))
    tv.apply("custom_key", "play", 0)
    eq((ir.sent, ir.missed), ([], ["on_off=true", "custom_key=play"]))
    tv, ir = _tv("on_off source=tv source=av")
    ir.full = True
    tv.apply("on_off", True, 0)
    tv.apply("source", "av", 0)
    eq(tv.read(), [("on_off", False), ("source", "tv")])


def test_a_sensing_line_knows_better():
    clock = Clock()
    line = In(clock)
    tv, ir = _tv("on_off", None, line)
    tv.step(clock.now)
    line.press()  # somebody has used the remote control
    eq((tv.step(clock.now), tv.dirty, tv.read()), (-1, True, [("on_off", True)]))
    tv.dirty = False
    tv.apply("on_off", True, clock.now)
    eq(ir.sent, [])
    tv.apply("on_off", False, clock.now)
    # The television takes its time; until then it is taken to obey.
    eq((ir.sent, tv.read()), (["on_off"], [("on_off", False)]))
    wait = tv.step(clock.now)
    true(0 < wait <= 10000, wait)
    clock.pass_ms(wait)
    tv.step(clock.now)
    eq((tv.dirty, tv.read()), (True, [("on_off", True)]), "it did not obey")


def test_the_volume_is_counted_from_the_bottom():
    tv, ir = _tv("volume=+ volume=-", volume_steps=20)
    tv.apply("volume_int", 25, 0)
    eq(ir.sent, ["volume=-"] * 20 + ["volume=+"] * 5)
    del ir.sent[:]
    tv.apply("volume_int", 40, 0)
    tv.apply("volume", "-", 0)
    eq((ir.sent, dict(tv.read())["volume_int"]), (["volume=+"] * 3 + ["volume=-"], 35))
    del ir.sent[:]
    tv.apply("volume_int", 0, 0)
    eq((ir.sent, dict(tv.read())["volume_int"]), (["volume=-"] * 20, 0), "0 counts anew")
    tv.apply("volume_int", 100, 0)
    again, ir = _tv("volume=+ volume=-", json.loads(json.dumps(tv.save())), volume_steps=20)
    again.apply("volume_int", 95, 0)
    eq(ir.sent, ["volume=-"])


def test_a_channel_is_typed():
    tv, ir = _tv("channel=+ channel=- " + _DIGITS)
    tv.apply("channel_int", 105, 0)
    eq(ir.sent, ["number=1", "number=0", "number=5"])
    tv.apply("channel", "+", 0)
    eq((ir.sent[3:], dict(tv.read())["channel_int"]), (["channel=+"], 106))
    tv.apply("number", 7, 0)
    eq(ir.sent[4:], ["number=7"])


def test_muting_and_steps_of_the_source_are_no_states():
    tv, ir = _tv("mute source=+ source=- source=av source=tv")
    for on in (True, True, False):
        tv.apply("mute", on, 0)
    tv.apply("source", "av", 0)
    tv.apply("source", "+", 0)
    eq(ir.sent, ["mute"] * 3 + ["source=av", "source=+"])
    eq(tv.read(), [("on_off", False), ("source", "av")])
    eq(_tv("source=+ source=-")[0].read(), [("on_off", False)])


def test_a_conditioner_offers_what_it_has_codes_for():
    ac, _ = _ac("")
    eq((ac.features, ac.allowed), (("on_off", "hvac_temp_set"), {}))
    ac, _ = _ac()
    eq(ac.features, ("on_off", "hvac_temp_set", "hvac_work_mode", "hvac_air_flow_power"))
    eq(
        ac.allowed,
        {
            "hvac_work_mode": ("cooling", "heating", "ventilation"),
            "hvac_temp_set": (18, 28, 1),
            "hvac_air_flow_power": ("low", "high"),
        },
    )
    # Words that Sber does not know are none to tell it.
    eq(_ac("state=cool/24/fast state=dry/x")[0].features, ("on_off", "hvac_temp_set"))
    ac, _ = _ac("state=cooling/20 state=cooling/21 hvac_night_mode hvac_ionization=true")
    eq(ac.features, ("on_off", "hvac_temp_set", "hvac_work_mode", "hvac_night_mode"))


def test_a_state_is_one_code():
    ac, ir = _ac()
    ac.apply("hvac_temp_set", 18, 0)
    eq(ir.sent, [], "off: only remembered")
    ac.apply("on_off", True, 0)
    eq(ir.sent, ["state=cooling/18/low"])
    ac.apply("hvac_air_flow_power", "high", 0)
    ac.apply("on_off", False, 0)
    eq(ir.sent[1:], ["state=cooling/18/high", "on_off=false"])
    eq(dict(ac.read())["on_off"], False)
    again, ir = _ac(_AC, json.loads(json.dumps(ac.save())))
    again.apply("on_off", True, 0)
    eq(ir.sent, ["state=cooling/18/high"])


def _running(**state):
    state["on_off"] = True
    return _ac(_AC, state)


def test_what_was_asked_for_is_kept_and_the_rest_gives_way():
    for name, value, want in (
        # The nearest temperature at which this mode has a code.
        ("hvac_work_mode", "heating", "state=heating/22/low"),
        # A temperature that cooling has with another power only.
        ("hvac_temp_set", 25, "state=cooling/25/high"),
        ("hvac_air_flow_power", "high", "state=cooling/25/high"),
        # A mode in which the temperature plays no part.
        ("hvac_work_mode", "ventilation", "state=ventilation/-/high"),
    ):
        ac, ir = _running(hvac_work_mode="cooling", hvac_temp_set=24, hvac_air_flow_power="low")
        ac.apply(name, value, 0)
        eq((ir.sent, ir.missed), ([want], []), name)
        told = dict(ac.read())
        eq(told[name], value)
        mode, at, power = want[6:].split("/")
        eq((told["hvac_work_mode"], told["hvac_air_flow_power"]), (mode, power))
        eq(told["hvac_temp_set"], 24 if at == "-" else int(at))


def test_a_state_without_a_code_is_neither_sent_nor_believed():
    ac, ir = _running(hvac_work_mode="heating", hvac_temp_set=22, hvac_air_flow_power="low")
    before = ac.read()
    for name, value in (("hvac_temp_set", 25), ("hvac_air_flow_power", "high")):
        eq(ac.apply(name, value, 0), True)
        eq((ir.sent, ac.read()), ([], before), name)
    eq(ir.missed, ["state=heating/25/low", "state=heating/22/high"])
    ac, ir = _ac("")
    ac.apply("on_off", True, 0)
    eq((ir.sent, dict(ac.read())["on_off"], len(ir.missed)), ([], False, 1))


def test_a_conditioner_with_keys_for_its_power():
    ac, ir = _ac("on_off state=cooling/20 state=cooling/21")
    ac.apply("on_off", True, 0)
    ac.apply("on_off", True, 0)
    ac.apply("hvac_temp_set", 20, 0)
    ac.apply("on_off", False, 0)
    eq(ir.sent, ["on_off", "state=cooling/20", "on_off"])


def test_more_switches_of_a_conditioner():
    ac, ir = _ac("hvac_night_mode hvac_humidity_set=40 hvac_humidity_set=50")
    ac.apply("hvac_night_mode", True, 0)
    ac.apply("hvac_night_mode", True, 0)
    ac.apply("hvac_humidity_set", 50, 0)
    ac.apply("hvac_humidity_set", 45, 0)
    eq(
        (ir.sent, ir.missed),
        (["hvac_night_mode", "hvac_humidity_set=50"], ["hvac_humidity_set=45"]),
    )
    eq((dict(ac.read())["hvac_night_mode"], dict(ac.read())["hvac_humidity_set"]), (True, 50))
    eq(ac.allowed["hvac_humidity_set"], (40, 50, 1))


def test_codes_for_a_humidity_that_sber_does_not_know_are_not_offered():
    # developers.sber.ru/docs/ru/smarthome/c2c/hvac-humidity-set: 30..90
    ac, _ = _ac("hvac_humidity_set=5 hvac_humidity_set=20")
    eq("hvac_humidity_set" in ac.features, False)
    ac, _ = _ac("hvac_humidity_set=20 hvac_humidity_set=40 hvac_humidity_set=60")
    eq((ac.allowed["hvac_humidity_set"], dict(ac.read())["hvac_humidity_set"]), ((40, 60, 1), 40))


def test_a_sensor_beside_a_conditioner():
    clock = Clock()
    part = Part(0, (253, 41))
    ac, ir = _ac(_AC, None, dht22=part)
    true("temperature" in ac.features and "humidity" in ac.features)
    ac.step(clock.now)
    eq(
        (ac.dirty, ac.online, ac.read()[-2:]),
        (True, True, [("temperature", 253), ("humidity", 41)]),
    )
    part.values = None
    for _ in range(5):
        clock.pass_ms(30000)
        ac.step(clock.now)
    # It still obeys.
    told = dict(ac.read())
    eq((ac.online, "temperature" in told), (True, False))
    ac.apply("on_off", True, clock.now)
    eq(len(ir.sent), 1)


_ROBOT = "vacuum_cleaner_command="


def test_a_robot_by_infrared():
    clock = Clock()
    ir = Remote(_ROBOT + "start " + _ROBOT + "return_to_dock vacuum_cleaner_program=spot")
    robot = _vacuum({"ir": ir}, return_s=60)
    eq(robot.allowed[_ROBOT[:-1]], ("start", "return_to_dock", "resume"))
    eq(dict(robot.read())["vacuum_cleaner_status"], "docked")
    robot.apply("vacuum_cleaner_command", "start", clock.now)
    eq(dict(robot.read())["vacuum_cleaner_status"], "cleaning")
    # No key for a pause: the one for a start might start it, so none is pressed.
    robot.apply("vacuum_cleaner_command", "pause", clock.now)
    eq(dict(robot.read())["vacuum_cleaner_status"], "cleaning")
    robot.apply("vacuum_cleaner_command", "resume", clock.now)
    robot.apply("vacuum_cleaner_program", "spot", clock.now)
    robot.apply("vacuum_cleaner_command", "return_to_dock", clock.now)
    start = _ROBOT + "start"
    eq(ir.sent, [start, start, "vacuum_cleaner_program=spot", _ROBOT + "return_to_dock"])
    eq(robot.step(clock.now), 60000)
    clock.pass_ms(59000)
    robot.step(clock.now)
    eq(dict(robot.read())["vacuum_cleaner_status"], "returning_to_dock")
    clock.pass_ms(1000)
    robot.step(clock.now)
    eq((robot.dirty, dict(robot.read())["vacuum_cleaner_status"]), (True, "docked"))
    eq(robot.step(clock.now), -1)


def test_a_robot_by_the_contacts_of_its_buttons():
    clock = Clock()
    start, dock, home = Out(clock), Out(clock), In(clock)
    robot = _vacuum({"start": start, "dock": dock, "docked": home}, pulse_ms=200)
    robot.step(clock.now)
    home.press()
    robot.step(clock.now)
    eq((start.history, dock.history), ([], []), "nothing is pressed by itself")
    robot.apply("vacuum_cleaner_command", "start", clock.now)
    clock.pass_ms(1000)
    robot.apply("vacuum_cleaner_command", "pause", clock.now)
    start.tick()
    eq((start.history, dock.history), ([(0, True), (200, False)], []))
    home.release()
    robot.step(clock.now)
    robot.apply("vacuum_cleaner_status", "docked", clock.now)
    eq(dict(robot.read())["vacuum_cleaner_status"], "returning_to_dock")
    clock.pass_ms(5000000)
    eq(robot.step(clock.now), -1, "the contact tells, not the clock")
    home.press()
    robot.step(clock.now)
    dock.tick()
    eq(dict(robot.read())["vacuum_cleaner_status"], "docked")
    eq(dock.history, [(1000, True), (1200, False)])


def test_two_buttons_of_a_robot_are_never_pressed_together():
    clock = Clock()
    start, pause = Out(clock), Out(clock)
    robot = _vacuum({"start": start, "pause": pause}, pulse_ms=2000)
    for command in ("start", "pause", "start", "pause"):
        robot.apply("vacuum_cleaner_command", command, clock.now)
        true(not (start.on and pause.on), command)
        clock.pass_ms(100)


def test_damaged_states_are_not_restored():
    for saved in (5, [], "x", {"on_off": 1, "source": "hdmi3", "channel_int": "7", "steps": "3"}):
        tv, _ = _tv("on_off source=tv source=av", saved, volume_steps=10)
        eq(tv.read(), [("on_off", False), ("source", "tv")])
        ac, _ = _ac(_AC, saved)
        eq(dict(ac.read())["hvac_work_mode"], "cooling")
    ac, _ = _ac(_AC, {"hvac_temp_set": 99, "hvac_work_mode": "eco"})
    eq(ac.read()[1:3], [("hvac_temp_set", 28), ("hvac_work_mode", "cooling")])
    tv, _ = _tv(None, {"channel_int": 5000, "volume_int": -7}, volume_steps=10)
    eq([dict(tv.read())[name] for name in ("channel_int", "volume_int")], [999, 0])
    for codes, allowed, now in (
        ("10 20", None, None),
        ("40 80 95", (40, 80, 1), 80),
        ("60", None, 90),
    ):
        keys = " ".join(["hvac_humidity_set=" + code for code in codes.split()])
        ac, _ = _ac(keys, {"hvac_humidity_set": 500})
        eq(
            (ac.allowed.get("hvac_humidity_set"), dict(ac.read()).get("hvac_humidity_set")),
            (allowed, now),
        )
