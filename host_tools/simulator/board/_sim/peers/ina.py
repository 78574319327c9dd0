"""INA219 and INA226: registers of 16 bits (Texas Instruments SBOS448 and SBOS547).

The shunt is the one that modules have: 100 milliohms.
"""

from _sim.i2c import Peer

_SHUNT_OHM = 0.1


class Ina219(Peer):
    """32 V, 320 mV; continuous from power-up on."""

    address = 0x40
    usual = {"voltage": 12.0}
    _settings = 0x399F
    _at = 0
    _done = False

    def write(self, data):
        """Take a register's number, and what it is to hold."""
        self._at = data[0]
        if len(data) == 3 and data[0] == 0:
            self._settings = self._keep(data[1] << 8 | data[2])
            self._done = False
            self.begin(self._duration())
        return len(data)

    def read(self, count):
        """Give the register named last."""
        if self.due is not None and self.done():
            self.due = None
            self._done = True
        return (self._register(self._at) & 0xFFFF).to_bytes(2, "big")

    def _keep(self, settings):
        return settings & 0x3FFF

    def _duration(self):
        """Return ms: a sample of 12 bits takes 0.532, both averaged up to 128 times."""
        both = 0
        for mode in (self._settings >> 7 & 15, self._settings >> 3 & 15):
            both += 0.532 * (1 << (mode & 7) if mode & 8 else 1)
        return int(both + 1)

    def _register(self, number):
        if number == 0:
            return self._settings
        if number == 1:
            return self._drop(0.00001, 32000)
        if number == 2:
            return int(self.get("voltage") / 0.004 + 0.5) << 3 | (2 if self._done else 0)
        return 0

    def _drop(self, unit, most):
        count = self.get("current") * _SHUNT_OHM / unit
        return max(-most, min(most, int(count + (0.5 if count > 0 else -0.5))))


class Ina226(Ina219):
    """36 V, 82 mV; it has a number of its own."""

    _settings = 0x4127

    def _keep(self, settings):
        return settings & 0x0FFF | 0x4000

    def _duration(self):
        times = (1, 4, 16, 64, 128, 256, 512, 1024)[self._settings >> 9 & 7]
        sample = (0.14, 0.204, 0.332, 0.588, 1.1, 2.116, 4.156, 8.244)
        both = sample[self._settings >> 6 & 7] + sample[self._settings >> 3 & 7]
        return int(times * both + 1)

    def _register(self, number):
        if number == 1:
            return self._drop(0.0000025, 32767)
        if number == 2:
            return int(self.get("voltage") / 0.00125 + 0.5)
        if number == 6:
            done, self._done = self._done, False
            return 8 if done else 0
        if number == 0xFE:
            return 0x5449
        return 0x2260 if number == 0xFF else super()._register(number)
