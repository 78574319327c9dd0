"""Put the board together: what stays is loaded, then devices and cloud are made. Then dropped."""

import gc
import json
import os
from binascii import unhexlify

from micropython import const

from sbernode import VERSION, NotReady, forget, hw, log

# What every public client of this cloud uses; the documentation says "shown in Studio".
_HOST = const("mqtt-partners.iot.sberdevices.ru")
_PORT = const(8883)
# What is loaded for a moment now and then.
_PASSING = const(
    "connect link.context link.dial link.fault clock trust wifi.station wifi notices store "
    "sber.config"
)
# See plan.py.
_PLAN = const("devices.plan")
_RULES = const("rules.plan")
_NTP = const("ru.pool.ntp.org pool.ntp.org time.google.com")


def parts(show):
    """Return what an App is made of: first the checks, which need most memory. Raises NotReady.

    show: where lines of the log go.
    """
    from sbernode import store

    for name in ("settings.json", "devices.json"):
        if not store.exists(name):
            # Before anything else is loaded: a set-up has little memory to spare, too.
            raise NotReady("nofile", name)
    from sbernode import start

    good = start.check()
    del start, store
    forget("start", "store")
    return _assemble(*good, show)


def _assemble(settings, state, show):
    from sbernode.devices import Device

    _learn()
    urgent = hw.Urgent()
    devices = _devices(state, urgent)
    _look_up(devices)
    sber, wifi = settings["sber"], settings["wifi"]
    log.setup(show, (sber["login"], sber["password"], wifi.get("password")))
    # The longest blocks first, while there are any.
    tls = _tls(state["root"], sber.get("verify", True))
    it = cloud(settings, urgent.wake)
    _rules(devices, state, urgent.wake)
    # The home of all that name none stands on the class: no device pays for it.
    Device.home = settings.get("home")
    it.root = state["root"]
    it.link.context, it.link.trusted = tls
    # Packages are only the way to what is in them.
    forget("kinds", "sber", "portal")
    # What the cloud called and put elsewhere: it holds over devices.json.
    for device in [it.agent.hub] + devices.all:
        for field, text in state["places"].get(device.id, {}).items():
            setattr(device, field, text)
    return urgent, devices, it, state


def cloud(settings, wake):
    """Return the Cloud of these settings; wake: the flag that has the devices stepped."""
    from sbernode.agent import Agent, Hub
    from sbernode.cloud import Cloud

    sber, wifi = settings["sber"], settings["wifi"]
    name = "sbernode-" + hw.unique()[-6:]
    hub = Hub("root", settings.get("name") or name, settings.get("home"))
    account = (sber.get("host", _HOST), sber.get("port", _PORT), sber["login"], sber["password"])
    # A name that is not UTF-8 is kept as hexadecimal digits.
    ssid = wifi.get("ssid") or unhexlify(wifi["ssid_hex"])
    return Cloud(
        Agent(sber["login"], hub, VERSION),
        account + (name,),
        (ssid, wifi.get("password", "")),
        settings.get("ntp") or _NTP.split(),
        sber.get("verify", True),
        wake,
    )


def _learn():
    """Load and drop once whatever comes and goes later.

    The interpreter keeps the names it has seen for ever: here, at the bottom of the empty heap,
    they are in nobody's way; later they would lie among what is to be given back. One at a time:
    all of them have no room beside each other.
    """
    for name in _PASSING.split():
        __import__("sbernode." + name)
        forget(name)
        gc.collect()


def _tls(root, verify):
    from sbernode import connect

    made = connect.prepare(root, verify)
    forget("connect")
    return made


def _devices(state, urgent):
    """Return the Devices; forget what it took to make them.

    Each of these steps is a call of its own: what stood in a frame stays while the frame does.
    """
    from sbernode import build
    from sbernode.hw.ports import Ports

    ports = Ports(urgent, state["outs"])

    def opened(port, *given):
        if port != "rssi":
            return ports.open(port, *given)
        from sbernode import wifi

        return wifi.radio()

    try:
        devices = build.build(_planned(_PLAN), opened, state["devices"])
    except build.BadPort as bad:
        # Nobody steps those that were made.
        urgent.stop()
        raise NotReady("badport", *bad.args)
    except Exception:
        # Whatever is wrong with the plan, the next start makes another one.
        os.remove(_PLAN)
        raise
    devices.outs, devices.taken = ports.outs, ports.taken
    build.trim(devices.all)
    ports.close()
    forget("build", "kinds.classes", "kinds.fitting", "hw.ports", "wifi")
    return devices


def _planned(path):
    """Yield the entries of a plan. Raises ValueError: a device left out would leave the cloud."""
    with open(path) as file:
        for line in file:
            entry = json.loads(line)
            if entry == "end":
                return
            yield entry
    if path != _PLAN:
        os.remove(_PLAN)  # the next start makes both anew
    raise ValueError(path)


def _look_up(devices):
    """Have the facts of all functions in use at hand; the catalogue goes again."""
    from sbernode.sber import catalog, value

    for device in devices.all:
        for name in device.features:
            if "w" in catalog.feature(name)[1]:
                value.facts(name)
            else:
                value.known[name] = None
    forget("sber.catalog")


def _rules(devices, state, wake):
    made = []
    try:
        os.stat(_RULES)
    except OSError:
        return  # there are none
    for entry in _planned(_RULES):
        from sbernode import make_rules

        made.append(make_rules.rule(entry, devices, len(made) + 1))
    if made:
        devices.rules = make_rules.rules(made, state["devices"].get("root"), devices, wake)
        forget("make_rules")
