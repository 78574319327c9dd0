"""Air purifiers and humidifiers."""

from check import eq, near
from plants import HOUR_MS, Aired
from ports import Adc, In, Level, Out, Part


def _purifier(saved=None, **options):
    ports = {"low": Out, "high": Out, "ion": Out, "uv": Out, "aroma": Out, "reset": In}
    return Aired("hvac_air_purifier", ports, saved, **options)


def test_what_treats_the_air_is_on_only_while_it_is_on():
    rig = _purifier()
    for name in ("hvac_ionization", "hvac_decontaminate", "hvac_aromatization"):
        rig.tell(name, True)
    rig.run(1000)
    roles = ("ion", "uv", "aroma")
    eq([rig.on(role) for role in roles], [False, False, False])
    rig.tell("on_off", True)
    rig.tell("hvac_aromatization", False)
    rig.run(1000)
    eq([rig.on(role) for role in roles], [True, True, False])
    rig.tell("on_off", False)
    rig.run(1000)
    eq([rig.on(role) for role in roles], [False, False, False])
    eq(rig.state()["hvac_ionization"], True, "a wish stays")


def test_at_night_the_lowest_speed_goes_and_the_one_of_the_day_is_kept():
    rig = _purifier()
    rig.tell("on_off", True)
    rig.tell("hvac_air_flow_power", "high")
    rig.tell("hvac_night_mode", True)
    rig.run(2000)
    eq((rig.on("low"), rig.on("high")), (True, False))
    rig.tell("hvac_night_mode", False)
    rig.run(2000)
    eq((rig.on("low"), rig.on("high")), (False, True))
    eq(rig.state()["hvac_air_flow_power"], "high")


def test_one_speed_has_no_night():
    rig = Aired("hvac_air_purifier", {"low": Out})
    eq(rig.kind.features, ("on_off",))


def test_hours_of_use_are_counted_kept_and_begun_anew():
    rig = _purifier(filter_h=10, ionizer_h=5)
    rig.run(20 * HOUR_MS, 60000)
    eq(rig.kind.save()["minutes"], [0, 0], "off is no use")
    rig.tell("on_off", True)
    rig.run(6 * HOUR_MS + 1000, 60000)
    eq(rig.kind.save()["minutes"], [360, 0])
    rig.tell("hvac_ionization", True)
    rig.run(3 * HOUR_MS + 1000, 60000)
    rig.tell("on_off", False)
    rig.run(50 * HOUR_MS, 60000)
    kept = rig.kind.save()
    eq(kept["minutes"], [540, 180])

    rig = _purifier(kept, filter_h=10, ionizer_h=5, power_on="on")
    rig.run(59 * 60000, 60000)
    state = rig.state()
    eq((state["hvac_replace_filter"], state["hvac_replace_ionizator"]), (False, False))
    rig.reports = 0
    rig.run(2 * 60000, 60000)
    eq((rig.state()["hvac_replace_filter"], rig.reports), (True, 1))
    rig.run(2 * HOUR_MS, 60000)
    eq((rig.state()["hvac_replace_ionizator"], rig.reports), (True, 2))
    rig.ports["reset"].press()
    rig.run(1000)
    rig.ports["reset"].release()
    rig.run(1000)
    state = rig.state()
    eq((state["hvac_replace_filter"], state["hvac_replace_ionizator"]), (False, False))
    eq((rig.kind.save()["minutes"], rig.reports), ([0, 0], 3))


def test_without_a_button_to_begin_anew_nothing_is_said_of_the_filter():
    for reset, ion, told in (
        (False, True, []),
        (True, False, ["hvac_replace_filter"]),
        (True, True, ["hvac_replace_filter", "hvac_replace_ionizator"]),
    ):
        ports = {"low": Out}
        if reset:
            ports["reset"] = In
        if ion:
            ports["ion"] = Out
        rig = Aired("hvac_air_purifier", ports)
        eq([name for name in rig.kind.features if "replace" in name], told)


def test_damaged_hours_are_forgotten():
    for minutes in (None, 5, [1], [1, "2"], [1.5, 2], ["a", "b"], [True, 1]):
        rig = _purifier({"minutes": minutes}, filter_h=1)
        eq(rig.kind.save()["minutes"], [0, 0], repr(minutes))
    eq(_purifier({"minutes": [-5, 7]}).kind.save()["minutes"], [0, 7])


# hvac_humidifier


def _humidifier(humidity=30, saved=None, level=None, **options):
    ports = {"mist": Out, "ion": Out, "low_water": In, "speed": Level()}
    ports["dht22"] = Part(0, None if humidity is None else (215, humidity))
    if level is not None:
        ports["water"] = Adc(level)
    return Aired("hvac_humidifier", ports, saved, **options)


def _humid(rig, humidity):
    rig.ports["dht22"].values = (215, humidity)
    rig.run(40000)
    return rig.on("mist")


def test_mist_up_to_the_humidity_and_again_from_hysteresis_below():
    rig = _humidifier(interval_s=30, hysteresis=3)
    rig.tell("hvac_humidity_set", 50)
    eq(_humid(rig, 30), False, "nobody has switched it on")
    rig.tell("on_off", True)
    steps = ((30, True), (49, True), (50, False), (48, False), (47, True), (49, True), (55, False))
    for humidity, mist in steps:
        eq(_humid(rig, humidity), mist, "at %d %%" % humidity)
    eq(rig.state()["humidity"], 55)


def test_the_fan_and_the_ions_follow_the_mist():
    rig = _humidifier(slowest=200)
    for name in ("on_off", "hvac_ionization"):
        rig.tell(name, True)
    eq((_humid(rig, 30), rig.on("ion"), rig.ports["speed"].duty > 0), (True, True, True))
    eq((_humid(rig, 60), rig.on("ion"), rig.ports["speed"].duty), (False, False, 0))


def test_without_water_there_is_no_mist_and_a_bobbing_float_does_not_make_it_stutter():
    rig = _humidifier()
    rig.tell("on_off", True)
    rig.run(5000)
    eq(rig.on("mist"), True)
    rig.ports["low_water"].press()
    rig.reports = 0
    rig.run(100)
    eq((rig.on("mist"), rig.state()["hvac_water_low_level"], rig.reports), (False, True, 1))
    before = len(rig.ports["mist"].history)
    for _ in range(10):
        rig.ports["low_water"].release()
        rig.run(1500)
        rig.ports["low_water"].press()
        rig.run(1500)
    eq(len(rig.ports["mist"].history), before)
    rig.ports["low_water"].release()
    rig.run(15000)
    eq((rig.on("mist"), rig.state()["hvac_water_low_level"]), (True, False))
    eq(rig.state()["on_off"], True)


def test_the_water_is_measured_between_its_marks():
    # 10 % and 60 % of 3.3 V; 4.0 litres between them
    rig = _humidifier(level=6554, water_empty=100, water_full=600, tank=40)
    for level, percent in ((6554, 0), (22938, 50), (39321, 100), (65535, 100), (0, 0)):
        rig.ports["water"].level = level
        rig.run(5000)
        state = rig.state()
        near(state["hvac_water_percentage"], percent, 1)
        near(state["hvac_water_level"], 4.0 * percent / 100, 0.04)
        # c2c/hvac_water_percentage: at 0 the low level is told as well
        eq(state["hvac_water_low_level"], percent == 0)


def test_a_gauge_may_fall_while_the_water_rises():
    rig = _humidifier(level=13107, water_empty=900, water_full=100)
    near(rig.state()["hvac_water_percentage"], 87, 1)


def test_the_noise_of_a_gauge_is_not_told():
    # 50.9 and 51.1 per cent
    rig = _humidifier(level=33400)
    rig.run(60000)
    rig.reports = 0
    for i in range(20):
        rig.ports["water"].level = 33500 - i % 2 * 100
        rig.run(3000)
    eq(rig.reports, 0)


def test_a_dead_humidity_sensor_ends_the_mist_and_is_told_once():
    rig = _humidifier(interval_s=10)
    rig.tell("on_off", True)
    rig.run(60000)
    eq(rig.on("mist"), True)
    rig.reports = 0
    rig.ports["dht22"].values = None
    rig.run(60000)
    eq((rig.on("mist"), rig.kind.states(), rig.reports), (False, [("online", False)], 1))
    rig.ports["dht22"].values = (215, 30)
    rig.run(20000)
    eq((rig.on("mist"), rig.kind.online), (True, True))


def test_no_mist_before_the_first_reading():
    rig = _humidifier(None, power_on="on")
    rig.run(HOUR_MS, 30000)
    eq(rig.ports["mist"].history, [])


def test_mist_without_a_sensor_is_on_or_off_and_ends_when_the_program_hangs():
    rig = Aired("hvac_humidifier", {"mist": Out})
    eq((rig.kind.features, rig.kind.online), (("on_off",), True))
    rig.tell("on_off", True)
    rig.run(HOUR_MS, 60000)
    eq([on for _, on in rig.ports["mist"].history], [True], "without a click in between")
    rig.clock.pass_ms(120001)
    eq(rig.ports["mist"].value(), 0)
    rig.run(1000)
    rig.tell("on_off", False)
    rig.run(1000)
    eq(rig.on("mist"), False)
