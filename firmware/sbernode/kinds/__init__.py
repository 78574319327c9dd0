"""The kinds of devices: the table of names and the contract of a kind. Pure.

A kind binds functions of one Sber category to roles; a role is filled by a port, which touches a
pin. A new kind is one file with one class, plus its name in _NAMES. What a class offers:

    CATEGORY   Sber category
    ROLES      ((role, port type), ...); port types: out level in pixels dht22 ds18b20
    SETS       sets of roles of which exactly one must be fitted, complete
    MAY        roles that may be fitted besides
    OPTIONS    ((name, default, accepted), ...); accepted: texts, (low, high) of an integer,
               or "device" (the id of a device that can be toggled)

and everything of class Kind below. An interrupt may run between any two steps of the other
methods.
"""

from micropython import const

_NAMES = const(
    " curtain led_strip light relay scenario_button sensor_door sensor_pir sensor_temp"
    " sensor_water_leak socket "
)

# What a new supply voltage finds: a level, or the state saved last.
POWER_ON = ("power_on", "off", ("off", "on", "last"))
# The wall switch at role "button": a press toggles, or every change of a rocker does.
SWITCH = ("switch", "push", ("push", "rocker"))


def names():
    """Return the names of all kinds."""
    return _NAMES.split()


def load(name: str):
    """Return the class of a kind; None if there is no such kind.

    Only names of the table are imported: a definition can never load another module.
    """
    if not isinstance(name, str) or " " in name or not name or " " + name + " " not in _NAMES:
        return None
    module = getattr(__import__("sbernode.kinds." + name).kinds, name)
    for member in dir(module):
        kind = getattr(module, member)
        if isinstance(kind, type) and kind is not Kind and getattr(kind, "CATEGORY", None) == name:
            return kind
    return None


class Kind:
    """What every device has; a kind overrides what it needs. Never raises on valid values."""

    ROLES = SETS = MAY = OPTIONS = ()
    # False: the part behind the device does not answer; nothing but this is reported then.
    online = True
    # Set when the state changed without a command; the owner reports and clears it.
    dirty = False
    # A motor runs: no moment for work that blocks the interpreter.
    busy = False
    # Pending (function, value) of things that happened once: never a part of the state.
    events = ()

    def __init__(self, ports, options):
        """Take the ports by role and the complete options; drive nothing."""

    def features(self):
        """Return the functions this device offers with the roles that are fitted."""
        return ()

    def allowed(self):
        """Return {function: (low, high, step) or texts} where values are narrowed, or None."""
        return None

    def apply(self, name: str, value, now: int) -> bool:
        """Carry out one clamped command; now: ticks in ms. False: not a command of this device."""
        return False

    def read(self):
        """Return [(function, value)] of the present state, taken from the pins."""
        return []

    def step(self, now: int) -> int:
        """Do what is due; return the ms until the next call, -1 for none."""
        return -1

    def save(self):
        """Return what state.json keeps of this device, None for nothing."""
        return None

    def restore(self, saved):
        """Take back what save() gave, or None at the first start; called once, before service."""
