"""Where the ESP32-C3 is smaller than an ESP32 (docs/esp32/quickref.rst; boards/esp32c3.json)."""

from machine import PWM, Pin, Timer

from check import raises

BOARD = "esp32c3"


def test_there_are_six_pwm_channels_and_four_frequencies():
    for place, gpio in enumerate((0, 1, 3, 4)):
        PWM(Pin(gpio), freq=1000 + place, duty_u16=0)
    message = str(raises(RuntimeError, PWM, Pin(5), 3000))
    if "out of PWM timers:4" not in message:
        raise AssertionError(message)
    for gpio in (5, 6):
        PWM(Pin(gpio), freq=1000, duty_u16=0)
    message = str(raises(RuntimeError, PWM, Pin(7), 1000))
    if "out of PWM channels:6" not in message:
        raise AssertionError(message)


def test_there_are_two_timers_and_no_pins_beyond_the_chip():
    Timer(1)
    raises(ValueError, Timer, 2)
    raises(ValueError, Pin, 22)
    raises(ValueError, Pin, 12)  # flash
