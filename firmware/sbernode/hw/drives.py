"""Open drives: an H-bridge, a servo, stepper motors. Loaded at start, then dropped.

A drive moves by units: ms at full speed, or steps. It opens, and its `back` is the same drive the
other way; both have run(units), stop(), ran() -> units of the present run or the last, running.
whole: the units of its whole way; rate: open_rate of the next run; at: where it is when that
begins, None if nobody knows. No two directions can be on together.
"""

from machine import PWM, Pin, Signal
from micropython import const

from sbernode import hw
from sbernode.hw.back import Back

_SERVO_HZ = const(50)


def make(ports, port, specs, options):
    """Return the drive; port: bridge, servo or stepper; specs: {role: pin in full}."""
    if port == "stepper":
        return _stepper(ports, specs, options)
    if port == "bridge":
        from sbernode.hw.paced import Bridge

        if "RP2" in hw.name() and not (
            (specs["open_pwm"]["gpio"] - specs["close_pwm"]["gpio"]) % 16
        ):
            # The hardware would drive both alike, and say nothing.
            raise ValueError("both inputs are one PWM channel")
        sides = [
            ports.open("level", {role: specs[role]}, False, options)
            for role in ("open_pwm", "close_pwm")
        ]
        return _begin(ports, Bridge(), options["travel_ms"], *sides)
    from sbernode.hw.paced import Servo

    ((role, spec),) = specs.items()
    low = spec.get("active") == "low"
    ports.tune(spec["gpio"], _SERVO_HZ)
    # No pulses yet: a servo that gets none stays as it is.
    pwm = PWM(Pin(spec["gpio"], Pin.OUT, value=low), freq=_SERVO_HZ, duty_u16=65535 * low)
    if low:
        from sbernode.hw.inverted import Inverted

        pwm = ports.begin(Inverted(), pwm)
    whole = options.get("tilt_ms" if role == "tilt" else "travel_ms", 1000)
    ends = options["min_us"], options["max_us"]
    return _begin(ports, Servo(), whole, pwm, ends, options["hold"] == "yes")


def _stepper(ports, specs, options):
    from sbernode.hw.stepper import Pace, Stepper

    if "pace" not in ports.buses:
        ports.buses["pace"] = ports.hasten(ports.begin(Pace(), "RP2" in hw.name()))
    names = ("step", "dir") if "step" in specs else ("in1", "in2", "in3", "in4")
    pins = tuple([_output(specs[name], "high") for name in names])
    # The usual drivers are enabled by a low level.
    enable = _output(specs["enable"], "low") if "enable" in specs else None
    given = options["steps"], pins, enable, options["step_ms"], ports.buses["pace"]
    return _begin(ports, Stepper(), *given)


def _begin(ports, drive, *given):
    drive.back = ports.begin(Back(), drive)
    return ports.hasten(ports.begin(drive, *given))


def _output(spec, active):
    low = spec.get("active", active) == "low"
    pin = Pin(spec["gpio"], Pin.OUT, value=low)
    return Signal(pin, invert=True) if low else pin
