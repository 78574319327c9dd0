"""Devices of any kinds on any pins, with any options: as somebody writes them who tries it out.

What the check lets through the board must be able to open.
"""

import random
import sys

from _sim import lines

from check import true
from sbernode import build, definitions, hw, pins, resolve
from sbernode.hw.ports import Ports
from sbernode.kinds import table


def opens(seeds):
    """Make the devices of each seed that pass the check; what the hardware refuses fails."""
    facts = pins.facts(hw.name())
    count = 0
    for seed in seeds:
        random.seed(seed)
        entries = []
        for i in range(random.randint(1, 5)):
            entry = _entry("d%d" % i, list(facts))
            found = definitions.check({"version": 1, "devices": entries + [entry]}, facts)
            if not definitions.errors(found):
                entries.append(entry)
        _forget()
        urgent = hw.Urgent()
        try:
            build.build(map(resolve.resolve, entries), Ports(urgent, ()).open, {})
        except build.BadPort as wrong:
            raise AssertionError("seed %d: %r\n%r" % (seed, wrong.args, entries))
        finally:
            urgent.stop()
        count += len(entries)
    true(count > len(seeds) // 2, "%d devices" % count)


def _entry(name, gpios):
    rules = table.find(random.choice(table.names()))
    must, may = table.split(random.choice(list(rules.items()))[1])
    fitted = {role: _pin(gpios) for role in must + [r for r in may if not random.randint(0, 3)]}
    options = {}
    for option, _, takes in rules.options:
        if takes != "device" and option != "wifi_signal" and not random.randint(0, 2):
            options[option] = random.choice(takes)
    return {"id": name, "kind": rules.name, "name": "x", "pins": fitted, "options": options}


def _pin(gpios):
    gpio = random.choice(gpios)
    if random.randint(0, 2):
        return gpio
    spec = {"gpio": gpio}
    if random.randint(0, 1):
        spec["active"] = random.choice(("low", "high"))
    if random.randint(0, 1):
        spec["pull"] = random.choice(("up", "down", "none"))
    return spec


def _forget():
    """Have the simulated chip be as after its reset."""
    lines._lines.clear()
    for module, name in (("pwm", "_active"), ("uart", "_open"), ("counter", "_used")):
        if "machine." + module in sys.modules:
            getattr(sys.modules["machine." + module], name).clear()
