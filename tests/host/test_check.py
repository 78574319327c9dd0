"""What people read about each rule: place, reason, what would be accepted, in both languages.

The expected words are the contract with the reader, written here by hand; pins and ranges come
from esp-idf docs/en/api-reference/peripherals/gpio (esp32) and pico-sdk pico_w.h.
"""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from check_codes import rules_of
from host_tools import (
    boards,
    check,
    check_hints,
    check_parts,
    check_place,
    check_settings,
    check_words,
    words,
)
from host_tools.rooms import room

LAMP = {"id": "lamp", "kind": "light", "name": "Лампа", "pins": {"level": 16}}
WALL = {"id": "wall", "kind": "scenario_button", "name": "Кнопка", "pins": {"button": 15}}
GOOD = {
    "version": 1,
    "wifi": {"ssid": "Home", "password": "secret-wifi"},
    "sber": {"login": "hub-7", "password": "secret-sber"},
}


@pytest.fixture(autouse=True)
def language():
    yield words.choose
    words.choose(None)


@pytest.fixture
def write(tmp_path):
    """Return write(name, contents) -> path; contents: text, bytes, or something for JSON."""

    def make(name, contents):
        path = tmp_path / name
        if not isinstance(contents, str | bytes):
            contents = json.dumps(contents, ensure_ascii=False)
        path.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
        return path

    return make


def devices(*entries):
    return {"version": 1, "devices": list(entries)}


def command(path, board="esp32", settings=None, json=False):
    return SimpleNamespace(devices=path, board=board, settings=settings, json=json)


# A row of check_rules.json: rule, file, and what must be said of it, English and Russian.
ROWS = json.loads(Path(__file__).with_name("check_rules.json").read_text("utf-8"))


@pytest.mark.parametrize("language_name", ["en", "ru"])
@pytest.mark.parametrize(
    "row", ROWS, ids=[f"{row['rule']}-{row['field'] or 'document'}" for row in ROWS]
)
def test_rule_says_where_why_and_what_would_do(row, language_name, write, language):
    language(language_name)
    which = ["en", "ru"].index(language_name)
    document = row["file"]
    if document == "101 buttons":
        document = devices(*[{**WALL, "id": f"w{i}"} for i in range(101)])

    board = boards.load(row.get("board", "esp32"))
    found, _ = check.check_devices(write("devices.json", document), board)

    mine = [entry for entry in found if entry["rule"] == row["rule"]]
    assert mine, found
    assert (mine[0]["device"], mine[0]["field"]) == (row["device"], row["field"])
    assert row["refused"][which] in mine[0]["text"]
    assert row["accepted"][which] in mine[0]["accepted"]
    warning = row["rule"] in ("caution_pin", "avoid_pin", *check_parts.WARNINGS)
    assert mine[0]["severity"] == ("warning" if warning else "error")


@pytest.mark.parametrize(
    ("rule", "text"),
    [("no_pwm", "GPIO 16 cannot dim (no PWM)"), ("no_input", "GPIO 16 cannot be an input")],
)
def test_rules_that_no_pin_of_these_boards_breaks_have_words_too(rule, text, language):
    language("en")
    problem = ("lamp", "pins.level", rule, 16)

    at = check_place.place(problem, "devices", devices(LAMP), boards.load("esp32"))

    assert text in check_words.refused(at)
    assert "GPIO 4, 13" in check_hints.accepted(at)


def test_every_rule_of_the_firmware_has_words_and_an_example_here():
    given = rules_of("definitions")
    assert {"missing", "unknown_kind", "roles_conflict", "pin_taken"} <= given  # the search works

    assert given <= set(check_words.TEXTS)
    assert given <= set(check_hints._HINTS)
    assert given - {row["rule"] for row in ROWS} <= {"no_input", "no_pwm"}


def test_every_rule_about_settings_has_words():
    given = rules_of("settings")
    assert {"too_new", "too_long", "out_of_range"} <= given

    assert given <= set(check_words.TEXTS)
    assert given <= set(check_settings._HINTS)


def test_two_lamps_on_one_pwm_output_are_refused(write, language):
    # RP2040 datasheet 4.5.2: GPIO n and n + 16 are the same PWM output
    language("en")
    document = devices(LAMP, {**LAMP, "id": "second", "pins": {"level": 0}})

    found, _ = check.check_devices(write("devices.json", document), boards.load("pico_w"))

    assert [(entry["device"], entry["rule"]) for entry in found] == [("second", "shared_pwm")]
    assert found[0]["text"] == "GPIO 0 and GPIO 16 are one and the same PWM output"


def test_more_lamps_than_pwm_outputs_are_refused(write, language):
    # micropython docs/esp32/quickref.rst: the C3 has 6 PWM channels
    language("en")
    lamps = [{**LAMP, "id": f"l{i}", "pins": {"level": i}} for i in (0, 1, 3, 4, 5, 6, 7)]

    found, _ = check.check_devices(write("devices.json", devices(*lamps)), boards.load("esp32c3"))

    assert [(entry["rule"], entry["text"][0], entry["accepted"]) for entry in found] == [
        ("too_many_pwm", "7", "at most 6")
    ]


@pytest.mark.parametrize(
    ("name", "pairs", "most"),
    # test_boards.test_uarts
    [("esp32", ((4, 16), (17, 18), (19, 21)), 2), ("esp32c3", ((0, 1), (3, 4)), 1)],
)
def test_more_serial_lines_than_uarts_are_refused(name, pairs, most, write, language):
    language("en")
    air = {"kind": "sensor_air", "name": "X"}
    parts = [{**air, "id": f"a{tx}", "pins": {"tx": tx, "rx": rx}} for tx, rx in pairs]

    def errors(*entries):
        found, _ = check.check_devices(write("devices.json", devices(*entries)), boards.load(name))
        return [entry for entry in found if entry["severity"] == "error"]

    assert errors(*parts[:most]) == []
    assert [(e["rule"], e["text"][0], e["accepted"]) for e in errors(*parts)] == [
        ("too_many_uarts", str(most + 1), f"at most {most}")
    ]


def test_the_usual_addresses_are_those_of_the_drivers():
    drivers = room("drivers")

    for part in drivers.names("i2c"):
        made = drivers.load("i2c", part)(None, None, {})
        assert check_parts.ADDRESSES[part][0] == made._address, part


@pytest.mark.parametrize("wrong", [None, 5, "", [], {"i2c": []}, {"i2c": 5, "address": "x"}])
def test_a_part_of_a_device_that_is_wrong_itself(wrong, write):
    options = wrong if isinstance(wrong, dict) else {"beta": 3950, "address": 3}
    entry = {"kind": "sensor_temp", "pins": {"sda": 21, "scl": 22}, "options": options}
    document = devices({**entry, "id": wrong})

    found, _ = check.check_devices(write("devices.json", document), None)

    assert check.report(found)
    assert [e["device"] for e in found if e["rule"] == "bad_address"] in ([], ["#1"])


def test_two_devices_may_have_the_same_part(write):
    pins = {"sda": 21, "scl": 22}
    one = {"id": "a", "kind": "sensor_temp", "name": "A", "pins": pins}

    found, _ = check.check_devices(write("devices.json", devices(one, {**one, "id": "b"})), None)

    assert found == []


def test_settings_are_checked_too(write, language, capsys):
    language("en")
    path = write("devices.json", devices(LAMP))
    wrong = {
        "version": 1,
        "wifi": {"ssid": "", "pasword": "x"},
        "sber": {"login": "a/b", "port": 0, "verify": "no"},
        "nttp": [],
    }

    code = check.run(command(path, "pico_w", write("settings.json", wrong)))

    shown = capsys.readouterr().out
    assert code == 1
    for expected in (
        "settings.json: nttp: there is no such field  [unknown_field]\n      accepted: ntp?",
        "settings.json: wifi.pasword: there is no such field  [unknown_field]\n"
        "      accepted: password? (known: ssid, ssid_hex, password)",
        "settings.json: wifi.ssid: is empty  [empty]\n"
        "      accepted: the name of your Wi-Fi network",
        "settings.json: sber.port: 0 is out of range  [out_of_range]\n"
        "      accepted: a whole number from 1 to 65535",
        "settings.json: sber.login: the login has a character that no login has  [bad_login]\n"
        "      accepted: a login without / + # and spaces",
        'sber.verify: "no" is not of the right type  [wrong_type]\n      accepted: true or false',
        "settings.json: sber.password: is missing  [missing]\n"
        "      accepted: the text that Sber Studio shows",
    ):
        assert expected in shown


@pytest.mark.parametrize(
    "spoilt",
    [
        {**GOOD, "wifi": ["Home", "secret-wifi"]},
        {**GOOD, "sber": {"login": ["secret-sber"], "password": {"x": "secret-sber"}}},
        {**GOOD, "wifi": {"ssid": "Home", "password": "secret-wifi" * 9}},
        '{"version": 1, "wifi": {"ssid": "Home" "password": "secret-wifi"}}',
        "{\"wifi\": {'password': 'secret-wifi'}}",
        '{"sber": {"password": "secret-sber}',
    ],
)
def test_a_secret_is_never_printed(spoilt, write, capsys):
    path = write("devices.json", devices(LAMP))

    assert check.run(command(path, "pico_w", write("settings.json", spoilt))) == 1

    shown = capsys.readouterr()
    assert "secret" not in shown.out + shown.err


def test_correct_files_show_what_will_appear_in_the_app(write, language, capsys):
    # titles and functions: developers.sber.ru/docs/ru/smarthome/c2c/light, scenario-button
    language("ru")
    path = write("devices.json", devices({**LAMP, "pins": {"level": 16, "button": 14}}, WALL))

    code = check.run(command(path, "pico_w", write("settings.json", GOOD)))

    lines = [line.split("  ") for line in capsys.readouterr().out.splitlines()]
    lines = [[cell.strip() for cell in line if cell.strip()] for line in lines]
    assert code == 0
    assert lines == [
        ["ошибок: 0, предупреждений: 0"],
        ["В приложении Sber появится:"],
        ["название", "категория", "функции", "выводы"],
        [
            "Лампа",
            "Осветительный прибор (light)",
            "on_off, light_brightness",
            "level 16, button 14",
        ],
        ["Кнопка", "Сценарная кнопка (scenario_button)", "button_event", "button 15"],
    ]


def test_warnings_stand_apart_and_do_not_fail(write, language, capsys):
    language("en")
    path = write("devices.json", devices({**LAMP, "pins": {"level": 5}}))

    assert check.run(command(path)) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Warnings:"
    assert "errors: 0, warnings: 1" in lines


def test_without_a_board_the_pins_are_not_checked_and_it_says_so(write, language, capsys):
    language("en")
    path = write("devices.json", devices({**LAMP, "pins": {"level": 34}}))

    assert check.run(command(path, board=None)) == 0

    assert "Pins were not checked" in capsys.readouterr().out


def test_output_for_machines_is_json(write, language, capsys):
    language("en")
    good = write("devices.json", devices(LAMP))
    bad = write("bad.json", devices({**LAMP, "pins": {"level": 34}}))

    assert check.run(command(good, "pico_w", json=True)) == 0
    first = json.loads(capsys.readouterr().out)
    assert check.run(command(bad, json=True)) == 1
    second = json.loads(capsys.readouterr().out)

    assert first["problems"] == []
    assert first["devices"][0]["functions"] == ["on_off", "light_brightness"]
    assert second["devices"] == []
    assert {"device": "lamp", "name": "Лампа", "rule": "input_only"}.items() <= (
        second["problems"][0].items()
    )


def test_missing_file_and_unknown_board_are_wrong_use(write, tmp_path, capsys):
    assert check.run(command(tmp_path / "none.json")) == 2
    assert "none.json" in capsys.readouterr().err
    assert check.run(command(write("devices.json", devices(LAMP)), board="uno")) == 2
    assert "esp32, esp32c3" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name", ["relay", "socket", "light", "led_strip", "sensor_temp", "curtain"]
)
def test_summary_asks_each_kind_without_driving_anything(name):
    table = room("kinds.table")
    must, may = table.split(next(table.find(name).items())[1])
    roles = must + may
    entry = {"id": "x", "kind": name, "name": "X", "pins": {r: i for i, r in enumerate(roles)}}

    (row,) = check.summary(devices(entry))

    assert row["category"] == name
    assert row["functions"]
    assert list(row["pins"]) == list(roles)
