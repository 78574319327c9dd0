"""`ds18x20.DS18X20`: a conversion takes 750 ms; read before, the part gives its previous value.

After power-up that value is 85.0 (DS18B20 datasheet, "Operation - measuring temperature").
"""

from _sim import clock as _clock
from _sim import parts as _parts

_CONVERSION_MS = 750


class DS18X20:
    """DS18X20(onewire), with scan, convert_temp, read_scratch and read_temp."""

    def __init__(self, onewire):
        self.ow = onewire

    def scan(self):
        """Return the ids of thermometers."""
        return [rom for rom in self.ow.scan() if rom[0] in (0x10, 0x22, 0x28)]

    def convert_temp(self):
        """Let all measure. Raises OneWireError if nobody answers."""
        self.ow.reset(True)
        _clock.wait_us(1200)
        _clock.sync()
        self._settle()
        self.ow.converted_at = _clock.now
        self._measured = {bytes(rom): degrees for rom, degrees in self.ow.parts()}

    def read_temp(self, rom):
        """Return degrees in steps of 1/16. Raises OneWireError, or Exception("CRC error")."""
        word = int.from_bytes(self._scratch(rom)[:2], "little")
        return (word - (word >> 15 << 16)) / 16

    def read_scratch(self, rom):
        """Return the nine bytes of its memory. Raises OneWireError, or Exception("CRC error")."""
        return self._scratch(rom)

    def _scratch(self, rom):
        self.ow.reset(True)
        _clock.wait_us(6500)
        _clock.sync()
        self._settle()
        key, error = bytes(rom), _parts.get(self.ow.pin.id, "error")
        if error == "short":
            # All bits are 0, and so is the checksum of that; a low line counts as an answer, too.
            return bytes(9)
        if error or all(bytes(r) != key for r, _ in self.ow.parts()):
            raise Exception("CRC error")
        sixteenths = round(self.ow.temperatures_read.get(key, 85.0) * 16) & 0xFFFF
        scratch = bytes((sixteenths & 255, sixteenths >> 8)) + b"\x4b\x46\x7f\xff\x0c\x10"
        return scratch + bytes((self.ow.crc8(scratch),))

    def _settle(self):
        started = self.ow.converted_at
        if started is not None and _clock.now - started >= _CONVERSION_MS:
            for rom, degrees in self._measured.items():
                self.ow.temperatures_read[rom] = round(degrees * 16) / 16
            self.ow.converted_at = None
