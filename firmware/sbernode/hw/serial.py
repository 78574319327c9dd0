"""Parts on a serial line, whose drivers are sbernode.drivers. Loaded at start, then dropped."""

from machine import UART, Pin

from sbernode import drivers, hw


def make(ports, port, specs, options):
    """Return the part of a port uart; specs: {"tx": {"gpio": ...}, "rx": ...}.

    options: of the device; `uart`: which part, `address`: 0 for its usual one. The UARTs in use
    are kept in ports.buses. Raises ValueError: no such part, or pins or a number that this chip's
    UARTs have not.
    """
    kind = drivers.load(port, options["uart"])
    tx, rx = specs["tx"]["gpio"], specs["rx"]["gpio"]
    taken = ports.buses.setdefault(port, [])
    if "RP2" in hw.name():
        # A line that nobody drives stays silent. Its buffers lie in the heap: as small as will do.
        Pin(rx, Pin.IN, Pin.PULL_UP)
        number, more = tx + 4 >> 3 & 1, {"rxbuf": 128, "txbuf": 32}
    else:
        # UART0 belongs to the prompt.
        number, more = len(taken) + 1, {}
    if number in taken:
        # The chip would let both have it, and neither understand anything.
        raise ValueError(number)
    taken.append(number)
    uart = UART(number, kind.baud, tx=Pin(tx), rx=Pin(rx), **more)
    return kind(uart, options.get("address"), options)
