"""Rows of the table of kinds: what heats, blows and moistens. Data only, see kinds.table."""

ROWS = (
    "hvac_air_purifier|purifier.Purifier: speed=level $air;purifier.Purifier: low=out "
    "medium=out? high=out? $air|$power $switch slowest=200:50..900 $hours "
    "gap_ms=500:100..5000|limit",
    "hvac_boiler|thermostat.Thermostat: heat=motor;thermostat.Thermostat: $temperature "
    "heat=motor|$room set_min=5:5..49 set_max=50:6..50 hysteresis=10:1..50 frost=5:0..15 "
    "$power cycle_s=0:0..3600 min_on_s=120:0..3600 min_off_s=180:0..3600 $heat $lost $modes "
    "$part",
    "hvac_fan|relay.Relay: out=out button=in?;fan.Fan: speed=level $head;fan.Fan: low=out "
    "medium=out? high=out $head|$power $switch gap_ms=500:100..5000 slowest=200:50..900 "
    "$pulse|limit",
    "hvac_heater|thermostat.Thermostat: heat=motor button=in?;heater.Blown: heat=motor "
    "speed=level button=in?;heater.Blown: heat=motor low=out medium=out? high=out? "
    "button=in?;thermostat.Thermostat: $temperature heat=motor button=in?;heater.Blown: "
    "$temperature heat=motor speed=level button=in?;heater.Blown: $temperature heat=motor "
    "low=out medium=out? high=out? button=in?|$room set_min=5:5..49 set_max=35:6..50 "
    "hysteresis=5:1..50 frost=0:0..15 $power cycle_s=0:0..3600 min_on_s=0:0..3600 "
    "min_off_s=0:0..3600 $heat $switch $modes gap_ms=500:100..5000 slowest=200:50..900 "
    "cool_s=30:0..600 $part",
    "hvac_humidifier|humidifier.Humidifier: $mist;humidifier.Humidifier: "
    "(dht22=dht22/sda+scl=i2c) $mist|$power $switch slowest=200:50..900 $hours "
    "interval_s=30:3..60 delta_humidity=2:1..50 hysteresis=3:1..20 $tank tank=40:1..500 "
    "i2c=aht20:aht10,aht20,sht3x,sht4x,bme280,scd4x address=0:0..127|limit",
    "hvac_radiator|thermostat.Thermostat: heat=motor;thermostat.Thermostat: $temperature "
    "heat=motor;radiator.Valve: $temperature valve=servo|$room set_min=5:5..49 "
    "set_max=30:6..50 hysteresis=10:1..50 frost=5:0..15 $power cycle_s=0:0..3600 "
    "min_on_s=0:0..3600 min_off_s=0:0..3600 $heat $lost $part $pulse",
    "hvac_underfloor_heating|thermostat.Thermostat: heat=motor;thermostat.Thermostat: "
    "$temperature heat=motor|$room set_min=5:5..49 set_max=40:6..50 hysteresis=10:1..50 "
    "frost=0:0..15 $power cycle_s=900:0..3600 min_on_s=0:0..3600 min_off_s=0:0..3600 $heat "
    "$lost $modes $part",
    "kettle|kettle.Kettle: heat=motor $water;kettle.Locked: heat=motor $water "
    "button=in;kettle.Kettle: (ds18b20=ds18b20/ntc=ntc) heat=motor $water;kettle.Locked: "
    "(ds18b20=ds18b20/ntc=ntc) heat=motor $water button=in|interval_s=2:1..10 "
    "max_heat_s=600:30..3600 stall_s=30:10..300 $tank tank=17:1..500 beta=3950:1000..6000 "
    "nominal_ohm=10000:100..1000000 series_ohm=10000:100..1000000",
    # What is written out in them.
    "$room interval_s=10:3..60 delta=2:1..100",
    "$heat max_heat_s=0:0..86400",
    "$lost lost=0:0..50",
    "$modes eco=30:5..100 turbo_min=30:5..240",
    "$hours filter_h=2000:1..20000 ionizer_h=5000:1..20000",
    "$air ion=out? aroma=out? uv=out? reset=in? button=in?",
    "$head swing=servo? tilt=servo? button=in?",
    "$mist mist=motor speed=level? ion=out? reset=in? $water button=in?",
)
