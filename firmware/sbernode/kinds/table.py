"""The table of kinds: what a definition of each may say. Pure; loaded to check, then dropped.

Its rows stand in the files rows_*.py.

A row: kind, which is the Sber category | class: roles, for each set of roles of which exactly one
must be fitted | options as name=default:accepted, accepted being texts, low..high of an integer,
or `device` (the id of a device that can be toggled) | extras, if there are any.

Roles: `role=port`; `role=port?` may be fitted or not; `sda+scl=i2c` is one port of two pins;
`(a=x b=y/c=z)` is one of these. The class gets a port for each in this order, None for what is not
fitted, and the options in theirs. A `button` behind other roles is bound to toggle() of the class,
and not handed to it. Port types stand in the package. `$name` is written out at the end of
the rows, or in _SHORT here; those that come later may stand in the texts of those before.

Extras of a row bring functions that its category has besides, the same for all: their roles may
always be fitted, their options come last, and the class sees neither (kinds.extras does).

power_on: what a new supply voltage finds, `last` the state saved last; switch: a press of the
button toggles, or every change of a rocker does; gamma in hundredths; minimum: the lowest permille
of duty at which the lamp glows; type: the chip of the pixels; travel_ms of the whole way, pause_ms
before the other direction; steps, step_ms of a stepper; min_us, max_us: pulses of a servo, hold:
at rest, too; turn: pulses that turn a gate round; delta in tenths of a degree, delta_humidity in
per cent. Each row is one text: it is gone with the module, while its names would stay.
"""

from sbernode import forget

# A file of rows each, and the kinds in it: all at once take much memory, many files many names.
_FILES = (
    "rows_home curtain gate intercom led_strip light relay scenario_button socket valve "
    "window_blind",
    "rows_air hvac_air_purifier hvac_boiler hvac_fan hvac_heater hvac_humidifier hvac_radiator "
    "hvac_underfloor_heating kettle",
    "rows_rest hvac_ac sensor_air sensor_door sensor_gas sensor_pir sensor_smoke sensor_temp "
    "sensor_water_leak tv vacuum_cleaner",
)
# What is written out in the rows of more than one file.
_SHORT = (
    "$power power_on=off:off,on,last",
    "$switch switch=push:push,rocker",
    "$poll interval_s=30:3..3600 report_s=600:10..86400 delta=2:1..100 delta_humidity=2:1..50",
    "$temperature (dht22=dht22/ds18b20=ds18b20/ntc=ntc/sda+scl=i2c)",
    "$part i2c=aht20:aht10,aht20,sht3x,sht4x,bmp280,bme280,scd4x address=0:0..127 "
    "beta=3950:1000..6000 nominal_ohm=10000:100..1000000 series_ohm=10000:100..1000000",
    "$pulse min_us=1000:400..2500 max_us=2000:500..2600 hold=no:no,yes",
    "$water low_water=in? water=adc?",
    "$tank water_empty=0:0..1000 water_full=1000:0..1000",
)
# Extra, then its roles and options, which need a class to see to them: kinds.extras.
_EXTRAS = (
    "battery battery=adc? battery_full_mv=4200:500..60000 battery_empty_mv=3300:300..60000 "
    "battery_ratio=2000:1000..30000",
    "limit max_on_s=0:0..86400",
    "sensitivity sensitivity=off:off,low,medium,high",
    "signal wifi_signal=off:off,on",
    "tamper tamper=in?",
    "unit unit=off:off,c,f",
)


def names():
    """Return the names of all kinds, sorted."""
    return sorted([name for file in _FILES for name in file.split()[1:]])


def find(name):
    """Return the Rules of a kind; None if there is no such kind."""
    for file in _FILES:
        file, *kinds = file.split()
        if name in kinds:
            # Only names of this table are imported.
            rows = getattr(__import__("sbernode.kinds." + file).kinds, file).ROWS
            forget("kinds." + file)
            for row in rows:
                if row.startswith(name + "|"):
                    return Rules(row, [short for short in rows if short[0] == "$"])
    return None


class Rules:
    """What a definition of a kind may say. Read anew each time: all at once takes much memory."""

    def __init__(self, row, short):
        self._short = tuple(short) + _SHORT
        self.name, self._sets, self._options, extras = (row + "|").split("|")[:4]
        self._extras = [extra for extra in _EXTRAS if extra[: extra.find(" ")] in extras.split()]

    def items(self):
        """Yield the sets (class, see classes.py; tokens) one by one.

        A token is (roles, port type, whether it may be left out).
        """
        more = [_token(word) for word in self._more(False)]
        for some in self._sets.split(";"):
            for one in self._written(some).split(";"):
                place, _, text = one.partition(": ")
                before, _, rest = text.partition("(")
                either, _, after = rest.partition(")")
                for choice in either.split("/"):
                    words = (before + choice + after).split()
                    yield place, [_token(word) for word in words] + more

    @property
    def roles(self):
        """Return {role: port type}."""
        return {
            role: port for _, tokens in self.items() for roles, port, _ in tokens for role in roles
        }

    def fits(self, fitted):
        """Return the set (class, tokens) that these roles fill, None if they fill none."""
        for found in self.items():
            must, may = split(found[1])
            if all([role in fitted for role in must]) and all(
                [role in must or role in may for role in fitted]
            ):
                return found
        return None

    @property
    def options(self):
        """Return [(name, default, accepted)], accepted: texts, (low, high) or "device"."""
        return [_option(text) for text in self._own() + self._more(True)]

    def choose(self, given):
        """Return ({option: what is given or its default}, a tuple of those not of extras)."""
        chosen = {}
        own = self._own()
        for text in own + self._more(True):
            name, default = _default(text)
            chosen[name] = given.get(name, default)
        return chosen, tuple([chosen[text[: text.find("=")]] for text in own])

    def accepted(self, name: str):
        """Return what an option accepts, None if there is no such option."""
        for text in self._own() + self._more(True):
            if text.startswith(name + "="):
                return _option(text)[2]
        return None

    def can_toggle(self) -> bool:
        """Tell whether devices of this kind can be switched over by a button."""
        for _, tokens in self.items():
            must, may = split(tokens)
            if "button" in must[1:] + may:
                return True
        return False

    def _written(self, text):
        for short in self._short:
            word = short[: short.find(" ")]
            if word in text:
                text = text.replace(word, short[len(word) + 1 :])
        return text

    def _own(self):
        return self._written(self._options).split()

    def _more(self, options):
        """Return the words of its extras for options, or for roles."""
        words = [word for extra in self._extras for word in extra.split()[1:]]
        return [word for word in words if (":" in word) == options]


def split(tokens):
    """Return (the roles that must be fitted, those that may be) of a set."""
    must, may = [], []
    for roles, _, spare in tokens:
        (may if spare else must).extend(roles)
    return must, may


def _token(text):
    roles, _, port = text.partition("=")
    spare = port[-1] == "?"
    return tuple(roles.split("+")), port[:-1] if spare else port, spare


def _option(text):
    name, default = _default(text)
    accepted = text[text.find(":") + 1 :]
    if accepted == "device":
        return name, default, accepted
    if ".." in accepted:
        low, high = accepted.split("..")
        return name, default, (int(low), int(high))
    return name, default, tuple(accepted.split(","))


def _default(text):
    name, _, rest = text.partition("=")
    default, _, accepted = rest.partition(":")
    return name, int(default) if ".." in accepted else default
