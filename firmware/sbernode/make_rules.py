"""Make the rules of a checked devices.json. Pure; loaded at start, then dropped."""

from sbernode import NotReady, log
from sbernode.rules import Rule, Rules
from sbernode.sber import value

# Letters of sber.catalog.
_TYPES = {"B": bool, "I": int, "F": float, "E": str, "C": tuple}


def rule(entry, devices, place: int) -> Rule:
    """Return the Rule of an entry, or one that never fires if make() refuses it, which is told.

    What a device offers may depend on codes that somebody has removed: for that the others must
    not stand still.
    """
    try:
        return make(entry, devices, place)
    except NotReady as missing:
        log.error("rules", *missing.args)
        # It keeps its place, by which the log names rules, and waits for an event without a name.
        none = Rule()
        none.device, none.name, none.sign, none.do = devices.all[0], "", None, ()
        return none


def make(entry, devices, place: int) -> Rule:
    """Return the Rule of an entry; place: its number, from 1.

    Raises NotReady if a device lacks the function: which it has depends on its pins and its
    codes, and the check knows only its kind.
    """
    when = entry["when"]
    made = Rule()
    made.device, made.name = _function(when, devices, place)
    if "is" in when:
        made.value = wire(made.name, when["is"])
    if is_event(made.name):
        made.sign = None
    for sign, word in ((1, "above"), (-1, "below")):
        if word in when:
            limit = wire(made.name, when[word])
            back = when.get("hysteresis")
            back = margin(made.name, limit) if back is None else wire(made.name, back)
            made.sign, made.value, made.back = sign, sign * limit, sign * limit - back
    if "delay_s" in entry:
        made.delay = entry["delay_s"] * 1000
    if "for_s" in entry:
        made.hold = entry["for_s"] * 1000
    do = []
    for action in entry["do"]:
        device, name = _function(action, devices, place)
        given = action["value"]
        if isinstance(given, dict):
            given = (given["h"], given["s"], given["v"])
        try:
            given = value.clamp(name, given, (device.allowed or {}).get(name))
        except value.BadValue:
            raise NotReady("badrule", place, device.id, name)
        do += (device, name, given)
    made.do = tuple(do)
    return made


def rules(made, kept, devices, wake) -> Rules:
    """Return the Rules; kept: what Rules.save() gave before the restart, or anything else.

    What was to be set back is so at once: nobody knows how long ago that was.
    """
    backs = []
    for one in kept if isinstance(kept, list) else ():
        if isinstance(one, list) and len(one) == 3 and isinstance(one[1], str):
            device, name, given = devices.find(one[0]), one[1], one[2]
            if device and name in device.features:
                if isinstance(given, list):
                    given = tuple(given)
                try:
                    # The pins may be others by now, and the file damaged.
                    if isinstance(given, _TYPES[value.facts(name)[0]]):
                        given = value.clamp(name, given, (device.allowed or {}).get(name))
                        backs.append([device, name, given, None])
                except (value.BadValue, TypeError, ValueError):
                    pass
    return Rules(made, backs, wake)


def is_event(name: str) -> bool:
    """Tell whether a function happens once and is never a state, see sber.catalog."""
    return name == "pir" or name.endswith("_event")


def wire(name: str, number):
    """Return a number as written by people in the unit of the wire: of a temperature, tenths."""
    return round(number * 10) if name == "temperature" else number


def margin(name: str, limit):
    """Return how far a value must come back where the rule does not say, in units of the wire.

    Half a degree, of anything else a fiftieth of the threshold.
    """
    if name == "temperature":
        return 5
    return abs(limit) / 50 if isinstance(limit, float) else max(1, abs(limit) // 50)


def _function(part, devices, place):
    """Return (device, function), as the texts that are in memory already."""
    device = devices.find(part["device"])
    for name in device.features:
        if name == part["function"]:
            return device, name
    raise NotReady("badrule", place, device.id, part["function"])
