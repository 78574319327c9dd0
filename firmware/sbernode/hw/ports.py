"""Open the ports of the devices. Loaded at start, then dropped.

Where the machine's own object does what a kind needs, it is the port: see sbernode.kinds.
"""

import time

from machine import PWM, Pin, Signal
from micropython import const

_FREQUENCY = const(1000)


class Ports:
    """Open ports by type; one for each pin, buses shared.

    urgent: see hw.Urgent; were_out: `outs` of before the restart. `outs`: GPIOs of plain outputs,
    ~GPIO where the active level is low. A motor's outputs are none: they never keep a level.
    """

    def __init__(self, urgent, were_out):
        self._urgent, self._were_out = urgent, were_out
        self.outs = []
        self._buses = {}

    def open(self, port, role, spec, on, options):
        """Return the port for a pin. port: see sbernode.kinds; spec: the pin as defined.

        on: whether an output is on from its first moment; options: of the device.
        """
        if not isinstance(spec, dict):
            spec = {"gpio": spec}
        gpio = spec["gpio"]
        if port == "in":
            return self._input(gpio, spec, role == "motion")
        low = spec.get("active") == "low"
        if port == "out" or port == "motor":
            return self._output(gpio, low, on, port == "out")
        if port == "level":
            pwm = PWM(Pin(gpio, Pin.OUT, value=low), freq=_FREQUENCY, duty_u16=65535 * low)
            if not low:
                return pwm
            from sbernode.hw.outputs import Inverted

            return Inverted(pwm)
        if port == "pixels":
            from neopixel import NeoPixel

            return NeoPixel(Pin(gpio, Pin.OUT, value=0), options["count"])
        from sbernode.hw import sensors

        if port == "dht22":
            return sensors.Dht22(gpio)
        if gpio not in self._buses:
            self._buses[gpio] = sensors.bus(gpio)
        return sensors.Ds18b20(self._buses[gpio], spec.get("address"))

    def _input(self, gpio, spec, drives):
        from sbernode.hw.inputs import In

        # A contact pulls its line to ground; a motion detector drives it by itself.
        active, pull = ("high", "none") if drives else ("low", "up")
        pulls = {"up": Pin.PULL_UP, "down": Pin.PULL_DOWN, "none": None}
        pin = Pin(gpio, Pin.IN, pulls[spec.get("pull", pull)])
        # A long cable takes a moment to follow its pull-up.
        time.sleep_ms(1)
        port = In(pin, spec.get("active", active) == "low")
        self._urgent.add(port)
        return port

    def _output(self, gpio, low, on, plain):
        """Return a Signal, or a Motor around one; plain: it keeps its level over a restart."""
        level = None
        if plain:
            mark = ~gpio if low else gpio
            self.outs.append(mark)
            # Held over a soft restart it stays, against `on`.
            level = _held(gpio) if mark in self._were_out else None
        # Latched together with the direction: no other level is seen in between.
        pin = Pin(gpio, Pin.OUT, value=on != low if level is None else level)
        signal = Signal(pin, invert=low)
        if plain:
            return signal
        from sbernode.hw.outputs import Motor

        motor = Motor(signal)
        self._urgent.add(motor)
        return motor


def _held(gpio):
    """Return the level that an output of before kept over a soft restart, None after any other."""
    import machine

    if hasattr(machine, "SOFT_RESET"):  # esp32: the cause of the restart tells
        held = machine.reset_cause() == machine.SOFT_RESET
    else:  # rp2: the pin tells, as the hardware remembers its direction
        held = "mode=OUT" in repr(Pin(gpio))
    return Pin(gpio).value() if held else None
