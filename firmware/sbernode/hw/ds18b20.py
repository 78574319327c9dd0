"""A DS18B20 on the stock driver, which keeps the interpreter for about 10 ms.

make() and begin() are for the start.
"""

import ds18x20
import onewire
from machine import Pin
from micropython import const

_CONVERSION_MS = const(750)
# What it holds after power-up, in tenths: a conversion that never happened.
_RESET = const(850)


def make(ports, port, specs, options):
    """Return the part on a pin, shared by all with an address; specs: {role: {"gpio": ...}}."""
    (spec,) = specs.values()
    gpio, address = spec["gpio"], spec.get("address")
    if gpio not in ports.buses:
        ports.buses[gpio] = ds18x20.DS18X20(onewire.OneWire(Pin(gpio)))
    rom = bytes([int(address[i : i + 2], 16) for i in range(0, 16, 2)]) if address else None
    return ports.begin(Ds18b20(), ports.buses[gpio], rom)


class Ds18b20:
    """Temperature; without an address: of the only one on its bus."""

    gives = ("temperature",)
    _last = None

    def begin(self, bus, rom):
        """Take the stock driver's bus, shared by all on its pin, and the address as bytes."""
        self._bus, self._rom = bus, rom

    def start(self) -> int:
        """Begin a conversion; return the ms until read() may be called. Raises OSError."""
        self._listen()
        if self._rom is None:
            found = _ask(self._bus.scan)
            if len(found) != 1:
                raise OSError  # none, or several: then the definition has to give the address
            self._rom = bytes(found[0])
        _ask(self._bus.convert_temp)
        return _CONVERSION_MS

    def read(self):
        """Return (tenths of a degree,). Raises OSError."""
        self._listen()
        degrees = _ask(self._bus.read_temp, self._rom)
        tenths = int(degrees * 10 + (0.5 if degrees > 0 else -0.5))
        if tenths == _RESET and (self._last is None or self._last < _RESET - 50):
            raise OSError
        # Nothing but zeros has a good checksum, too, and is no answer. It measures -55 to 125.
        if not any(self._bus.buf) or not -550 <= tenths <= 1250:
            raise OSError
        self._last = tenths
        # Sber knows nothing below -40.
        return (max(-400, tenths),)

    def _listen(self):
        # The stock driver hears a part in a line that is held down, and searches it for seconds.
        if not self._bus.ow.pin.value():
            raise OSError


def _ask(act, *given):
    """Call the stock driver; whatever it raises is an OSError: it raises bare Exceptions too.

    Without a text: nobody is told more than that the part does not answer.
    """
    try:
        return act(*given)
    except Exception:
        raise OSError
