"""machine.Pin: a GPIO of the simulated board.

The numbers of the constants differ between the ports, as they do on the boards, so that mixing
them up shows (ports/esp32/machine_pin.c, ports/rp2/machine_pin.c).
"""

from _sim import clock, facts, lines
from micropython import const
from umachine import PinBase

_ESP32 = facts.port == "esp32"
_UNSET = const(-12345)
_OUTPUTS = ("out", "open")


class Pin(PinBase):
    """Pin(id, mode, pull, *, value): `value` is latched before the direction changes."""

    IN, OUT, OPEN_DRAIN = (1, 3, 7) if _ESP32 else (0, 1, 2)
    PULL_UP, PULL_DOWN = (2, 1) if _ESP32 else (1, 2)
    IRQ_RISING, IRQ_FALLING = (1, 2) if _ESP32 else (8, 4)
    if _ESP32:
        DRIVE_0, DRIVE_1, DRIVE_2, DRIVE_3 = range(4)

    def __init__(self, id, mode=None, pull=_UNSET, *, value=None, **more):
        self.id = _find(id)
        self._line = lines.line(self.id)
        if mode is None and pull is _UNSET and value is None and not more:
            return
        owner = self._line[lines.OWNER]
        if owner is not None:
            facts.refuse(self.id, "already used by %s; a second Pin would fight with it" % owner)
        self.init(mode, pull, value=value, **more)

    def init(self, mode=None, pull=_UNSET, *, value=None, **more):
        """Set mode, pull and level; the level first, so that an output never shows another."""
        _check_more(more)
        key = self.id
        line = self._line
        if line[lines.OWNER] not in (None, "Pin"):
            facts.refuse(key, "already used by %s" % line[lines.OWNER])
        if mode is not None and mode not in (self.IN, self.OUT, self.OPEN_DRAIN):
            facts.refuse(key, "mode %r is none of IN, OUT, OPEN_DRAIN of this board" % (mode,))
        wish = _pull(key, pull)
        output = mode == self.OUT or mode == self.OPEN_DRAIN
        _check_direction(key, mode is not None and not output, output)
        line[lines.OWNER] = "Pin"
        if wish is not _UNSET:
            line[lines.PULL] = wish
        if value is not None:
            line[lines.LEVEL] = 1 if value else 0
        elif mode == self.OPEN_DRAIN and not _ESP32:
            line[lines.LEVEL] = 1  # rp2 releases the line
        if line[lines.MODE] in ("pwm", "pixels", "ir", "part"):
            line[lines.LEVEL] = 0
        if output:
            name = "out" if mode == self.OUT else "open"
            lines.record(key, name, line[lines.LEVEL])
        elif mode is not None:
            line[lines.MODE] = "in"
            lines.show(key)
        elif value is not None and line[lines.MODE] in _OUTPUTS:
            lines.record(key, line[lines.MODE], line[lines.LEVEL])

    def value(self, x=_UNSET):
        """Return the level on the pin, or set the one it puts out. Does not allocate."""
        if x is _UNSET:
            return lines.level(self.id)
        line = self._line
        mode = line[lines.MODE]
        if line[lines.OWNER] != "Pin" and line[lines.OWNER] is not None:
            clock.free()
            facts.refuse(self.id, "already used by %s" % line[lines.OWNER])
        if mode in _OUTPUTS:
            lines.record(self.id, mode, 1 if x else 0)
        else:
            line[lines.LEVEL] = 1 if x else 0

    def __call__(self, x=_UNSET):
        """Do what `value` does."""
        return self.value(x)

    def on(self):
        """Put out 1."""
        self.value(1)

    def off(self):
        """Put out 0."""
        self.value(0)

    def toggle(self):
        """Put out the other level."""
        self.value(1 - self._line[lines.LEVEL])

    if not _ESP32:
        high = on
        low = off

    def irq(self, handler=None, trigger=IRQ_RISING | IRQ_FALLING, hard=None):
        """Have handler(pin) called at edges; hard=True only on rp2, where it may not allocate.

        irq(None) ends it and does not allocate.
        """
        if handler is None:
            self._line[lines.HANDLER] = None
            return self
        if _ESP32 and hard is not None:
            raise TypeError("extra keyword arguments given: hard")
        if isinstance(self.id, str):
            raise ValueError("expecting a regular GPIO Pin, not %s" % facts.name(self.id))
        both = self.IRQ_RISING | self.IRQ_FALLING
        if trigger & ~both or not trigger:
            facts.refuse(self.id, "trigger %r is none of IRQ_RISING, IRQ_FALLING" % trigger)
        if self._line[lines.OWNER] not in (None, "Pin"):
            facts.refuse(self.id, "already used by %s" % self._line[lines.OWNER])
        wanted = lines.RISING if trigger & self.IRQ_RISING else 0
        wanted |= lines.FALLING if trigger & self.IRQ_FALLING else 0
        line = self._line
        line[lines.HANDLER] = None
        line[lines.TRIGGER] = wanted
        line[lines.HARD] = bool(hard)
        line[lines.PIN] = self
        line[lines.HANDLER] = handler
        from _sim.peers.hlw8012 import listen

        listen(self.id)
        return self

    def __repr__(self):
        # The rp2 port tells what the hardware is set to (ports/rp2/machine_pin.c, pin_print).
        if _ESP32 or isinstance(self.id, str):
            return "Pin(%s)" % (self.id,)
        modes = {"out": "OUT", "open": "OPEN_DRAIN", "in": "IN", None: "IN"}
        return "Pin(GPIO%d, mode=%s)" % (self.id, modes.get(self._line[lines.MODE], "ALT"))


def take(pin, owner: str, need: int) -> list:
    """Give a pin (Pin object or number) to a driver that needs these abilities; its line."""
    key = pin.id if isinstance(pin, Pin) else _find(pin)
    if isinstance(key, str):
        raise ValueError("expecting a regular GPIO Pin: %s has no %s" % (facts.name(key), owner))
    if ~facts.flags(key) & need:
        _check_direction(key, need & facts.INPUT, need & facts.OUTPUT)
        facts.refuse(key, "has no " + owner)
    return lines.claim(key, owner)


def _find(id):
    if isinstance(id, Pin):
        return id.id
    if isinstance(id, str):
        return _named(id)
    if not isinstance(id, int) or isinstance(id, bool) or not facts.flags(id):
        raise ValueError("invalid pin: %s has no machine.Pin(%r)" % (facts.board, id))
    if facts.flags(id) & facts.FORBIDDEN:
        facts.refuse(id, "must not be used: " + facts.why(id))
    return id


def _named(name: str):
    if facts.port == "esp32":
        raise ValueError("invalid pin: %s has no pin called %s" % (facts.board, name))
    if name == "LED":
        return "LED"
    number = name[2:] if name.startswith("GP") else name[4:] if name.startswith("GPIO") else ""
    if not number.isdigit():
        raise ValueError('unknown named pin "%s": %s has GP0 .. and LED' % (name, facts.board))
    return _find(int(number))


def _pull(key, pull):
    """Return "up", "down", None, or _UNSET: leave it (only ESP32 can)."""
    if pull is _UNSET:
        return _UNSET if _ESP32 else None
    if pull is None or pull == 0:
        return None
    if pull == -1 and _ESP32:
        return _UNSET
    if pull not in (Pin.PULL_UP, Pin.PULL_DOWN):
        facts.refuse(key, "pull %r is none of PULL_UP, PULL_DOWN of this board" % (pull,))
    if isinstance(key, str):
        raise ValueError("pulls are not supported for external pins: " + facts.name(key))
    up = pull == Pin.PULL_UP
    if not facts.flags(key) & (facts.PULL_UP if up else facts.PULL_DOWN):
        facts.refuse(key, "has no internal pull-%s" % ("up" if up else "down"))
    return "up" if up else "down"


def _check_direction(key, is_input, is_output) -> None:
    can = facts.flags(key) if isinstance(key, int) else facts.OUTPUT
    if is_output and not can & facts.OUTPUT:
        facts.refuse(key, "pin can only be input")
    if is_input and not can & facts.INPUT:
        facts.refuse(key, "pin can only be output")


def _check_more(more: dict) -> None:
    for name in more:
        if name not in (("drive", "hold") if _ESP32 else ("alt",)):
            raise TypeError("extra keyword arguments given: %s" % name)
