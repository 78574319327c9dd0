"""Infrared light: what diodes of the board have sent, and what a receiver sees.

A train shows on its pin as text, "38000 9000 4500 560 ...": carrier in Hz, then us of light and of
dark in turn.
"""

from _sim import clock, lines

trains = {}  # pin -> [(ms, carrier, pulses)], the oldest first


def sent(key, carrier: int, pulses: list) -> None:
    """Note that a pin begins to send a train."""
    clock.sync()
    trains.setdefault(key, []).append((clock.now, carrier, pulses))
    lines.record(key, "ir", "%d %s" % (carrier, " ".join([str(us) for us in pulses])))


def receive(what) -> None:
    """Have a receiver see a train: (GPIO, pulses); time passes meanwhile, edge by edge."""
    gpio, pulses = what
    lines.line(gpio)[lines.OUTSIDE] = 1
    clock.sync()
    clock.held = True
    try:
        for at, us in enumerate(pulses):
            lines.drive(gpio, at & 1)
            clock.pass_us(us)
        lines.drive(gpio, 1)
        clock.sync()
    finally:
        clock.held = False
