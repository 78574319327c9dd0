"""The table of kinds: what a definition of each may say. Pure; loaded to check and to make.

A row: kind, which is the Sber category | class: role=port ..., for each set of roles of which
exactly one must be fitted, complete | roles that may be fitted besides | options as
name=default:accepted, accepted being texts, low..high of an integer, or `device` (the id of a
device that can be toggled). The class gets ports and options in this order.

Kinds that may have a `button` can be toggled: their class has toggle(). Port types stand in
the package. power_on: what a new supply voltage finds, `last` the state saved last; switch: a
press of the button toggles, or every change of a rocker does; gamma in hundredths; minimum: the
lowest permille of duty at which the lamp glows; delta in tenths of a degree, delta_humidity in
per cent. Each row is one text: it is gone with the module, while its names would stay.
"""

_TABLE = (
    "curtain|curtain.Curtain: open=motor close=motor||travel_ms=20000:500..180000 "
    "pause_ms=500:100..5000",
    "led_strip|lamp.Strip: pixels=pixels|button=in|power_on=off:off,on,last "
    "switch=push:push,rocker count=30:1..300 gamma=220:100..300 minimum=10:0..500",
    "light|relay.Relay: out=out;lamp.Lamp: level=level;lamp.Lamp: red=level green=level "
    "blue=level|button=in|power_on=off:off,on,last switch=push:push,rocker "
    "gamma=220:100..300 minimum=10:0..500",
    "relay|relay.Relay: out=out|button=in|power_on=off:off,on,last switch=push:push,rocker",
    "scenario_button|button.Button: button=in||toggles=:device long_ms=700:300..5000 "
    "double_ms=350:0..1000",
    "sensor_door|contact.Contact: contact=in||",
    "sensor_pir|contact.Motion: motion=in||quiet_s=10:0..3600",
    "sensor_temp|thermometer.Thermometer: dht22=dht22;thermometer.Thermometer: "
    "ds18b20=ds18b20||interval_s=30:3..3600 report_s=600:10..86400 delta=2:1..100 "
    "delta_humidity=2:1..50",
    "sensor_water_leak|contact.Leak: leak=in||",
    "socket|relay.Relay: out=out|button=in|power_on=off:off,on,last switch=push:push,rocker",
)


def names():
    """Return the names of all kinds."""
    return [row[: row.find("|")] for row in _TABLE]


def find(name):
    """Return the Rules of a kind; None if there is no such kind."""
    for row in _TABLE:
        if row[: row.find("|")] == name:
            return Rules(row)
    return None


class Rules:
    """What a definition of a kind may say.

    roles: {role: port type}; sets: tuples of roles of which one must be fitted; classes: of each
    set, see classes.py; may: roles that may be fitted besides; options: ((name, default,
    accepted), ...), accepted: texts, (low, high) or "device".
    """

    def __init__(self, row):
        self.name, sets, may, self._options = row.split("|")
        self.roles = {}
        self.classes, self.sets = [], []
        for one in sets.split(";"):
            place, roles = one.split(": ")
            self.classes.append(place)
            self.sets.append(self._roles(roles))
        self.may = self._roles(may)

    def _roles(self, text):
        pairs = [pair.split("=") for pair in text.split()]
        self.roles.update(dict(pairs))
        return tuple([role for role, _ in pairs])

    @property
    def options(self):
        """Return all options; they are read anew each time, as all at once take much memory."""
        return [_option(text) for text in self._options.split()]

    def accepted(self, name: str):
        """Return what an option accepts, None if there is no such option."""
        for text in self._options.split():
            if text.startswith(name + "="):
                return _option(text)[2]
        return None

    def can_toggle(self) -> bool:
        """Tell whether devices of this kind can be switched over by a button."""
        return "button" in self.may


def _option(text):
    name, rest = text.split("=")
    default, accepted = rest.split(":")
    if accepted == "device":
        return name, default, accepted
    if ".." in accepted:
        low, high = accepted.split("..")
        return name, int(default), (int(low), int(high))
    return name, default, tuple(accepted.split(","))
