"""What hangs on an I2C bus, known by the GPIO of its data line.

sim.part(sda, kind="bme280 aht20@57") says it (an address that is not the usual one stands behind
@), else devices.json in the flash of the board: all devices with this `sda`, their options `i2c`
and `address`. Values are those of sim.part(sda, ...), for all parts on the bus: they share a room.
error: 1 or "nak" (nobody answers), "crc" or "checksum" (a bit of the last byte is wrong),
"silence" (the clock is held down), "low" (the data line is), "busy" (what is begun never gets
done). A part that was away (present=0) comes back as after power-up.
"""

import json

from _sim import clock, parts, peers

_PLACES = {
    "aht10": "aht.Aht10",
    "aht20": "aht.Aht20",
    "bme280": "bosch.Bme280",
    "bmp280": "bosch.Bmp280",
    "ens160": "ens160.Ens160",
    "ina219": "ina.Ina219",
    "ina226": "ina.Ina226",
    "scd4x": "sensirion.Scd4x",
    "sht3x": "sensirion.Sht3x",
    "sht4x": "sensirion.Sht4x",
}
_buses = {}  # SDA: (what hangs there, peers by address)
_since = {}  # SDA: when its parts got their power, if not together with the board


class Peer:
    """A part with power. write(data) -> bytes it acknowledged, read(count) -> bytes, None: NAK.

    Bytes beyond what read() gives are ones.
    """

    address = 0
    usual = {}

    def __init__(self, gpio: int):
        self.gpio = gpio
        self.since = _since.get(gpio, 0)
        self.due = None

    def get(self, name: str):
        """Return what it would measure now; of a part of this sort if nobody has set it."""
        value = parts.told(self.gpio, name)
        return self.usual.get(name, parts.get(self.gpio, name)) if value is None else value

    def begin(self, duration_ms: int) -> None:
        """Begin something that takes a while."""
        self.due = clock.now + duration_ms

    def done(self) -> bool:
        """Tell whether what was begun is done."""
        return self.due is not None and clock.now >= self.due and self.get("error") != "busy"


def find(sda: int, address: int):
    """Return who answers at an address; None: nobody."""
    if not parts.get(sda, "present") or parts.get(sda, "error") in (1, "nak"):
        return None
    kind = parts.get(sda, "kind")
    if sda not in _buses or kind not in (None, _buses[sda][0]):
        kind = kind or _defined(sda)
        _buses[sda] = (kind, _solder(sda, kind))
    return _buses[sda][1].get(address)


def _solder(sda, kinds):
    found = {}
    for each in kinds.split():
        kind, _, address = each.partition("@")
        if kind not in _PLACES:
            raise ValueError("no part %r; there are %s" % (kind, ", ".join(sorted(_PLACES))))
        module, _, name = _PLACES[kind].partition(".")
        peer = getattr(__import__("_sim.peers." + module, None, None, (name,)), name)(sda)
        found[int(address) if address else peer.address] = peer
    return found


def _defined(sda):
    """Return what devices.json says; what is wrong in it is only left out."""
    try:
        with open("devices.json") as file:
            entries = json.load(file)["devices"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    kinds = []
    for entry in entries:
        options = peers.options(entry)
        if peers.number(entry.get("pins", {}).get("sda")) == sda and options.get("i2c") in _PLACES:
            address = options.get("address")
            kinds.append("%s@%d" % (options["i2c"], address) if address else options["i2c"])
    return " ".join(kinds)


def _settle():
    """Let parts without power forget what they were told; called before a value changes."""
    for sda in list(_buses) + list(_since):
        if not parts.get(sda, "present"):
            _buses.pop(sda, None)
            _since[sda] = clock.now  # the last time that this happens is its return


parts.watchers.append(_settle)
