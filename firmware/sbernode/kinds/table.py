"""The table of kinds: what a definition of each may say. Pure; loaded to check and to make.

A row: kind, which is the Sber category | class: roles, for each set of roles of which exactly one
must be fitted | options as name=default:accepted, accepted being texts, low..high of an integer,
or `device` (the id of a device that can be toggled) | extras, if there are any.

Roles: `role=port`; `role=port?` may be fitted or not; `sda+scl=i2c` is one port of two pins;
`(a=x b=y/c=z)` is one of these. The class gets a port for each in this order, None for what is not
fitted, and the options in theirs. A `button` behind other roles is bound to toggle() of the class,
and not handed to it. Port types stand in the package. `$name` is written out in _SHORT.

Extras of a row bring functions that its category has besides, the same for all: their roles may
always be fitted, their options come last, and the class sees neither (kinds.extras does).

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
    "|$travel $tuned|battery signal",
    "gate|drive.Driven: $moved;gate.Impulse: pulse=motor open_limit=in? close_limit=in"
    "|$travel pulse_ms=500:50..3000 turn=2:1..2 $tuned|signal",
    "hvac_ac|conditioner.Conditioner: ir=ir receiver=ir_in?;conditioner.Conditioner: "
    "(dht22=dht22/ds18b20=ds18b20) ir=ir receiver=ir_in?|$poll",
    "hvac_air_purifier|purifier.Purifier: speed=level $air;"
    "purifier.Purifier: low=out medium=out? high=out? $air|"
    "$power $switch slowest=200:0..900 $hours gap_ms=500:100..5000|limit",
    "hvac_boiler|thermostat.Thermostat: heat=motor;thermostat.Thermostat: $temperature heat=motor|"
    "$room set_min=5:5..49 set_max=50:6..50 hysteresis=10:1..50 frost=5:0..15 $power "
    "cycle_s=0:0..3600 min_on_s=120:0..3600 min_off_s=180:0..3600 $heat $lost $modes $part",
    "hvac_fan|relay.Relay: out=out button=in?;fan.Fan: speed=level $head;"
    "fan.Fan: low=out medium=out? high=out $head|"
    "$power $switch gap_ms=500:100..5000 slowest=200:0..900 $pulse|limit",
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
    "i2c=aht20:aht10,aht20,sht3x,sht4x,bme280,scd4x address=0:0..127|limit",
    "hvac_radiator|thermostat.Thermostat: heat=motor;thermostat.Thermostat: "
    "$temperature heat=motor;radiator.Valve: $temperature valve=servo|"
    "$room set_min=5:5..49 set_max=30:6..50 hysteresis=10:1..50 frost=5:0..15 $power "
    "cycle_s=0:0..3600 min_on_s=0:0..3600 min_off_s=0:0..3600 $heat $lost $part $pulse",
    "hvac_underfloor_heating|thermostat.Thermostat: heat=motor;thermostat.Thermostat: "
    "$temperature heat=motor|"
    "$room set_min=5:5..49 set_max=40:6..50 hysteresis=10:1..50 frost=0:0..15 $power "
    "cycle_s=900:0..3600 min_on_s=0:0..3600 min_off_s=0:0..3600 $heat $lost $modes $part",
    "intercom|intercom.Intercom: ring=in unlock=motor? $answer;intercom.Intercom: "
    "unlock=motor $answer|pulse_ms=1000:100..10000 lift_ms=1500:200..10000 hold_s=5:1..60",
    "kettle|kettle.Kettle: heat=motor $water;kettle.Locked: heat=motor $water button=in;"
    "kettle.Kettle: (ds18b20=ds18b20/ntc=ntc) heat=motor $water;"
    "kettle.Locked: (ds18b20=ds18b20/ntc=ntc) heat=motor $water button=in|"
    "interval_s=2:1..10 max_heat_s=600:30..3600 stall_s=30:10..300 $tank tank=17:1..500 "
    "beta=3950:1000..6000 nominal_ohm=10000:100..1000000 series_ohm=10000:100..1000000",
    "led_strip|$lamp|$power $switch $light",
    "light|$lamp|$power $switch $light",
    "relay|relay.Relay: out=out button=in?;meter.Relay: out=out $meters button=in?|$power $switch "
    "$mains|limit",
    "scenario_button|button.Button: button=in;buttons.Buttons: button_1=in button_2=in? "
    "button_3=in? button_4=in? button_5=in? button_6=in? button_7=in? button_8=in? button_9=in? "
    "button_10=in?;buttons.Buttons: left=in right=in top_left=in? top_right=in? bottom_left=in? "
    "bottom_right=in?;buttons.Buttons: top_left=in top_right=in bottom_left=in? bottom_right=in?|"
    "toggles=:device long_ms=700:300..5000 double_ms=350:0..1000|battery signal",
    "sensor_air|air.Air: sda+scl=i2c tx+rx=uart?;air.Air: tx+rx=uart|$poll "
    "i2c=scd4x:scd4x,ens160,aht10,aht20,sht3x,sht4x,bme280 address=0:0..127 "
    "uart=mhz19:mhz19,pms5003,pms7003,ze08|battery signal unit",
    "sensor_door|contact.Contact: contact=in||battery tamper sensitivity signal",
    "sensor_gas|alarm.Warmed: gas=detector siren=out? mute=in?;alarm.Analog: $mq|$analog "
    "warm_up_s=120:0..1800|battery sensitivity signal",
    "sensor_pir|contact.Motion: motion=detector|quiet_s=10:0..3600|battery sensitivity signal",
    "sensor_smoke|alarm.Alarm: smoke=detector siren=out? mute=in?;alarm.Analog: $mq|$analog "
    "warm_up_s=120:0..1800|battery signal",
    "sensor_temp|sensor.Sensor: $temperature|$poll $part|battery sensitivity signal unit",
    "sensor_water_leak|contact.Leak: leak=in;alarm.Analog: probe=adc|$analog|battery signal",
    "socket|relay.Relay: out=out;relay.Socket: out=out button=in;meter.Relay: out=out $meters;"
    "meter.Socket: out=out $meters button=in|$power $switch $mains|limit",
    "tv|tv.Tv: ir=ir power=in? receiver=ir_in?|volume_steps=0:0..100",
    "vacuum_cleaner|vacuum.Vacuum: ir=ir docked=in? receiver=ir_in?;vacuum.Wired: start=motor "
    "pause=motor? dock=motor? docked=in?|return_s=600:10..3600 pulse_ms=300:50..2000|battery",
    "valve|valve.Returning: out=out $limits;tap.Tap: $moved"
    "|$travel offline_close_s=0:0..86400 power_on=off:off,on,last $tuned|battery signal",
    "window_blind|drive.Driven: $moved;blind.Blind: $moved tilt=servo;slats.Slats: tilt=servo"
    "|$travel tilt_ms=1500:100..60000 $tuned|battery signal",
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
    "$meters (sda+scl=i2c/tx+rx=uart/cf+cf1+sel=meter)",
    "$mains interval_s=10:3..3600 report_s=600:10..86400 i2c=ina219:ina219,ina226 "
    "address=0:0..127 shunt_mohm=100:1..10000 uart=pzem004t:pzem004t "
    "meter=bl0937:bl0937,hlw8012 shunt_uohm=1000:100..100000 divider=2351:2..10000",
    "$analog alarm_when=above:above,below threshold=40:1..99 back_by=5:1..50",
    "$answer reject=motor? handset=motor?",
    "$mq mq=adc siren=out? mute=in?",
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
    """Return the names of all kinds."""
    return [row[: row.find("|")] for row in _TABLE]


def find(name):
    """Return the Rules of a kind; None if there is no such kind."""
    if isinstance(name, str) and name:
        for row in _TABLE:
            if row.startswith(name + "|"):
                return Rules(row)
    return None


class Rules:
    """What a definition of a kind may say. Read anew each time: all at once takes much memory."""

    def __init__(self, row):
        self.name, self._sets, self._options, extras = (row + "|").split("|")[:4]
        self._extras = [extra for extra in _EXTRAS if extra[: extra.find(" ")] in extras.split()]

    @property
    def sets(self):
        """Return [(class, see classes.py; tokens)].

        A token is (roles, port type, whether it may be left out).
        """
        return list(self.each())

    def each(self):
        """Yield the sets one by one: all at once take much memory."""
        more = [_token(word) for word in self._more(False)]
        for one in _written(self._sets).split(";"):
            place, _, text = one.partition(": ")
            before, _, rest = text.partition("(")
            either, _, after = rest.partition(")")
            for choice in either.split("/"):
                yield place, [_token(word) for word in (before + choice + after).split()] + more

    @property
    def roles(self):
        """Return {role: port type}."""
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
        for _, tokens in self.each():
            must, may = split(tokens)
            if "button" in must[1:] + may:
                return True
        return False

    def _own(self):
        return _written(self._options).split()

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
