"""The pin facts that a board carries about itself.

Expected values: the machine texts are those of the stock builds (micropython/micropython,
MICROPY_HW_BOARD_NAME and MICROPY_HW_MCU_NAME in ports/*/boards/*/mpconfigboard.h and
mpconfigvariant_*.cmake); the pins are those of Espressif's GPIO pages (esp-idf
docs/en/api-reference/peripherals/gpio) and of pico_w.h in pico-sdk.
"""

from check import eq
from sbernode.pins import board, facts


def test_board_is_told_by_the_text_of_its_build():
    eq(board("Generic ESP32 module with ESP32"), "esp32")
    eq(board("ESP32 module with ESP32"), "esp32")
    eq(board("Generic ESP32 module with SPIRAM with ESP32"), "esp32")
    eq(board("ESP32C3 module with ESP32C3"), "esp32c3")
    eq(board("LOLIN_C3_MINI with ESP32-C3FH4"), "esp32c3")
    eq(board("Generic ESP32S3 module with Octal-SPIRAM with ESP32-S3"), "esp32s3")
    eq(board("Raspberry Pi Pico W with RP2040"), "pico_w")
    eq(board("Raspberry Pi Pico 2 W with RP2350"), "pico_w")


def test_board_of_another_chip_is_not_known():
    for machine in (
        "",
        "ESP32-S2 module with ESP32S2",
        "ESP32C6 module with ESP32C6",
        "Raspberry Pi Pico with RP2040",
        "Raspberry Pi Pico 2 with RP2350",
        "linux [GCC 14.2.0] version",
    ):
        eq(board(machine), None, machine)
        eq(facts(machine), None, machine)


def test_facts_esp32_pins_34_to_39_are_inputs_without_pulls():
    # esp-idf .../gpio/esp32.inc: GPIO34-39 are input only and have no pull-up or pull-down
    pins = facts("Generic ESP32 module with ESP32")
    for gpio in range(34, 40):
        eq(pins[gpio], "ia", str(gpio))


def test_facts_esp32_flash_pins_are_missing():
    # esp-idf .../gpio/esp32.inc: GPIO6-11 belong to the SPI flash
    pins = facts("Generic ESP32 module with ESP32")
    eq([gpio for gpio in range(6, 12) if gpio in pins], [])


def test_facts_pins_taken_by_psram_are_missing_on_such_boards():
    # micropython ports/esp32/machine_pin.h: 16, 17 without SPIRAM only; S3: 33-37 without octal
    plain = facts("Generic ESP32 module with ESP32")
    eq((plain[16], plain[17]), ("ioudpc", "ioudpc"))
    psram = facts("Generic ESP32 module with SPIRAM with ESP32")
    eq((16 in psram, 17 in psram, 18 in psram), (False, False, True))
    eq(37 in facts("Generic ESP32S3 module with ESP32S3"), True)
    eq(37 in facts("Generic ESP32S3 module with SPIRAM with ESP32S3"), True)
    eq(37 in facts("Generic ESP32S3 module with Octal-SPIRAM with ESP32S3"), False)


def test_facts_pico_w_pins_of_the_radio_are_missing():
    # pico-sdk pico_w.h: 23 WL_REG_ON, 24 WL_DATA, 25 WL_CS, 29 WL_CLOCK
    pins = facts("Raspberry Pi Pico W with RP2040")
    eq(sorted(pins), list(range(23)) + [26, 27, 28])
    eq((pins[15], pins[26]), ("ioudp", "ioudap"))
