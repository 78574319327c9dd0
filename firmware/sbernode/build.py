"""Make the devices of a checked devices.json. Pure; loaded at start, then dropped."""

from sbernode.devices import Device, Devices
from sbernode.kinds import classes, table


class BadPort(Exception):
    """A pin that the hardware refuses; args: device, role, what it says."""


def make(rules, ports, given, saved=None, same=None):
    """Return the device of a kind; ports: {role: port}; given: options as defined.

    same: {} of values that devices share, kept from one call to the next.
    """
    kind, roles = classes.fitted(rules, ports)
    device = kind()
    same = {} if same is None else same
    device.category = same.setdefault(rules.name, rules.name)
    options = tuple([given.get(name, default) for name, default, _ in rules.options])
    if options:
        device.options = same.setdefault(options, options)
    device.dirty = False
    device.begin(tuple([ports[role] for role in roles]), saved)
    if "button" in rules.may and "button" in ports:
        # The wall switch: a press toggles, or every change of a rocker does.
        rocker = given.get("switch") == "rocker"
        ports["button"].bind(device.toggle, device.toggle if rocker else None)
    return device


def build(entries, open_port, saved) -> Devices:
    """Make the devices of the entries of a checked devices.json.

    open_port: function (port type, role, pin as defined, on at start, options) -> port; saved:
    what Devices.save() gave before the restart. An output is latched at its power-on level when it
    is opened. The entries may come one at a time, so that none is kept. Raises BadPort.
    """
    made, bound, same = [], [], {}
    for entry in entries:
        rules = table.find(entry["kind"])
        options = {name: default for name, default, _ in rules.options}
        options.update(entry.get("options", {}))
        state = saved.get(entry["id"])
        on = _on_at_start(options.get("power_on"), state)
        ports = {}
        for role, spec in entry["pins"].items():
            try:
                ports[role] = open_port(rules.roles[role], role, spec, on, options)
            except (ValueError, OSError, RuntimeError) as wrong:
                # What the hardware says to too many PWM channels, or to a pin it has not.
                raise BadPort(entry["id"], role, str(wrong))
        device = make(rules, ports, options, state, same)
        device.id = entry["id"]
        device.name = device.default_name = entry["name"]
        for field in ("home", "room"):
            text = entry.get(field)
            if text:
                setattr(device, field, same.setdefault(text, text))
        if options.get("toggles"):
            bound.append((ports["button"], options["toggles"]))
        made.append(device)
    devices = Devices(made)
    for button, target in bound:
        button.bind(devices.find(target).toggle, None)
    return devices


def trim(devices):
    """Drop what only making devices takes: their classes can make no more."""
    for device in devices:
        kind = type(device)
        while kind is not Device:
            # Not `del`: MicroPython would keep what stood there.
            kind.begin = None
            kind = kind.__bases__[0]


def _on_at_start(policy, state):
    if policy != "last":
        return policy == "on"
    return (state[0] if isinstance(state, list) and state else state) is True
