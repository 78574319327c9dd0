"""The files about boards: form, facts with their sources, and the small form for firmware."""

import json
from types import SimpleNamespace

import jsonschema
import pytest

from host_tools import boards, words
from sbernode import pins

NAMES = boards.names()


@pytest.fixture(autouse=True)
def english():
    words.choose("en")
    yield
    words.choose(None)


def test_the_boards_of_the_project_are_there():
    assert NAMES == ["esp32", "esp32c3", "esp32s3", "pico_w"]


@pytest.mark.parametrize("name", NAMES)
def test_file_follows_the_schema(name):
    schema = json.loads((boards.BOARDS / "schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)

    jsonschema.Draft202012Validator(schema).validate(boards.load(name))


@pytest.mark.parametrize("name", NAMES)
def test_file_is_consistent(name):
    board = boards.load(name)
    used_reasons, used_sources = set(), set(board["pwm"]["source"]) | {"name"}
    used_sources |= set(board["layout"]["source"]) | set(board["uarts"]["source"])
    for gpio, pin in board["pins"].items():
        used_reasons |= set(pin["why"])
        used_sources |= set(pin["source"])
        if pin["class"] == "input_only":
            assert pin["in"] and not pin["out"] and not pin["pwm"], gpio
        if pin["class"] in ("forbidden", "avoid", "input_only"):
            assert not pin["relay_ok"], gpio
        assert pin["adc"] or not pin["adc_wifi"], gpio
    for pin in board["external"].values():
        used_sources |= set(pin["source"])
    assert used_reasons == set(board["reasons"])
    assert used_sources == set(board["sources"])
    assert board["board"] == name


@pytest.mark.parametrize("name", NAMES)
def test_recommended_pins_can_do_what_they_are_recommended_for(name):
    board = boards.load(name)
    facts = boards.facts(name)
    for gpio in board["recommended"]["relay"]:
        assert board["pins"][str(gpio)]["relay_ok"] and "o" in facts[gpio], gpio
    for gpio in board["recommended"]["button"]:
        assert "i" in facts[gpio] and "u" in facts[gpio], gpio
    for gpio in board["recommended"]["adc"]:
        assert "a" in facts[gpio], gpio


@pytest.mark.parametrize("gpio", range(34, 40))
def test_esp32_pins_34_to_39_only_read_and_have_no_pulls(gpio):
    # espressif/esp-idf docs/en/api-reference/peripherals/gpio/esp32.inc, note on GPIO34-39
    assert boards.facts("esp32")[gpio] == "ia"


@pytest.mark.parametrize(
    ("name", "gpios"),
    [
        # Wired to the flash: esp-idf .../gpio/esp32.inc, esp32c3.inc, esp32s3.inc.
        ("esp32", range(6, 12)),
        ("esp32c3", range(12, 18)),
        ("esp32s3", range(26, 33)),
        # Wired to the radio: raspberrypi/pico-sdk src/boards/include/boards/pico_w.h.
        ("pico_w", (23, 24, 25, 29)),
        # No such pins on the chip: the same pages of esp-idf.
        ("esp32", (24, 28, 29, 30, 31)),
        ("esp32s3", (22, 23, 24, 25)),
    ],
)
def test_pins_wired_to_something_else_must_not_be_used(name, gpios):
    facts = boards.facts(name)
    assert [gpio for gpio in gpios if gpio in facts] == []


def test_esp32_adc2_does_not_count_as_an_adc():
    # micropython docs/esp32/quickref.rst: ADC2 is used by Wi-Fi, reading it then raises
    facts = boards.facts("esp32")
    with_adc2 = (0, 2, 4, 12, 13, 14, 15, 25, 26, 27)
    assert [gpio for gpio in with_adc2 if "a" in facts[gpio]] == []
    assert [gpio for gpio in facts if "a" in facts[gpio]] == list(range(32, 40))


def test_strapping_pins_are_warned_of():
    # esp-idf .../gpio: strapping pins 0 2 5 12 15 (ESP32), 2 8 9 (C3), 0 3 45 46 (S3)
    straps = {"esp32": (0, 2, 5, 12, 15), "esp32c3": (2, 8, 9), "esp32s3": (0, 3, 45, 46)}
    for name, gpios in straps.items():
        facts = boards.facts(name)
        for gpio in gpios:
            assert set(facts[gpio]) & set("cv"), (name, gpio)


@pytest.mark.parametrize(
    ("name", "channels", "frequencies"),
    # micropython docs/esp32/quickref.rst (table of PWM) and docs/rp2/quickref.rst
    [("esp32", 16, 8), ("esp32c3", 6, 4), ("esp32s3", 8, 4), ("pico_w", 16, 8)],
)
def test_limits_of_pwm(name, channels, frequencies):
    pwm = boards.load(name)["pwm"]
    assert (pwm["channels"], pwm["frequencies"]) == (channels, frequencies)


@pytest.mark.parametrize(
    ("name", "count"),
    # SOC_UART_NUM of esp-idf: 3, 2 and 3, of which one is the prompt's; RP2040 datasheet 4.2: two
    [("esp32", 2), ("esp32c3", 1), ("esp32s3", 2), ("pico_w", 2)],
)
def test_uarts(name, count):
    assert boards.load(name)["uarts"]["count"] == count


def test_pico_w_slices_follow_the_rule_of_the_chip():
    # RP2040 datasheet 4.5.2: slice (gpio / 2) mod 8, channel A for even pins, B for odd ones
    for gpio, pin in boards.load("pico_w")["pins"].items():
        number = int(gpio)
        assert (pin["slice"], pin["channel"]) == (number // 2 % 8, "AB"[number % 2])


@pytest.mark.parametrize("name", NAMES)
def test_the_firmware_carries_the_same_facts(name):
    board = boards.load(name)

    assert pins.board(board["machine"]) == name
    assert pins.facts(board["machine"]) == boards.facts(name)


@pytest.mark.parametrize(
    ("gpios", "text"), [([4], "4"), ([6, 7, 8, 4], "4,6-8"), ([0, 1, 5], "0-1,5")]
)
def test_ranges_are_short(gpios, text):
    assert boards.ranges(gpios) == text


def test_command_lists_the_boards(capsys):
    assert boards.run(SimpleNamespace(board=None)) == 0

    shown = capsys.readouterr().out
    assert [line.split()[0] for line in shown.splitlines()] == NAMES


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "  34  input only   in ADC                      input only, no internal pulls"),
        ("ru", "  34  только вход  вход АЦП                    только вход, без внутренних"),
    ],
)
def test_command_prints_class_and_reason_of_each_pin(language, line, capsys):
    words.choose(language)

    assert boards.run(SimpleNamespace(board="esp32")) == 0

    shown = capsys.readouterr().out
    assert line in shown
    assert "\033[" not in shown  # no colours into a file


def test_table_is_coloured_by_class_when_asked_to():
    shown = "\n".join(boards.table(boards.load("pico_w"), colour=True))

    assert "  23  \033[31mforbidden  \033[0m" in shown
    assert "   2  \033[32msafe" in shown


def test_unknown_board_names_the_known_ones(capsys):
    assert boards.run(SimpleNamespace(board="esp8266")) == 2

    assert "known: esp32, esp32c3, esp32s3, pico_w" in capsys.readouterr().err


def test_pins_of_the_uarts_of_a_pico_w():
    # RP2040 datasheet, table 2 (GPIO functions), column F2, with the pins that a Pico W has; the
    # same as IS_VALID_TX and IS_VALID_RX of micropython ports/rp2/machine_uart.c.
    wanted = {
        "t": [0, 12, 16, 28],
        "r": [1, 13, 17],
        "T": [4, 8, 20],
        "R": [5, 9, 21],
    }
    facts = boards.facts("pico_w")

    assert {
        letter: [gpio for gpio, letters in facts.items() if letter in letters] for letter in wanted
    } == wanted


@pytest.mark.parametrize("name", ["esp32", "esp32c3", "esp32s3"])
def test_any_pin_of_an_esp32_can_be_a_uart(name):
    # espressif/esp-idf docs/en/api-reference/peripherals/uart.rst: by way of the GPIO matrix
    assert not any(set(letters) & set("trTR") for letters in boards.facts(name).values())
