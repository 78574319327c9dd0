"""What moves: curtains, blinds, gates, valves."""

ROWS = (
    "curtain|curtain.Curtain: open=motor close=motor;drive.Driven: open=motor close=motor "
    "open_limit=in? close_limit=in;drive.Driven: ($drives) $limits;parts.Halves: "
    "open_left=motor close_left=motor open_right=motor close_right=motor|$travel "
    "$tuned|battery signal",
    "gate|drive.Driven: $moved;gate.Impulse: pulse=motor open_limit=in? close_limit=in|$travel "
    "pulse_ms=500:50..3000 turn=2:1..2 $tuned|signal",
    "valve|valve.Returning: out=out $limits;tap.Tap: $moved|$travel offline_close_s=0:0..86400 "
    "power_on=off:off,on,last $tuned|battery signal",
    "window_blind|drive.Driven: $moved;blind.Blind: $moved tilt=servo;slats.Slats: "
    "tilt=servo|$travel tilt_ms=1500:100..60000 $tuned|battery signal",
)
SHORT = (
    "$tuned steps=4096:10..2000000 step_ms=2:1..50 min_us=1000:400..2500 max_us=2000:500..2600 "
    "hold=no:no,yes",
    "$moved (open=motor close=motor/$drives) $limits",
    "$drives "
    "open_pwm+close_pwm=bridge/servo=servo/step+dir=stepper/step+dir+enable=stepper/in1+in2+in3+in4=stepper",
    "$limits open_limit=in? close_limit=in?",
    "$travel travel_ms=20000:500..180000 pause_ms=500:100..5000",
)
