"""The simulated board, seen from its workbench: look at pins, press buttons, let time pass.

For tests that run inside MicroPython; firmware never imports it. The host program does the same
over the control connection (`_sim/wire.py`). In asyncio code plain `await asyncio.sleep_ms(n)`
lets n simulated ms pass; timers and interrupts happen meanwhile.
"""

import time  # noqa: F401  puts the simulated clock in place

from _sim import clock, facts, lines, parts


def history(pin=None) -> list:
    """Return [(ms, pin, value)], oldest first; of one pin if asked: a GPIO number, or "LED".

    value: 0 or 1; PWM as duty_u16, pixels as text "rrggbb rrggbb", infrared as sent() has it.
    ms counts from the start.
    """
    return [entry for entry in lines.history if pin is None or entry[1] == pin]


def value(pin):
    """Return what is on a pin now, as in `history`."""
    lines.line(pin)
    return lines.level(pin)


def mode(pin):
    """Return "out", "open", "in", "pwm", "pixels", "ir", "part", "adc", or None: never set up."""
    return lines.line(pin)[lines.MODE]


def drive(gpio: int, level) -> None:
    """Put 0 or 1 on an input, or None: let go of it. Its interrupt runs at once."""
    if not isinstance(gpio, int) or not facts.flags(gpio):
        raise ValueError("%s has no pin %s" % (facts.board, gpio))
    clock.at(0, _drive, (gpio, level))
    clock.deliver()


def _drive(what) -> None:
    lines.drive(*what)


def press(gpio: int, hold_ms: int, level: int = 0, after_ms: int = 0) -> None:
    """Press a button after after_ms and let it go hold_ms later; returns at once."""
    clock.at(after_ms, _drive, (gpio, level))
    clock.at(after_ms + hold_ms, _drive, (gpio, None))


def bootsel(pressed: bool) -> None:
    """Press the BOOTSEL button of an RP2 board, or let it go."""
    if facts.port != "rp2":
        raise ValueError("%s has no BOOTSEL button" % facts.board)
    parts.bootsel = 1 if pressed else 0


def part(gpio: int, **values) -> None:
    """Set what a sensor measures: temperature=21.5, humidity=40, error=1; see _sim/parts.py."""
    parts.change(gpio, values)


def sent(gpio: int) -> list:
    """Return [(ms, carrier in Hz, [us of light, us of dark, ...])] that an infrared diode sent."""
    from _sim import beams

    return beams.trains.get(gpio, [])


def remote(gpio: int, pulses: list, after_ms: int = 0) -> None:
    """Press a remote control before an infrared receiver: us of light, of dark, of light."""
    from _sim import beams

    clock.at(after_ms, beams.receive, (gpio, pulses))
    if not after_ms:
        clock.deliver()


def run(duration_ms: int) -> None:
    """Let simulated time pass; timers and interrupts happen, asyncio tasks do not."""
    clock.wait(duration_ms)


def now() -> int:
    """Return simulated ms since the start."""
    clock.sync()
    return clock.now


def faults() -> list:
    """Return the exceptions that escaped from interrupt handlers."""
    return clock.faults


def net(**how) -> None:
    """Change the network: resolve="ok" | "fail" | "slow:3000", ntp="ok" | "silent", hosts={}."""
    from _sim import air

    air.change_net(**how)


def wifi(**how) -> None:
    """Change the air: networks={"Home": "key"} (None: every one), up=False, delay=ms, rssi=-70,
    dhcp="silent", stations=1 (phones on the access point); see _sim/air.py.
    """
    from _sim import air

    air.change(**how)
