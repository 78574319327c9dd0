"""machine.SoftI2C and machine.I2C, with the errors of the real ones (extmod/machine_i2c.c).

Nobody at an address: OSError ENODEV; a clock line that is held down: ETIMEDOUT after `timeout` us.
Each transfer takes its time on the wire. What hangs on the bus: _sim/i2c.py. The primitives start,
stop, write and readinto are not here.
"""

import errno

from _sim import clock, facts, i2c, lines, parts

from machine.pin import Pin, take


class SoftI2C:
    """SoftI2C(scl, sda, freq, timeout) on any two pins that are inputs and outputs."""

    def __init__(self, scl, sda, *, freq=400000, timeout=50000):
        for pin in (scl, sda):
            if not isinstance(pin, Pin):
                raise TypeError("expecting a Pin")
            take(pin, "SoftI2C", facts.INPUT | facts.OUTPUT)[lines.MODE] = "part"
        self._sda = sda.id
        self._half_us = max(1, 500000 // freq)
        self._timeout_us = timeout

    def scan(self) -> list:
        """Return the addresses that answer."""
        found = []
        for address in range(8, 120):
            try:
                self.writeto(address, b"")
            except OSError as error:
                if error.args[0] != errno.ENODEV:
                    raise
            else:
                found.append(address)
        return found

    def writeto(self, address, data, stop=True) -> int:
        """Send bytes; return how many were acknowledged."""
        peer = self._meet(address, len(data))
        if peer is None:
            return len(data)
        return peer.write(bytes(data)) if data else 0

    def writevto(self, address, vector, stop=True) -> int:
        """Send several pieces as one."""
        return self.writeto(address, b"".join(vector), stop)

    def readfrom(self, address, count, stop=True) -> bytes:
        """Return so many bytes."""
        peer = self._meet(address, count)
        if peer is None:
            return bytes(count)
        data = peer.read(count)
        if data is None:
            raise OSError(errno.ENODEV)
        # What the part no longer says are ones: nobody pulls the line down.
        data = bytearray(data[:count]) + b"\xff" * (count - len(data))
        if parts.get(self._sda, "error") in ("crc", "checksum") and data:
            data[-1] ^= 1
        return bytes(data)

    def readfrom_into(self, address, buffer, stop=True):
        """Fill a buffer."""
        buffer[:] = self.readfrom(address, len(buffer), stop)

    def readfrom_mem(self, address, memory, count, *, addrsize=8) -> bytes:
        """Name a register, then read from it on."""
        self.writeto(address, _register(memory, addrsize), False)
        return self.readfrom(address, count)

    def readfrom_mem_into(self, address, memory, buffer, *, addrsize=8):
        """Do the same into a buffer."""
        buffer[:] = self.readfrom_mem(address, memory, len(buffer), addrsize=addrsize)

    def writeto_mem(self, address, memory, data, *, addrsize=8):
        """Name a register and write from it on."""
        self.writeto(address, _register(memory, addrsize) + bytes(data))

    def _meet(self, address, count):
        """Spend the time of a transfer; return who is there, None: the data line is held down."""
        error = parts.get(self._sda, "error")
        if error == "silence":
            clock.wait_us(self._timeout_us)
            raise OSError(errno.ETIMEDOUT)
        peer = None if error == "low" else i2c.find(self._sda, address)
        absent = error != "low" and peer is None
        # Address and bytes of nine bits each, start and stop; nobody answers: the address alone.
        clock.wait_us((22 + (0 if absent else 18 * count)) * self._half_us)
        clock.sync()
        if absent:
            raise OSError(errno.ENODEV)
        return peer


class I2C(SoftI2C):
    """I2C(id, scl, sda, freq, timeout): the hardware's, on pins that it reaches.

    rp2: of four pins in a row the first two are SDA and SCL of bus 0, the others of bus 1
    (ports/rp2/machine_i2c.c). The pins must be named: what they are otherwise differs by board.
    """

    def __init__(self, id, *, scl, sda, freq=400000, timeout=50000):
        if not 0 <= id < (1 if facts.board == "esp32c3" else 2):
            raise ValueError("I2C(%d) doesn't exist on %s" % (id, facts.board))
        if facts.port == "rp2":
            for pin, low, name in ((scl, 1, "SCL"), (sda, 0, "SDA")):
                if pin.id & 3 != id << 1 | low:
                    facts.refuse(pin.id, "bad %s pin: not of I2C(%d)" % (name, id))
        super().__init__(scl, sda, freq=freq, timeout=timeout)


def _register(number, size):
    if size not in (8, 16, 24, 32):
        raise ValueError("invalid addrsize")
    return number.to_bytes(size // 8, "big")
