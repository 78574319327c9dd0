"""The table of kinds: what a definition of each may say. Pure; loaded to check and to make.

A row: kind, which is the Sber category | class: roles, for each set of roles of which exactly one
must be fitted | options as name=default:accepted, accepted being texts, low..high of an integer,
or `device` (the id of a device that can be toggled) | extras, see below.

Roles: `role=port`; `role=port?` may be fitted or not; `sda+scl=i2c` is one port of two pins;
`(a=x b=y/c=z)` is one of these. The class gets a port for each in this order, None for what is not
fitted, and the options in theirs. A `button` behind other roles is bound to toggle() of the class,
and not handed to it. Port types stand in the package. `$name` is written out in _SHORT.

power_on: what a new supply voltage finds, `last` the state saved last; switch: a press of the
button toggles, or every change of a rocker does; gamma in hundredths; minimum: the lowest permille
of duty at which the lamp glows; type: the chip of the pixels; travel_ms of the whole way, pause_ms
before the other direction; steps, step_ms of a stepper; min_us, max_us: pulses of a servo, hold:
at rest, too; turn: pulses that turn a gate round; delta in tenths of a degree, delta_humidity in
per cent. Each row is one text: it is gone with the module, while its names would stay.
"""

_TABLE = (
    "curtain|curtain.Curtain: open=motor close=motor;"
    "drive.Driven: open=motor close=motor open_limit=in? close_limit=in;"
    "drive.Driven: ($drives) $limits;"
    "parts.Halves: open_left=motor close_left=motor open_right=motor close_right=motor"
    "|$travel $tuned",
    "gate|drive.Driven: $moved;gate.Impulse: pulse=motor open_limit=in? close_limit=in"
    "|$travel pulse_ms=500:50..3000 turn=2:1..2 $tuned",
    "hvac_ac|conditioner.Conditioner: ir=ir receiver=ir_in?;conditioner.Conditioner: "
    "(dht22=dht22/ds18b20=ds18b20) ir=ir receiver=ir_in?|$poll",
    "hvac_air_purifier|purifier.Purifier: speed=level $air;"
    "purifier.Purifier: low=out medium=out? high=out? $air|"
    "$power $switch slowest=200:0..900 $hours gap_ms=500:100..5000",
    "hvac_boiler|thermostat.Thermostat: heat=motor;thermostat.Thermostat: $temperature heat=motor|"
    "$room set_min=5:5..49 set_max=50:6..50 hysteresis=10:1..50 frost=5:0..15 $power "
    "cycle_s=0:0..3600 min_on_s=120:0..3600 min_off_s=180:0..3600 $heat $lost $modes $part",
    "hvac_fan|relay.Relay: out=out button=in?;fan.Fan: speed=level $head;"
    "fan.Fan: low=out medium=out? high=out $head|"
    "$power $switch gap_ms=500:100..5000 slowest=200:0..900 $pulse",
    "hvac_heater|thermostat.Thermostat: heat=motor button=in?;heater.Blown: heat=motor "
    "speed=level button=in?;heater.Blown: heat=motor low=out medium=out? high=out? button=in?;"
    "thermostat.Thermostat: $temperature heat=motor button=in?;"
    "heater.Blown: $temperature heat=motor speed=level button=in?;"
    "heater.Blown: $temperature heat=motor low=out medium=out? high=out? button=in?|"
    "$room set_min=5:5..49 set_max=35:6..50 hysteresis=5:1..50 frost=0:0..15 $power "
    "cycle_s=0:0..3600 min_on_s=0:0..3600 min_off_s=0:0..3600 $heat $switch $modes "
    "gap_ms=500:100..5000 slowest=200:0..900 cool_s=30:0..600 $part",
    "hvac_humidifier|humidifier.Humidifier: $mist;humidifier.Humidifier: "
    "(dht22=dht22/sda+scl=i2c) $mist|$power $switch slowest=200:0..900 $hours "
    "interval_s=30:3..60 delta_humidity=2:1..50 hysteresis=3:1..20 $tank tank=40:1..500 "
    "i2c=aht20:aht10,aht20,sht3x,sht4x,bme280,scd4x address=0:0..127",
    "hvac_radiator|thermostat.Thermostat: heat=motor;thermostat.Thermostat: "
    "$temperature heat=motor;radiator.Valve: $temperature valve=servo|"
    "$room set_min=5:5..49 set_max=30:6..50 hysteresis=10:1..50 frost=5:0..15 $power "
    "cycle_s=0:0..3600 min_on_s=0:0..3600 min_off_s=0:0..3600 $heat $lost $part $pulse",
    "hvac_underfloor_heating|thermostat.Thermostat: heat=motor;thermostat.Thermostat: "
    "$temperature heat=motor|"
    "$room set_min=5:5..49 set_max=40:6..50 hysteresis=10:1..50 frost=0:0..15 $power "
    "cycle_s=900:0..3600 min_on_s=0:0..3600 min_off_s=0:0..3600 $heat $lost $modes $part",
    "kettle|kettle.Kettle: heat=motor $water;kettle.Locked: heat=motor $water button=in;"
    "kettle.Kettle: (ds18b20=ds18b20/ntc=ntc) heat=motor $water;"
    "kettle.Locked: (ds18b20=ds18b20/ntc=ntc) heat=motor $water button=in|"
    "interval_s=2:1..10 max_heat_s=600:30..3600 stall_s=30:10..300 $tank tank=17:1..500 "
    "beta=3950:1000..6000 nominal_ohm=10000:100..1000000 series_ohm=10000:100..1000000",
    "led_strip|$lamp|$power $switch $light",
    "light|$lamp|$power $switch $light",
    "relay|relay.Relay: out=out button=in?|$power $switch",
    "scenario_button|button.Button: button=in|toggles=:device long_ms=700:300..5000 "
    "double_ms=350:0..1000",
    "sensor_door|contact.Contact: contact=in|",
    "sensor_pir|contact.Motion: motion=detector|quiet_s=10:0..3600",
    "sensor_temp|sensor.Sensor: $temperature|$poll $part",
    "sensor_water_leak|contact.Leak: leak=in|",
    "socket|relay.Relay: out=out button=in?|$power $switch",
    "tv|tv.Tv: ir=ir power=in? receiver=ir_in?|volume_steps=0:0..100",
    "vacuum_cleaner|vacuum.Vacuum: ir=ir docked=in? receiver=ir_in?;vacuum.Wired: start=motor "
    "pause=motor? dock=motor? docked=in?|return_s=600:10..3600 pulse_ms=300:50..2000",
    "valve|valve.Returning: out=out $limits;tap.Tap: $moved"
    "|$travel offline_close_s=0:0..86400 power_on=off:off,on,last $tuned",
    "window_blind|drive.Driven: $moved;blind.Blind: $moved tilt=servo;slats.Slats: tilt=servo"
    "|$travel tilt_ms=1500:100..60000 $tuned",
)
# Later ones may stand in the texts of earlier ones.
_SHORT = (
    "$lamp relay.Relay: out=out button=in?;lamp.Lamp: level=level button=in?;"
    "white.Tunable: warm=level cold=level button=in?;"
    "lamp.Lamp: red=level green=level blue=level white=level? button=in?;"
    "white.Tunable: red=level green=level blue=level warm=level cold=level button=in?;"
    "lamp.Strip: pixels=pixels button=in?",
    "$light gamma=220:100..300 minimum=10:0..500 transition_ms=300:0..10000 count=30:1..300 "
    "type=ws2812:ws2812,sk6812",
    "$tuned steps=4096:10..2000000 step_ms=2:1..50 min_us=1000:400..2500 max_us=2000:500..2600 "
    "hold=no:no,yes",
    "$moved (open=motor close=motor/$drives) $limits",
    "$drives open_pwm+close_pwm=bridge/servo=servo/step+dir=stepper/step+dir+enable=stepper/"
    "in1+in2+in3+in4=stepper",
    "$limits open_limit=in? close_limit=in?",
    "$travel travel_ms=20000:500..180000 pause_ms=500:100..5000",
    "$power power_on=off:off,on,last",
    "$switch switch=push:push,rocker",
    "$poll interval_s=30:3..3600 report_s=600:10..86400 delta=2:1..100 delta_humidity=2:1..50",
    "$temperature (dht22=dht22/ds18b20=ds18b20/ntc=ntc/sda+scl=i2c)",
    "$part i2c=aht20:aht10,aht20,sht3x,sht4x,bmp280,bme280,scd4x address=0:0..127 "
    "beta=3950:1000..6000 nominal_ohm=10000:100..1000000 series_ohm=10000:100..1000000",
    "$room interval_s=10:3..60 delta=2:1..100",
    "$heat max_heat_s=0:0..86400",
    "$lost lost=0:0..50",
    "$pulse min_us=1000:400..2500 max_us=2000:500..2600 hold=no:no,yes",
    "$modes eco=30:5..100 turbo_min=30:5..240",
    "$hours filter_h=2000:1..20000 ionizer_h=5000:1..20000",
    "$air ion=out? aroma=out? uv=out? reset=in? button=in?",
    "$head swing=servo? tilt=servo? button=in?",
    "$mist mist=motor speed=level? ion=out? reset=in? $water button=in?",
    "$water low_water=in? water=adc?",
    "$tank water_empty=0:0..1000 water_full=1000:0..1000",
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

    roles: {role: port type}; sets: a list of (class, see classes.py; tokens), a token being
    (roles, port type, whether it may be left out); options: ((name, default, accepted), ...),
    accepted: texts, (low, high) or "device".
    """

    def __init__(self, row):
        self.name, self._sets, self._options = row.split("|")

    def each(self):
        """Yield the sets one by one: all at once take much memory."""
        for one in _written(self._sets).split(";"):
            place, _, text = one.partition(": ")
            before, _, rest = text.partition("(")
            either, _, after = rest.partition(")")
            for choice in either.split("/"):
                yield place, [_token(word) for word in (before + choice + after).split()]

    @property
    def sets(self):
        """Return all sets, read anew each time; so are the roles and the options."""
        return list(self.each())

    @property
    def roles(self):
        """Return {role: port type} of all sets."""
        return {
            role: port for _, tokens in self.each() for roles, port, _ in tokens for role in roles
        }

    def fit(self, fitted):
        """Return the set (class, tokens) that these roles fill, None if they fill none."""
        for found in self.each():
            must, may = split(found[1])
            if all([role in fitted for role in must]) and all(
                [role in must or role in may for role in fitted]
            ):
                return found
        return None

    @property
    def options(self):
        """Return all options."""
        return [_option(text) for text in _written(self._options).split()]

    def accepted(self, name: str):
        """Return what an option accepts, None if there is no such option."""
        for text in _written(self._options).split():
            if text.startswith(name + "="):
                return _option(text)[2]
        return None

    def can_toggle(self) -> bool:
        """Tell whether devices of this kind can be switched over by a button."""
        for _, tokens in self.each():
            must, may = split(tokens)
            if "button" in must[1:] + may:
                return True
        return False


def split(tokens):
    """Return (the roles that must be fitted, those that may be) of a set."""
    must, may = [], []
    for roles, _, spare in tokens:
        (may if spare else must).extend(roles)
    return must, may


def _written(text):
    for short in _SHORT:
        word = short[: short.find(" ")]
        if word in text:
            text = text.replace(word, short[len(word) + 1 :])
    return text


def _token(text):
    roles, _, port = text.partition("=")
    spare = port[-1] == "?"
    return tuple(roles.split("+")), port[:-1] if spare else port, spare


def _option(text):
    name, rest = text.split("=")
    default, accepted = rest.split(":")
    if accepted == "device":
        return name, default, accepted
    if ".." in accepted:
        low, high = accepted.split("..")
        return name, int(default), (int(low), int(high))
    return name, default, tuple(accepted.split(","))
