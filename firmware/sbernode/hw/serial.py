"""Parts on a serial line. Loaded at start, then dropped."""

from machine import UART, Pin

from sbernode import drivers, hw


def make(ports, port, specs, options):
    """Return the driver of the part that the option `uart` names; specs: {"tx", "rx"} as defined.

    ports: see hw.ports; on an ESP32 `uarts` of it counts those in use, made if it is missing.
    Raises ValueError: no such part, or pins or a number that this chip's UARTs have not.
    """
    driver = drivers.load("uart", options["uart"])
    tx, rx = specs["tx"], specs["rx"]
    address = tx.get("address") if isinstance(tx, dict) else None
    tx, rx = gpio(tx), gpio(rx)
    if "RP2" in hw.name():
        # A line that nobody drives stays silent. Its buffers lie in the heap: as small as will do.
        Pin(rx, Pin.IN, Pin.PULL_UP)
        number, more = tx + 4 >> 3 & 1, {"rxbuf": 128, "txbuf": 32}
    else:
        # UART0 belongs to the prompt.
        ports.uarts = number = getattr(ports, "uarts", 0) + 1
        more = {}
    return driver(UART(number, driver.baud, tx=Pin(tx), rx=Pin(rx), **more), address, options)


def gpio(spec):
    """Return the GPIO of a pin as defined."""
    return spec["gpio"] if isinstance(spec, dict) else spec
