"""Make the devices of a checked devices.json. Pure; loaded at start, then dropped."""

from sbernode.devices import Device, Devices
from sbernode.kinds import classes

# The roles of the table's extras, and what is said of a battery.
_EXTRA = ("battery", "tamper")
_CELL = ("full_mv", "empty_mv", "ratio")


class BadPort(Exception):
    """A pin that the hardware refuses; args: device, role, what it says."""


def make(entry, open_port, saved=None, same=None, bound=None):
    """Return the device of a resolved definition, see resolve.py.

    open_port: see build(); saved: what save() gave; same: {} of values that devices share, kept
    from one call to the next; bound: a list that takes (port, id of the device it toggles).
    Raises BadPort without the device.
    """
    device = classes.load(entry["class"])()
    same = {} if same is None else same
    device.category = same.setdefault(entry["kind"], entry["kind"])
    options, own = entry["options"], tuple(entry["own"])
    if own:
        device.options = same.setdefault(own, own)
    # Whose codes an infrared port sends.
    options["id"] = entry.get("id")
    device.dirty = False
    # An output is latched at its power-on level when it is opened, if it is the only one: where
    # others or a sensor have a say, that is for the device.
    on = _on_at_start(options.get("power_on"), saved)
    ports, extras, button = [], [], None
    for port, *roles in entry["ports"]:
        role, opened = roles[0], None
        if port:
            try:
                its = {each: entry["pins"][each] for each in roles}
                opened = open_port(port, its, on and role == "out", options)
            except (ValueError, OSError, RuntimeError) as wrong:
                # What the hardware says to too many PWM channels, or to a pin it has not.
                raise BadPort(role, str(wrong))
        if role == "button" and ports:
            button = opened
        elif role in _EXTRA:
            extras.append((role, opened))
        else:
            ports.append(opened)
    device.begin(tuple(ports), saved)
    if button:
        # The wall switch: a press toggles, or every change of a rocker does.
        rocker = options.get("switch") == "rocker"
        button.bind(device.toggle, device.toggle if rocker else None)
    if bound is not None and options.get("toggles"):
        bound.append((ports[0], options["toggles"]))
    return _with_extras(device, dict(extras), options, open_port)


def _with_extras(device, ports, options, open_port):
    """Return the device, or the one around it that brings what is used of the table's extras."""
    battery, tamper = [ports.get(role) for role in _EXTRA]
    fixed = []
    for name, function in (("sensitivity", "sensor_sensitive"), ("unit", "temp_unit_view")):
        if options.get(name, "off") != "off":
            fixed.append((function, options[name]))
    radio, limit = options.get("wifi_signal") == "on", options.get("max_on_s")
    if not (battery or tamper or radio or limit or fixed):
        return device
    around = classes.load("extras.Extras")()
    around.category, around.options = device.category, ((limit or 0) * 1000, fixed)
    if battery:
        around.options += tuple([options["battery_" + name] for name in _CELL])
    around.dirty = False
    radio = open_port("rssi", {}, False, options) if radio else None
    around.begin((device, battery, tamper, radio), None)
    return around


def build(entries, open_port, saved) -> Devices:
    """Make the devices of the entries of a checked devices.json, or of its plan.

    open_port: function (port type, {role: pin as defined}, on at start, {option: value}, the id of
    the device among them) -> port; saved: what Devices.save() gave before the restart. The entries
    may come one at a time, so that none is kept. Raises BadPort.
    """
    made, bound, same = [], [], {}
    for entry in entries:
        if "class" not in entry:
            from sbernode.resolve import resolve

            entry = resolve(entry)
        try:
            device = make(entry, open_port, saved.get(entry["id"]), same, bound)
        except BadPort as wrong:
            raise BadPort(entry["id"], *wrong.args)
        device.id = entry["id"]
        if device.inner:
            device.inner.id = device.id
        device.name = device.default_name = entry["name"]
        for field in ("home", "room"):
            text = entry.get(field)
            if text:
                setattr(device, field, same.setdefault(text, text))
        made.append(device)
    devices = Devices(made)
    for button, target in bound:
        button.bind(devices.find(target).toggle, None)
    return devices


def trim(devices):
    """Drop what only making devices takes: their classes can make no more."""
    for device in devices:
        while device:
            kind = type(device)
            while kind is not Device:
                # Not `del`: MicroPython would keep what stood there.
                kind.begin = None
                kind = kind.__bases__[0]
            device = device.inner


def _on_at_start(policy, state):
    if policy != "last":
        return policy == "on"
    return (state[0] if isinstance(state, list) and state else state) is True
