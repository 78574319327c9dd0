"""What blows and moistens."""

ROWS = (
    "hvac_air_purifier|purifier.Purifier: speed=level $air;purifier.Purifier: low=out "
    "medium=out? high=out? $air|$power $switch slowest=200:50..900 $hours "
    "gap_ms=500:100..5000|limit",
    "hvac_fan|relay.Relay: out=out button=in?;fan.Fan: speed=level $head;fan.Fan: low=out "
    "medium=out? high=out $head|$power $switch gap_ms=500:100..5000 slowest=200:50..900 "
    "$pulse|limit",
    "hvac_humidifier|humidifier.Humidifier: $mist;humidifier.Humidifier: "
    "(dht22=dht22/sda+scl=i2c) $mist|$power $switch slowest=200:50..900 $hours "
    "interval_s=30:3..60 delta_humidity=2:1..50 hysteresis=3:1..20 $tank tank=40:1..500 "
    "i2c=aht20:aht10,aht20,sht3x,sht4x,bme280,scd4x address=0:0..127|limit",
)
SHORT = (
    "$hours filter_h=2000:1..20000 ionizer_h=5000:1..20000",
    "$air ion=out? aroma=out? uv=out? reset=in? button=in?",
    "$head swing=servo? tilt=servo? button=in?",
    "$mist mist=motor speed=level? ion=out? reset=in? $water button=in?",
)
