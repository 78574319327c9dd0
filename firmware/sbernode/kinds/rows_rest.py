"""Rows of the table of kinds: sensors, what is told by infrared. Data only, see kinds.table."""

ROWS = (
    "hvac_ac|conditioner.Conditioner: ir=ir receiver=ir_in?;conditioner.Conditioner: "
    "(dht22=dht22/ds18b20=ds18b20) ir=ir receiver=ir_in?|$poll",
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
    "tv|tv.Tv: ir=ir power=in? receiver=ir_in?|volume_steps=0:0..100",
    "vacuum_cleaner|vacuum.Vacuum: ir=ir docked=in? receiver=ir_in?;vacuum.Wired: start=motor "
    "pause=motor? dock=motor? docked=in?|return_s=600:10..3600 pulse_ms=300:50..2000|battery",
    # What is written out in them.
    "$analog alarm_when=above:above,below threshold=40:1..99 back_by=5:1..50",
    "$mq mq=adc siren=out? mute=in?",
)
