"""Make the devices of a checked devices.json. Pure; loaded at start, then dropped."""

from sbernode import kinds
from sbernode.devices import Device, Devices


class BadPort(Exception):
    """A pin that the hardware refuses; args: device, role, what it says."""


def options_of(kind, entry):
    """Return the complete options of a definition: what it says over the defaults."""
    options = {option[0]: option[1] for option in kind.OPTIONS}
    options.update(entry.get("options", {}))
    return options


def build(doc, open_port, saved) -> Devices:
    """Make the devices of a checked devices.json.

    open_port: function (port type, role, pin as defined, on at start, options) -> port; saved:
    what Devices.save() gave before the restart. An output is latched at its power-on level when it
    is opened. Raises BadPort.
    """
    made, toggling = [], []
    for entry in doc["devices"]:
        kind = kinds.load(entry["kind"])
        options = options_of(kind, entry)
        state = saved.get(entry["id"])
        types = dict(kind.ROLES)
        ports = {}
        on = _on_at_start(options, state)
        for role, spec in entry["pins"].items():
            try:
                ports[role] = open_port(types[role], role, spec, on, options)
            except (ValueError, OSError, RuntimeError) as wrong:
                # What the hardware says to too many PWM channels, or to a pin it has not.
                raise BadPort(entry["id"], role, str(wrong))
        device = Device(entry, kind(ports, options))
        device.kind.restore(state)
        made.append(device)
        if options.get("toggles"):
            toggling.append((device, options["toggles"]))
    devices = Devices(made)
    for device, target in toggling:
        device.kind.bind(devices.find(target).kind.toggle)
    return devices


def _on_at_start(options, state):
    policy = options.get("power_on")
    if policy != "last":
        return policy == "on"
    return (state[0] if isinstance(state, list) and state else state) is True
