"""Open the ports of the devices. Loaded at start, then dropped.

Where the machine's own object does what a kind needs, it is the port: see sbernode.kinds.
"""

import time

from machine import PWM, Pin, Signal, Timer
from micropython import const

from sbernode import forget, hw

_FREQUENCY = const(1000)
# Two equal samples make an edge: a press acts within 16 ms, a shorter spike never does.
_TICK_MS = const(8)
# Types of ports that are made by a file of their own: port=file.
_MORE = (
    " dht22=dht22 ds18b20=ds18b20 i2c=i2c uart=serial adc=analog ntc=analog meter=meters "
    "servo=drives stepper=drives bridge=drives ir=infrared ir_in=infrared"
)


class Ports:
    """Open ports by type; one for each pin, buses shared.

    urgent: see hw.Urgent; were_out: `outs` of before the restart. `outs`: GPIOs of plain outputs,
    ~GPIO where the active level is low. A motor's outputs are none: they never keep a level.
    `taken`: a bit for each GPIO in use;
    buses: {pins: bus} of those that several ports share.
    """

    def __init__(self, urgent, were_out):
        self._urgent, self._were_out = urgent, were_out
        self.outs = []
        self.taken = 0
        self.buses = {}
        self._classes, self._rooms = set(), {"drivers"}

    def open(self, port, specs, on, options):
        """Return the port; port: see sbernode.kinds; specs: {role: pin as defined}.

        on: whether an output is on from its first moment; options: of the device.
        """
        specs = {role: _full(spec) for role, spec in specs.items()}
        for spec in specs.values():
            self.taken |= 1 << spec["gpio"]
        at = _MORE.find(" " + port + "=")
        if at >= 0:
            room = _MORE[at + len(port) + 2 :].partition(" ")[0]
            self._rooms.add("hw." + room)
            return getattr(__import__("sbernode.hw." + room).hw, room).make(
                self, port, specs, options
            )
        (spec,) = specs.values()
        gpio = spec["gpio"]
        if port == "in" or port == "detector":
            return self._input(gpio, spec, port == "detector")
        low = spec.get("active") == "low"
        if port == "out" or port == "motor":
            return self._output(gpio, low, on, port == "out")
        if port == "level":
            self.tune(gpio, _FREQUENCY)
            pwm = PWM(Pin(gpio, Pin.OUT, value=low), freq=_FREQUENCY, duty_u16=65535 * low)
            if not low:
                return pwm
            from sbernode.hw.inverted import Inverted

            return self.begin(Inverted(), pwm)
        from neopixel import NeoPixel

        colours = 4 if options["type"] == "sk6812" else 3
        return NeoPixel(Pin(gpio, Pin.OUT, value=0), options["count"], colours)

    def close(self):
        """Let go of outputs that no device has any more, drop what only opening takes.

        No port can be opened after that.
        """
        for mark in self._were_out:
            gpio = mark if not isinstance(mark, int) or mark >= 0 else ~mark
            try:
                # Nobody is left to switch it off.
                if not self.taken >> gpio & 1 and _held(gpio) is not None:
                    Pin(gpio, Pin.IN)
            except (TypeError, ValueError):
                pass  # of a damaged file
        for kind in self._classes:
            for name in ("begin", "bind", "keep"):
                if hasattr(kind, name):
                    # Not delattr(): MicroPython would keep what stood there.
                    setattr(kind, name, None)
        # What they made stays.
        forget(*self._rooms)

    def begin(self, port, *given):
        """Begin a port; its begin() is dropped when all are open."""
        self._classes.add(type(port))
        port.begin(*given)
        return port

    def hasten(self, port):
        """Have port.tick(now) called every few ms from now on; it must not allocate."""
        self._urgent.ports.append(port)
        if self._urgent.timer is None:
            self._urgent.timer = _timer(self._urgent.tick)
        return port

    def tune(self, gpio, frequency):
        """Take a PWM slice for a frequency: on RP2 two outputs of one have the same, or neither.

        Raises ValueError: the hardware itself would change the other's.
        """
        taken = self.buses.setdefault("slice%d" % (gpio // 2 % 8), frequency)
        if taken != frequency and "RP2" in hw.name():
            raise ValueError("its PWM slice has another frequency")

    def _input(self, gpio, spec, drives):
        from sbernode.hw.inputs import In

        # A contact pulls its line to ground; a motion detector drives it by itself.
        active, pull = ("high", "none") if drives else ("low", "up")
        pulls = {"up": Pin.PULL_UP, "down": Pin.PULL_DOWN, "none": None}
        pin = Pin(gpio, Pin.IN, pulls[spec.get("pull", pull)])
        # A long cable takes a moment to follow its pull-up.
        time.sleep_ms(1)
        return self.hasten(self.begin(In(), pin, spec.get("active", active) == "low"))

    def _output(self, gpio, low, on, plain):
        """Return a Pin, Signal or Motor; plain: no motor, it keeps its level over a restart."""
        level = None
        if plain:
            mark = ~gpio if low else gpio
            self.outs.append(mark)
            # Held over a soft restart it stays, against `on`.
            level = _held(gpio) if mark in self._were_out else None
        # Latched together with the direction: no other level is seen in between.
        # A motor is never on at the start, whatever the options say.
        pin = Pin(gpio, Pin.OUT, value=(on and plain) != low if level is None else level)
        port = Signal(pin, invert=True) if low else pin
        if plain:
            return port
        from sbernode.hw.outputs import Motor

        return self.hasten(self.begin(Motor(), port))


def _full(spec):
    return spec if isinstance(spec, dict) else {"gpio": spec}


def _timer(callback):
    # The rp2 port has virtual timers only (-1), the esp32 port numbered ones only.
    number = -1 if "RP2" in hw.name() else 0
    settings = {"mode": Timer.PERIODIC, "period": _TICK_MS, "callback": callback}
    try:
        return Timer(number, hard=True, **settings)
    except (TypeError, ValueError):  # before MicroPython 1.27 there is no such choice
        return Timer(number, **settings)


def _held(gpio):
    """Return the level that an output of before kept over a soft restart, None after any other."""
    import machine

    if hasattr(machine, "SOFT_RESET"):  # esp32: the cause of the restart tells
        held = machine.reset_cause() == machine.SOFT_RESET
    else:  # rp2: the pin tells, as the hardware remembers its direction
        held = "mode=OUT" in repr(Pin(gpio))
    return Pin(gpio).value() if held else None
