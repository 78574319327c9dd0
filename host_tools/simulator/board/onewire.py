"""`onewire.OneWire`: a bus with the thermometers set by sim.part(gpio, temperature=...).

A line that something holds low (sim.drive(gpio, 0)) is taken for a presence and for zeros, as by
the stock driver, which then looks for 255 parts.
"""

from _sim import clock as _clock
from _sim import facts as _facts
from _sim import lines as _lines
from _sim import parts as _parts
from machine.pin import take as _take


class OneWireError(Exception):
    """Nobody answers on the bus."""


class OneWire:
    """OneWire(pin): what the ds18x20 driver needs of it, and scan."""

    SEARCH_ROM = 0xF0
    MATCH_ROM = 0x55
    SKIP_ROM = 0xCC

    def __init__(self, pin):
        _take(pin, "OneWire", _facts.INPUT | _facts.OUTPUT)
        line = _lines.line(pin.id)
        line[_lines.MODE], line[_lines.PULL] = "part", "up"
        self.pin = pin
        self.temperatures_read = {}  # rom -> what the part has in its memory
        self.converted_at = None

    def reset(self, required=False):
        """Return whether anything answers; raise OneWireError if it must and does not."""
        _clock.wait_us(960)
        answered = self.is_low() or bool(self.parts())
        if required and not answered:
            raise OneWireError
        return answered

    def scan(self):
        """Return the 8-byte ids; about 13 ms for each part."""
        if self.is_low():
            _clock.wait_us(255 * 14000)
            return []
        found = [rom for rom, _ in self.parts()]
        _clock.wait_us(1000 + 13000 * len(found))
        return found

    def crc8(self, data):
        """Return the Dallas checksum; 0 for data that ends with its own."""
        crc = 0
        for byte in data:
            for bit in range(8):
                carry = (crc ^ byte >> bit) & 1
                crc = crc >> 1 ^ (0x8C if carry else 0)
        return crc

    def is_low(self):
        """Tell whether the line is held down. Not on boards."""
        return not _lines.level(self.pin.id)

    def parts(self):
        """Return [(id, degrees now)]. Not on boards: the ds18x20 stand-in asks."""
        key = self.pin.id
        if not _parts.get(key, "present") or _parts.get(key, "error") == 1:
            return []
        every = _parts.get(key, "temperatures") or [_parts.get(key, "temperature")]
        found = []
        for index, degrees in enumerate(every):
            rom = bytearray((0x28, key, index, 0x51, 0x0A, 0, 0, 0))
            rom[7] = self.crc8(rom[:7])
            found.append((rom, degrees))
        return found
