"""Parts on an I2C bus, whose drivers are sbernode.drivers. Loaded at start, then dropped."""

from machine import Pin, SoftI2C
from micropython import const

from sbernode import drivers

# What every part and a metre of wire can take; nothing here has much to say.
_FREQUENCY = const(100000)
# A part that holds the clock longer than this has hung, and everything else waits meanwhile.
_TIMEOUT_US = const(5000)


def make(ports, port, specs, options):
    """Return the part for a port i2c; specs: {"sda": pin as defined, "scl": pin as defined}.

    options: of the device; `i2c`: which part, `address`: 0 for its usual one. Devices on the same
    two pins share a bus, kept in ports.buses. Nothing is asked yet: that is for start().
    """
    pins = []
    for role in ("scl", "sda"):
        spec = specs[role]
        pins.append(spec["gpio"] if isinstance(spec, dict) else spec)
    pins = tuple(pins)
    if pins not in ports.buses:
        # The bus in software: it works on any two pins and the same on all boards; in an RP2 the
        # hardware's reaches half of the pins for each line, and on ESP32 there are one or two.
        # The modules bring the pull-ups.
        scl, sda = [Pin(gpio) for gpio in pins]
        ports.buses[pins] = SoftI2C(scl, sda, freq=_FREQUENCY, timeout=_TIMEOUT_US)
    return drivers.load(port, options["i2c"])(ports.buses[pins], options["address"], options)
