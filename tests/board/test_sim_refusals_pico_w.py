"""What a simulated Pico W refuses: a kinder stand-in would hide faults until the first real board.

Sources: micropython/micropython ports/rp2/machine_pin.c, machine_pwm.c, machine_timer.c,
machine_wdt.c, machine_adc.c and docs/rp2/quickref.rst; pins: boards/pico_w.json.
"""

import neopixel
from machine import ADC, PWM, WDT, Pin, Timer

from check import eq, raises

BOARD = "pico_w"


def refused(kind, text, function, *args, **named):
    """Fail unless the call is refused with this kind of error and these words."""
    message = str(raises(kind, function, *args, **named))
    if text not in message:
        raise AssertionError("%r does not say %r" % (message, text))


def test_pins_that_the_board_lacks_or_needs_itself_are_refused():
    refused(ValueError, "invalid pin", Pin, 30)
    refused(ValueError, "invalid pin", Pin, -1)
    refused(ValueError, "pico_w", Pin, 99)
    refused(ValueError, "unknown named pin", Pin, "D5")
    for gpio in (23, 24, 25, 29):  # wired to the radio: pico-sdk boards/pico_w.h
        refused(ValueError, "GPIO%d of pico_w: must not be used" % gpio, Pin, gpio)


def test_the_led_behind_the_radio_chip_has_neither_pwm_nor_pulls_nor_interrupts():
    led = Pin("LED", Pin.OUT)
    refused(ValueError, "expecting a regular GPIO Pin", PWM, led)
    refused(ValueError, "expecting a regular GPIO Pin", led.irq, print)
    refused(ValueError, "pulls are not supported", led.init, Pin.OUT, Pin.PULL_UP)
    refused(ValueError, "pin can only be output", led.init, Pin.IN)


def test_numbers_of_the_other_port_are_refused():
    refused(ValueError, "mode 3", Pin, 2, 3)  # Pin.OUT of ESP32
    refused(ValueError, "pull 4", Pin, 2, Pin.IN, 4)
    refused(TypeError, "hold", Pin, 2, Pin.OUT, hold=True)
    refused(ValueError, "trigger 16", Pin(2, Pin.IN).irq, print, 16)


def test_a_pin_has_one_owner():
    Pin(2, Pin.OUT)
    refused(ValueError, "GPIO2 of pico_w: already used by Pin", Pin, 2, Pin.OUT)
    level = PWM(Pin(3), freq=1000, duty_u16=0)
    refused(ValueError, "already used by PWM", neopixel.NeoPixel, Pin(3), 4)
    refused(ValueError, "already used by PWM", Pin(3).value, 1)
    refused(ValueError, "already used by PWM", Pin(3).init, Pin.OUT)
    refused(ValueError, "already used by PWM", PWM, Pin(3), 1000)
    level.deinit()
    Pin(3, Pin.OUT)
    button = Pin(4, Pin.IN, Pin.PULL_UP)
    button.irq(lambda pin: None)
    refused(ValueError, "interrupt handler", PWM, button, 1000)


def test_pwm_channels_and_slices_are_shared_as_in_the_chip():
    PWM(Pin(0), freq=1000, duty_u16=1)
    refused(ValueError, "same PWM channel as GPIO0", PWM, Pin(16), 1000)
    refused(ValueError, "shares a PWM slice with GPIO0", PWM, Pin(1), 500)
    neighbour = PWM(Pin(1), freq=1000, duty_u16=1)
    refused(ValueError, "shares a PWM slice", neighbour.freq, 2000)
    refused(RuntimeError, "would stop GPIO0 of pico_w too", neighbour.deinit)
    Pin(16, Pin.OUT)  # a refused PWM has not taken the pin


def test_pwm_values_out_of_range_are_refused():
    refused(ValueError, "duty_u16 must be from 0 to 65535", PWM, Pin(2), 1000, duty_u16=65536)
    refused(ValueError, "duty_u16", PWM, Pin(2), 1000, duty_u16=-1)
    refused(ValueError, "duty_ns", PWM, Pin(2), 1000, duty_ns=1000001)
    refused(ValueError, "freq too small", PWM, Pin(2), 7)  # 125 MHz / 256 / 65535 = 7.45 Hz
    refused(ValueError, "freq too large", PWM, Pin(2), 62500001)
    refused(TypeError, "duty", PWM, Pin(2), 1000, duty=512)  # ESP32 only
    level = PWM(Pin(2), freq=1000)
    refused(ValueError, "duty_u16", level.duty_u16, 70000)
    level.deinit()
    refused(RuntimeError, "PWM is inactive", level.duty_u16, 0)


def test_timers_watchdog_and_adc_have_the_limits_of_the_chip():
    refused(ValueError, "Timer doesn't exist", Timer, 0)
    refused(ValueError, "too short", Timer, period=0, callback=print)
    refused(ValueError, "timeout exceeds 8388", WDT, timeout=8389)
    refused(ValueError, "doesn't exist", WDT, 1)
    refused(ValueError, "doesn't have ADC capabilities", ADC, Pin(2))
    eq(ADC(Pin(26)).read_u16(), 0)


def test_strips_are_checked():
    refused(ValueError, "bpp", neopixel.NeoPixel, Pin(2), 4, bpp=2)
    refused(ValueError, "at least one pixel", neopixel.NeoPixel, Pin(2), 0)
    strip = neopixel.NeoPixel(Pin(2), 4)
    refused(IndexError, "no pixel 4", strip.__setitem__, 4, (0, 0, 0))
    refused(ValueError, "256", strip.__setitem__, 0, (0, 256, 0))
    refused(ValueError, "3 parts", strip.__setitem__, 0, (0, 0))
