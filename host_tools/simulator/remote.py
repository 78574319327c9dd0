"""Infrared as people say it: "nec 04:08" for a train on a pin, and the other way round."""

from host_tools.rooms import room

_LONGEST = 60


def named(shown: str) -> str:
    """Return the code of what an infrared diode sent, "38000 9000 4500 ..." (board/_sim/beams)."""
    carrier, *pulses = [int(number) for number in shown.split()]
    try:
        text = " ".join(room("infrared.learned").code(pulses[:-1], carrier))
    except ValueError:
        text = shown
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def pulses(code: str) -> list[int]:
    """Return what a receiver sees of a code, the last light at the end. Raises ValueError."""
    protocol, _, data = code.strip().partition(" ")
    return room("infrared.signal").train(protocol, data)[1][:-1]
