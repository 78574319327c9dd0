"""`ds18x20.DS18X20`: a conversion takes 750 ms; read before, the part gives its previous value.

After power-up that value is 85.0 (DS18B20 datasheet, "Operation - measuring temperature"). Zeros,
which a line too weak or held down gives (error "zeros"), have a good checksum and are 0.0 degrees.
"""

from _sim import clock as _clock
from _sim import parts as _parts

_CONVERSION_MS = 750


class DS18X20:
    """DS18X20(onewire), with scan, convert_temp and read_temp."""

    def __init__(self, onewire):
        self.ow = onewire
        self.buf = bytearray(9)

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
        self.ow.reset(True)
        _clock.wait_us(6500)
        _clock.sync()
        self._settle()
        key = bytes(rom)
        # Its configuration is never 0.
        self.buf[4] = 0x7F
        if self.ow.is_low() or _parts.get(self.ow.pin.id, "error") == "zeros":
            self.buf[4] = 0
            return 0.0
        if _parts.get(self.ow.pin.id, "error") or all(bytes(r) != key for r, _ in self.ow.parts()):
            raise Exception("CRC error")
        return self.ow.temperatures_read.get(key, 85.0)

    def _settle(self):
        started = self.ow.converted_at
        if started is not None and _clock.now - started >= _CONVERSION_MS:
            for rom, degrees in self._measured.items():
                self.ow.temperatures_read[rom] = round(degrees * 16) / 16
            self.ow.converted_at = None
