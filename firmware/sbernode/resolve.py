"""Resolve a checked definition, so that whoever makes the device can do without the table. Pure.

Loaded to write the plan, see plan.py, or where there is none; then dropped.
"""

from sbernode.kinds import table

# Types of ports that ask for no options; a long entry has no place in a heap that is nearly full.
_PLAIN = ("", "out", "motor", "level", "in", "detector", "adc", "dht22", "ds18b20")


def resolve(entry: dict) -> dict:
    """Return a good definition with what the table says of it.

    class: see kinds.classes; ports: [type, role, ...] for each port of the class, in its order,
    type "" for one that is not fitted; own: the values of the options that the class gets, in its
    order; options: those that are given, or all of them if a port or an extra may ask for them.
    """
    rules, pins = table.find(entry["kind"]), entry["pins"]
    place, tokens = rules.fits(pins)
    found = dict(entry)
    found["class"] = place
    given = entry.get("options", {})
    chosen, own = rules.choose(given)
    found["own"] = list(own)
    ports = [[port if roles[0] in pins else ""] + list(roles) for roles, port, _ in tokens]
    found["ports"] = ports
    is_plain = all([port[0] in _PLAIN and port[1] != "battery" for port in ports])
    found["options"] = dict(given) if is_plain else chosen
    return found
