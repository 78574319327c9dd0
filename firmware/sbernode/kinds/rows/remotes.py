"""What is told by infrared."""

ROWS = (
    "hvac_ac|conditioner.Conditioner: ir=ir receiver=ir_in?;conditioner.Conditioner: "
    "(dht22=dht22/ds18b20=ds18b20) ir=ir receiver=ir_in?|$poll",
    "tv|tv.Tv: ir=ir power=in? receiver=ir_in?|volume_steps=0:0..100",
    "vacuum_cleaner|vacuum.Vacuum: ir=ir docked=in? receiver=ir_in?;vacuum.Wired: start=motor "
    "pause=motor? dock=motor? docked=in?|return_s=600:10..3600 pulse_ms=300:50..2000|battery",
)
SHORT = ()
