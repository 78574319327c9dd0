"""What only making a device takes: its wishes, fan, tank. Pure; dropped when all are made.

What stays is imported where it is needed: a thermostat has no use for a fan.
"""


def take(device, saved, policy, wishes, more=()):
    """Give a device its `state`, {function: value}, `features` and `allowed`.

    saved: what save() gave, of which the good part of `state` is taken over; policy: the option
    power_on; wishes: [(function, first value, its narrowed values or None)], on_off aside; more:
    functions that are only told, or only commanded.
    """
    saved = saved if isinstance(saved, dict) else {}
    on = policy == "on" or (policy == "last" and saved.get("on_off") is True)
    device.state, allowed = {"on_off": on}, {}
    for name, value, narrowed in wishes:
        if narrowed:
            allowed[name] = narrowed
        old = saved.get(name)
        if type(old) is not type(value):
            good = False
        elif isinstance(old, str):
            good = old in narrowed
        else:
            good = not narrowed or narrowed[0] <= old <= narrowed[1]
        device.state[name] = old if good else value
    if allowed:
        device.allowed = allowed
    device.features = tuple(device.state) + tuple(more)


def fan(ports, gap_ms, slowest, wishes):
    """Return the Speeds on one PWM channel, or on relays, None for each that is not fitted.

    Adds the wish for a speed if there is a choice.
    """
    from sbernode.kinds.speeds import Speeds

    made = Speeds()
    made.ports, made.gap = ports, gap_ms
    if len(ports) == 1 and ports[0]:
        made.slowest, made.names = slowest, ("quiet", "low", "medium", "high", "turbo")
    elif len(ports) == 3:
        fitted = [i for i in (0, 1, 2) if ports[i]]
        made.names = tuple([("low", "medium", "high")[i] for i in fitted])
        made.ports = tuple([ports[i] for i in fitted])
        # A soft restart left them as they were.
        on = [i for i, port in enumerate(made.ports) if port.value() == 1]
        if len(on) == 1:
            made.now = on[0]
        else:
            for i in on:
                made.ports[i].value(0)
    if len(made.names) > 1:
        wishes.append(("hvac_air_flow_power", made.names[0], made.names))
    return made


def tank(low, level, empty, full):
    """Return the Water of an input and an adc, None for what is not fitted; None without both.

    empty, full: what the adc tells then, in permille of 3.3 V; the larger may be either.
    """
    if not (low or level):
        return None
    from sbernode.kinds.water import Water

    made = Water()
    made.low, made.tank, made.empty = low, level, empty
    made.way = (full - empty) or 1
    made.look()
    return made


def go_on(device):
    """Have the device go on with the speed that a soft restart left on."""
    found = device.fan
    if found.now >= 0:
        device.state["on_off"] = True
        if "hvac_air_flow_power" in device.state:
            device.state["hvac_air_flow_power"] = found.names[found.now]


def purifier(device, ports, outs, reset, saved, wishes, more=()):
    """Fit what a purifier and a humidifier have in common.

    ports: of the fan; outs: for ions, scent and ultraviolet, reset: an input, None for what is
    not fitted; saved: what save() gave; wishes, more: of the device itself, see take().
    """
    # The pause is for relays, which a humidifier has not.
    policy, _, slowest, filter_h, ionizer_h, gap = device.options[:6]
    device.fan = fan(ports, gap, slowest, wishes)
    if len(device.fan.names) > 1:
        wishes.append(("hvac_night_mode", False, None))
    device.outs = []
    for i, name in enumerate(("hvac_ionization", "hvac_aromatization", "hvac_decontaminate")):
        if outs[i]:
            wishes.append((name, False, None))
            device.outs.append((name, outs[i]))
    # Minutes that the filter and the ionizer last; nothing is said of them without a button.
    device.limits = filter_h * 60 if reset else 0, ionizer_h * 60 if reset and outs[0] else 0
    kept = saved.get("minutes") if isinstance(saved, dict) else None
    device.minutes = [0, 0]
    if isinstance(kept, list) and len(kept) == 2 and all([type(m) is int for m in kept]):
        device.minutes = [max(0, m) for m in kept]
    for i, name in enumerate(("hvac_replace_filter", "hvac_replace_ionizator")):
        if device.limits[i]:
            more = tuple(more) + (name,)
    device.reset = reset
    if reset:
        device.seen = reset.edges
    take(device, saved, policy, wishes, more)
    go_on(device)
