"""Parts on an I2C bus, whose drivers are sbernode.drivers. Loaded at start, then dropped."""

from machine import Pin, SoftI2C
from micropython import const

from sbernode import drivers

# What every part and a metre of wire can take; nothing here has much to say.
_FREQUENCY = const(100000)
# A part that holds the clock longer than this has hung, and everything else waits meanwhile.
_TIMEOUT_US = const(5000)


def make(ports, port, specs, options):
    """Return the part of a port i2c; specs: {"sda": {"gpio": ...}, "scl": ...}.

    options: of the device; `i2c`: which part, `address`: 0 for its usual one. Devices on the same
    two pins share a bus, kept in ports.buses. Nothing is asked yet: that is for start().
    """
    pins = specs["scl"]["gpio"], specs["sda"]["gpio"]
    kind = drivers.load(port, options["i2c"])
    if pins not in ports.buses:
        # The bus in software: it works on any two pins and the same on all boards. The hardware's
        # reaches half of the pins for each line of an RP2, and an ESP32 has one or two. Modules
        # bring pull-ups; those of the pins show a bus that nobody is on as it is: silent.
        scl, sda = [Pin(gpio, Pin.IN, Pin.PULL_UP) for gpio in pins]
        ports.buses[pins] = SoftI2C(scl, sda, freq=_FREQUENCY, timeout=_TIMEOUT_US)
    return kind(ports.buses[pins], options.get("address"), options)
