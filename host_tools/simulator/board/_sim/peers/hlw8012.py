"""HLW8012 and BL0937, which tell by frequencies: sim.part(cf, kind="bl0937", cf1=3, sel=4).

Values: voltage (V), current (A), power (W), as behind 2351:1 and a shunt of 1 milliohm; `sel_low`:
a transistor before SEL turns it. error: 1 or "silence", "storm" (100 kHz of noise on CF). Pins
of a device in devices.json need no sim.part. Formulas: the datasheets, see Peer.
"""

from _sim import clock, lines, parts, peers

_DIVIDER = 2351
_SHUNT = 0.001
_STORM_HZ = 100000
# Between two looks while nothing is due: a new value shows soon.
_LOOK_MS = 20


class Peer:
    """The part of which `gpio` is CF."""

    def __init__(self, gpio: int):
        self.gpio = gpio
        self.bl0937 = peers.kind(gpio, "meter") == "bl0937"
        entry = peers.defined(gpio) or {"pins": {}}
        pins = entry["pins"]
        self.cf1 = parts.get(gpio, "cf1") or peers.number(pins.get("cf1"))
        self.sel = parts.get(gpio, "sel") or peers.number(pins.get("sel"))
        spec = pins.get("sel")
        turned = isinstance(spec, dict) and spec.get("active") == "low"
        self.sel_low = bool(parts.get(gpio, "sel_low") or turned)

    def hertz(self, pin: int) -> float:
        """Return the frequency on a pin now."""
        error = parts.get(self.gpio, "error")
        if error == "storm":
            if pin == self.gpio:
                return _STORM_HZ
        elif error or not parts.get(self.gpio, "present"):
            return 0
        if pin == self.gpio:
            return self._power()
        shows_voltage = bool(lines.level(self.sel)) != self.sel_low
        return self._voltage() if shows_voltage else self._current()

    def _power(self):
        v1v2 = parts.get(self.gpio, "power") * _SHUNT / _DIVIDER
        if self.bl0937:
            return 1721506 * v1v2 / 1.218**2
        return v1v2 * 48 / 2.43**2 * 3579000 / 128

    def _current(self):
        v1 = parts.get(self.gpio, "current") * _SHUNT
        return 94638 * v1 / 1.218 if self.bl0937 else v1 * 24 / 2.43 * 3579000 / 512

    def _voltage(self):
        v2 = parts.get(self.gpio, "voltage") / _DIVIDER
        return 15397 * v2 / 1.218 if self.bl0937 else v2 * 2 / 2.43 * 3579000 / 512


class _Source:
    """Calls the interrupt handler of one pin at the frequency of its part, until it has none."""

    def __init__(self, peer: Peer, pin: int):
        self._peer, self._pin, self._part_of_pulse = peer, pin, 0
        self._line = lines.line(pin)
        self._handler = self._line[lines.HANDLER]
        self._at = clock.now
        clock.at(1, self._due)

    def _due(self, _):
        line = self._line
        hertz = self._peer.hertz(self._pin)
        self._part_of_pulse += hertz * (clock.now - self._at) / 1000
        self._at = clock.now
        while self._part_of_pulse >= 1:
            self._part_of_pulse -= 1
            if line[lines.HANDLER] is not self._handler:
                return
            if line[lines.TRIGGER] & lines.RISING and not clock.interrupt(
                line[lines.HANDLER], line[lines.PIN], line[lines.HARD]
            ):
                line[lines.HANDLER] = None
        if line[lines.HANDLER] is not self._handler:
            return
        wait = (1 - self._part_of_pulse) * 1000 / hertz if hertz else _LOOK_MS
        clock.at(max(1, min(int(wait + 0.999), _LOOK_MS)), self._due)


def find(pin: int):
    """Return the Peer that has the pin as CF or CF1, None if there is none."""
    cf = parts.owner(pin, "cf1")
    entry = peers.defined(pin) if cf is None else None
    if entry is not None and "meter" in entry["options"]:
        cf = peers.number(entry["pins"].get("cf"))
    if cf is None and peers.kind(pin, "meter") in ("hlw8012", "bl0937"):
        cf = pin
    peer = None if cf is None else Peer(cf)
    return peer if peer is not None and pin in (cf, peer.cf1) else None


def listen(pin: int) -> None:
    """Begin to pulse, if the pin is one of a part; an interrupt handler was just set."""
    peer = find(pin)
    if peer is not None:
        _Source(peer, pin)
