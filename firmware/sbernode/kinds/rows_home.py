"""Rows of the table of kinds: lamps, switches, what moves. Data only, see kinds.table."""

ROWS = (
    "curtain|curtain.Curtain: open=motor close=motor;drive.Driven: open=motor close=motor "
    "open_limit=in? close_limit=in;drive.Driven: ($drives) $limits;parts.Halves: "
    "open_left=motor close_left=motor open_right=motor close_right=motor|$travel "
    "$tuned|battery signal",
    "gate|drive.Driven: $moved;gate.Impulse: pulse=motor open_limit=in? close_limit=in|$travel "
    "pulse_ms=500:50..3000 turn=2:1..2 $tuned|signal",
    "intercom|intercom.Intercom: ring=in unlock=motor? $answer;intercom.Intercom: unlock=motor "
    "$answer|pulse_ms=1000:100..10000 lift_ms=1500:200..10000 hold_s=5:1..60",
    "led_strip|$lamp|$power $switch $light",
    "light|$lamp|$power $switch $light",
    "relay|relay.Relay: out=out button=in?;meter.Relay: out=out $meters button=in?|$power "
    "$switch $mains|limit",
    "scenario_button|button.Button: button=in;buttons.Buttons: button_1=in button_2=in? "
    "button_3=in? button_4=in? button_5=in? button_6=in? button_7=in? button_8=in? "
    "button_9=in? button_10=in?;buttons.Buttons: left=in right=in top_left=in? top_right=in? "
    "bottom_left=in? bottom_right=in?;buttons.Buttons: top_left=in top_right=in "
    "bottom_left=in? bottom_right=in?|toggles=:device long_ms=700:300..5000 "
    "double_ms=350:0..1000|battery signal",
    "socket|relay.Relay: out=out;relay.Socket: out=out button=in;meter.Relay: out=out "
    "$meters;meter.Socket: out=out $meters button=in|$power $switch $mains|limit",
    "valve|valve.Returning: out=out $limits;tap.Tap: $moved|$travel offline_close_s=0:0..86400 "
    "power_on=off:off,on,last $tuned|battery signal",
    "window_blind|drive.Driven: $moved;blind.Blind: $moved tilt=servo;slats.Slats: "
    "tilt=servo|$travel tilt_ms=1500:100..60000 $tuned|battery signal",
    # What is written out in them.
    "$lamp relay.Relay: out=out button=in?;lamp.Lamp: level=level button=in?;white.Tunable: "
    "warm=level cold=level button=in?;lamp.Lamp: red=level green=level blue=level white=level? "
    "button=in?;white.Tunable: red=level green=level blue=level warm=level cold=level "
    "button=in?;lamp.Strip: pixels=pixels button=in?",
    "$light gamma=220:100..300 minimum=10:0..500 transition_ms=300:0..10000 count=30:1..300 "
    "type=ws2812:ws2812,sk6812",
    "$meters (sda+scl=i2c/tx+rx=uart/cf+cf1+sel=meter)",
    "$mains interval_s=10:3..3600 report_s=600:10..86400 i2c=ina219:ina219,ina226 "
    "address=0:0..127 shunt_mohm=100:1..10000 uart=pzem004t:pzem004t "
    "meter=bl0937:bl0937,hlw8012 shunt_uohm=1000:100..100000 divider=2351:2..10000",
    "$answer reject=motor? handset=motor?",
    "$tuned steps=4096:10..2000000 step_ms=2:1..50 min_us=1000:400..2500 max_us=2000:500..2600 "
    "hold=no:no,yes",
    "$moved (open=motor close=motor/$drives) $limits",
    "$drives "
    "open_pwm+close_pwm=bridge/servo=servo/step+dir=stepper/step+dir+enable=stepper/in1+in2+in3+in4=stepper",
    "$limits open_limit=in? close_limit=in?",
    "$travel travel_ms=20000:500..180000 pause_ms=500:100..5000",
)
