"""`machine` of the board in SIM_BOARD, stricter than the board itself.

What is refused and with which kind of error follows micropython/micropython ports/esp32 and
ports/rp2 (machine_*.c); the texts also name pin and board. Classes are loaded on first use, to
leave the firmware its memory.
"""

from _sim import facts as _facts
from umachine import Signal, idle, mem8, mem16, mem32  # noqa: F401

from machine.pin import Pin  # noqa: F401

_PLACES = {
    "UART": "uart",
    "PWM": "pwm",
    "Timer": "timer",
    "ADC": "adc",
    "I2C": "i2c",
    "SoftI2C": "i2c",
    "RTC": "chip",
    "WDT": "chip",
    "reset": "chip",
    "soft_reset": "chip",
    "reset_cause": "chip",
    "unique_id": "chip",
    "freq": "chip",
    "lightsleep": "chip",
    "deepsleep": "chip",
    "disable_irq": "chip",
    "enable_irq": "chip",
}

PWRON_RESET = 1
WDT_RESET = 3
if _facts.port == "esp32":
    if _facts.board != "esp32c3" and _facts.version_pair >= (1, 26):
        _PLACES["Counter"] = "counter"
    HARD_RESET = 2
    DEEPSLEEP_RESET = 4
    SOFT_RESET = 5
    SLEEP = 1
    DEEPSLEEP = 2


def __getattr__(name):
    if name not in _PLACES:
        raise AttributeError("machine of %s has no %s" % (_facts.board, name))
    place = __import__("machine." + _PLACES[name], None, None, (name,))
    globals()[name] = getattr(place, name)
    return globals()[name]
