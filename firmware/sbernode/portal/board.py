"""Try a pin: blink an output, watch an input. Pins of running devices are only read.

Loaded on request.
"""

from sbernode import forget, hw, pins
from sbernode.hw import probe
from sbernode.portal.answer import json
from sbernode.portal.request import Refused
from sbernode.watch import apart


async def post_blink(portal, request):
    """Switch an output on and off three times."""
    asked = request.doc
    gpio, active = asked.get("gpio"), asked.get("active", "high")
    if active not in ("high", "low"):
        raise Refused(400, "bad_request")
    letters = able(portal, gpio)
    if "o" not in letters:
        raise Refused(400, "input_only", gpio)
    if portal.taken() >> gpio & 1:
        raise Refused(409, "pin_taken", gpio)
    if not portal.start(probe.blink(portal.known, gpio, active == "low"), "blink"):
        raise Refused(409, "busy")
    return json({}, 202)


async def post_watch(portal, request):
    """Return the level of an input, which has the pull for as long as somebody looks."""
    asked = request.doc
    gpio, pull = asked.get("gpio"), asked.get("pull", "none")
    letters = able(portal, gpio)
    if pull not in ("up", "down", "none"):
        raise Refused(400, "bad_request")
    if "i" not in letters:
        raise Refused(400, "no_input", gpio)
    if pull != "none" and pull[0] not in letters:
        raise Refused(400, "no_pull", gpio)
    if portal.taken() >> gpio & 1:
        return json({"level": probe.level(gpio)})
    if portal.is_at_work("blink"):
        raise Refused(409, "busy")
    rests = "watched" not in portal.known
    level = probe.watch(portal.known, gpio, pull)
    if rests:
        apart(probe.rest(portal.known))
    return json({"level": level})


def able(portal, gpio):
    """Return what the pin can do. Raises Refused for one that must not be used."""
    facts, panel = pins.facts(hw.name()), pins.panel(hw.name())
    forget("pins")
    if facts is None:
        raise Refused(409, "unknown_board")
    if not isinstance(gpio, int) or isinstance(gpio, bool) or gpio not in facts:
        raise Refused(400, "forbidden_pin", gpio)
    button, led, pixel = panel
    if (gpio == button or (pixel and gpio == led)) and not portal.taken() >> gpio & 1:
        # Watched with another pull, the button could be read as held, and erase everything.
        raise Refused(409, "pin_own", gpio)
    return facts[gpio]
