"""devices.json and settings.json on the board: what is refused, and what is not.

The rules row by row, with their words: tests/host/test_check.py.
"""

from check import eq, true
from sbernode import definitions, settings

# Letters as in pins.facts: 34 of an ESP32 can only listen, 2 and 3 can do everything.
FACTS = {2: "ioudp", 3: "ioudp", 34: "i", 15: "ioudpc"}
METER = {2: "ioudp", 3: "ioudp", 4: "ioudp", 34: "ia"}
RELAY = {"id": "r", "kind": "relay", "name": "Реле", "pins": {"out": 2}}


def _check(*entries, **more):
    doc = {"version": 1, "devices": list(entries)}
    doc.update(more)
    return definitions.check(doc, FACTS)


def test_a_good_file():
    eq(_check(RELAY), [])
    eq(_check(), [])
    eq(definitions.check({"version": 1, "devices": [RELAY]}), [])


def test_files_that_are_none():
    for doc in (None, [], 5, "x", {}, {"version": 1}, {"version": "1", "devices": []}):
        true(definitions.check(doc), "%r" % (doc,))
    for doc in (None, [], 5, "x", {}, {"version": 1}, {"version": 1, "sber": 5, "wifi": []}):
        true(settings.check(doc), "%r" % (doc,))


def test_entries_that_are_none():
    for entry in (None, 5, [], "x"):
        eq([problem[2] for problem in _check(entry)], ["not_an_object"])


def test_odd_types_anywhere_cost_a_problem_not_a_crash():
    odd = (None, True, 5, -1, 1.5, "", "x", [], [1], {}, {"a": 1})
    for field in ("id", "kind", "name", "room", "home", "pins", "options"):
        for value in odd:
            entry = dict(RELAY)
            entry[field] = value
            _check(entry, RELAY)
    for value in odd:
        _check({"id": "a", "kind": "relay", "name": "x", "pins": {"out": value}})
        _check({"id": "a", "kind": "relay", "name": "x", "pins": {"out": {"gpio": value}}})
        _check(
            {
                "id": "a",
                "kind": "relay",
                "name": "x",
                "pins": {"out": {"gpio": 2, "active": value}},
            }
        )
        for option in ("power_on", "switch", "nonsense"):
            _check(dict(RELAY, options={option: value}))
        button = {"id": "b", "kind": "scenario_button", "name": "x", "pins": {"button": 3}}
        _check(RELAY, dict(button, options={"toggles": value}))
        settings.check({"version": value, "wifi": value, "sber": value, "ntp": value})
        settings.check(
            {"version": 1, "wifi": {"ssid": value}, "sber": {"login": value, "port": value}}
        )


def test_pins_of_the_board():
    for pins, rules in (
        ({"out": 34}, ["input_only"]),
        ({"out": 7}, ["forbidden_pin"]),
        ({"out": 2, "button": 34}, ["no_pull"]),
        ({"out": 2, "button": {"gpio": 34, "pull": "none"}}, []),
        ({"out": 2, "button": 2}, ["pin_taken"]),
        ({"out": 15}, ["caution_pin"]),
        ({"out": "2"}, ["bad_pin"]),
        ({"out": True}, ["bad_pin"]),
        ({"lamp": 2}, ["unknown_role", "roles_incomplete"]),
        ({"button": 3}, ["roles_incomplete"]),
    ):
        got = [problem[2] for problem in _check(dict(RELAY, pins=pins))]
        eq(sorted(got), sorted(rules), "%r" % (pins,))
    eq(definitions.errors(_check(dict(RELAY, pins={"out": 15}))), [], "a warning does not stop")


def test_a_pull_that_a_pin_of_a_meter_has_not_is_refused():
    for pull, rules in (("up", ["no_pull"]), ("none", [])):
        pins = {"out": 2, "cf": {"gpio": 34, "pull": pull}, "cf1": 3, "sel": 4}
        found = definitions.check({"version": 1, "devices": [dict(RELAY, pins=pins)]}, METER)
        eq([problem[2] for problem in found], rules)


def test_several_thermometers_share_a_wire():
    one = {"id": "a", "kind": "sensor_temp", "name": "x"}
    shared = [dict(one, id=n, pins={"ds18b20": {"gpio": 2, "address": n * 16}}) for n in "ab"]
    eq(_check(*shared), [])
    eq([p[2] for p in _check(shared[0], dict(RELAY, pins={"out": 2}))], ["pin_taken"])
    eq(
        [p[2] for p in _check(dict(one, pins={"ds18b20": {"gpio": 2, "address": "28ff"}}))],
        ["bad_pin"],
    )


def test_bindings():
    button = {"id": "b", "kind": "scenario_button", "name": "x", "pins": {"button": 3}}
    door = {"id": "d", "kind": "sensor_door", "name": "x", "pins": {"contact": 15}}
    eq(_check(RELAY, dict(button, options={"toggles": "r"})), [])
    for target, rule in (("gone", "no_such_device"), ("d", "not_bindable"), ("b", "not_bindable")):
        got = _check(RELAY, door, dict(button, options={"toggles": target}))
        true(("b", "options.toggles", rule, target) in got, "%r" % (got,))


def test_a_socket_without_a_button_can_be_toggled_too():
    button = {"id": "b", "kind": "scenario_button", "name": "x", "pins": {"button": 3}}
    socket = dict(RELAY, kind="socket")
    eq(_check(socket, dict(button, options={"toggles": "r"})), [])


def test_extras_are_roles_and_options_of_those_kinds_that_offer_them():
    def found(kind, pins, **options):
        entry = {"id": "d", "kind": kind, "name": "x", "pins": pins, "options": options}
        return [problem[1:3] for problem in definitions.check({"version": 1, "devices": [entry]})]

    battery = {"contact": 2, "battery": 4, "tamper": 3}
    eq(found("sensor_door", battery, battery_full_mv=3000, wifi_signal="on"), [])
    eq(found("sensor_door", {"battery": 4}), [("pins", "roles_incomplete")])
    eq(found("sensor_pir", {"motion": 2, "tamper": 3}), [("pins.tamper", "unknown_role")])
    eq(found("relay", {"out": 2}, max_on_s=60), [])
    eq(found("relay", {"out": 2}, max_on_s=-1), [("options.max_on_s", "out_of_range")])
    eq(found("relay", {"out": 2}, wifi_signal="on"), [("options.wifi_signal", "unknown_option")])
    eq(found("sensor_temp", {"dht22": 2}, unit="k"), [("options.unit", "bad_option")])
    entry = {"id": "d", "kind": "sensor_door", "name": "x", "pins": {"contact": 2, "battery": 3}}
    eq([problem[1:3] for problem in _check(entry)], [("pins.battery", "no_adc")])


GOOD = {
    "version": 1,
    "wifi": {"ssid": "Home", "password": "secret"},
    "sber": {"login": "abc", "password": "secret-too"},
}


def test_settings():
    eq(settings.check(GOOD), [])
    for part, field, value, rule in (
        ("sber", "login", "", "empty"),
        ("sber", "login", "a/b", "bad_login"),
        ("sber", "login", "a#", "bad_login"),
        ("sber", "host", "", "empty"),
        ("sber", "port", 0, "out_of_range"),
        ("sber", "port", True, "wrong_type"),
        ("sber", "verify", "no", "wrong_type"),
        ("wifi", "ssid", "x" * 33, "too_long"),
        ("wifi", "ssid", "ы" * 17, "too_long"),
        ("wifi", "pasword", "x", "unknown_field"),
    ):
        doc = {"version": 1, "wifi": dict(GOOD["wifi"]), "sber": dict(GOOD["sber"])}
        doc[part][field] = value
        eq([problem[:3] for problem in settings.check(doc)], [(part, part + "." + field, rule)])


def test_a_problem_never_shows_a_password():
    doc = {"version": 1, "wifi": {"ssid": "a", "password": ["secret"]}, "sber": GOOD["sber"]}
    true("secret" not in repr(settings.check(doc)))


# An RP2 board: letters of its UARTs, as in pins.facts("... Pico W with RP2040").
PICO = dict.fromkeys(range(23), "ioudp")
PICO.update({0: "ioudpt", 1: "ioudpr", 12: "ioudpt", 13: "ioudpr"})
PICO.update({4: "ioudpT", 5: "ioudpR", 8: "ioudpT", 9: "ioudpR"})


def _pico(*given):
    """Return the rules that devices on a Pico W break; given: (kind, pins)."""
    entries = [
        {"id": "d%d" % i, "kind": kind, "name": "x", "pins": pins}
        for i, (kind, pins) in enumerate(given)
    ]
    found = definitions.check({"version": 1, "devices": entries}, PICO)
    return [problem[2:] for problem in found]


def test_a_uart_of_an_rp2_serves_one_device():
    # RP2040 datasheet, table 2: GPIO 4, 5, 8 and 9 belong to UART1, 0, 1, 12 and 13 to UART0.
    air = [("sensor_air", {"tx": tx, "rx": tx + 1}) for tx in (0, 4, 8)]
    eq(_pico(air[0], air[1]), [])
    eq(_pico(air[1], air[2]), [("uart_taken", "d0")])
    eq(_pico(("sensor_air", {"tx": 4, "rx": 1})), [("no_uart", [4, 1])])


def test_a_device_with_i2c_and_a_serial_line_has_both_looked_at():
    both = {"sda": 2, "scl": 3, "tx": 4, "rx": 13}
    eq(_pico(("sensor_air", both)), [("no_uart", [4, 13])])


def test_one_line_of_two_that_may_be_left_out_is_too_few():
    for spare in ("tx", "rx"):
        eq(
            _pico(("sensor_air", {"sda": 2, "scl": 3, spare: 4})),
            [("roles_incomplete", ["tx+rx"])],
        )


def test_two_outputs_on_one_pwm_channel_of_an_rp2_are_refused():
    # RP2040 datasheet 4.5.2: GPIO n and n + 16 are the same output. A lamp would drive a motor.
    lamp, bridge = ("light", {"level": 0}), {"open_pwm": 16, "close_pwm": 17}
    eq(_pico(lamp, ("gate", bridge)), [("shared_pwm", 0)])
    eq(_pico(("gate", {"open_pwm": 2, "close_pwm": 18})), [("shared_pwm", 2)])
    eq(_pico(lamp, ("light", {"level": 1})), [])


def test_a_servo_and_a_lamp_cannot_share_a_clock_of_an_rp2():
    # The same: a slice, GPIO n / 2 modulo 8, has one counter, so one frequency: 50 or 1000 Hz.
    lamp, servo = ("light", {"level": 2}), ("gate", {"servo": 3})
    eq(_pico(lamp, servo), [("other_pwm", 2)])
    eq(_pico(servo, lamp), [("other_pwm", 3)])
    eq(_pico(("light", {"level": 18}), servo), [("other_pwm", 18)])
    eq(_pico(servo, ("curtain", {"servo": 18})), [])
    eq(_pico(lamp, ("gate", {"servo": 4})), [])


def test_a_pin_with_two_lamps_is_one_problem():
    eq(_pico(("light", {"level": 0}), ("light", {"level": 0})), [("pin_taken", "d0")])


def test_on_other_boards_every_pin_has_pwm_and_serial_lines_of_its_own():
    entries = [dict(RELAY, id="s", kind="gate", pins={"servo": 2})]
    entries.append(dict(RELAY, id="l", kind="light", pins={"level": 3}))
    eq(_check(*entries), [])


def test_a_diode_that_a_low_level_lights_is_refused():
    remote = dict(RELAY, kind="tv", pins={"ir": {"gpio": 2, "active": "low"}})
    eq(_check(remote), [("r", "pins.ir.active", "bad_option", "low")])
    eq(_check(dict(remote, pins={"ir": {"gpio": 2, "active": "high"}})), [])
