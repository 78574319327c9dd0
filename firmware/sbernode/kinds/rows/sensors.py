"""Sensors."""

ROWS = (
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
)
SHORT = (
    "$analog alarm_when=above:above,below threshold=40:1..99 back_by=5:1..50",
    "$mq mq=adc siren=out? mute=in?",
)
