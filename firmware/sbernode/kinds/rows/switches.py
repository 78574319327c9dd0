"""Relays, sockets, intercoms, buttons."""

ROWS = (
    "intercom|intercom.Intercom: ring=in unlock=motor? $answer;intercom.Intercom: unlock=motor "
    "$answer|pulse_ms=1000:100..10000 lift_ms=1500:200..10000 hold_s=5:1..60",
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
)
SHORT = (
    "$meters (sda+scl=i2c/tx+rx=uart/cf+cf1+sel=meter)",
    "$mains interval_s=10:3..3600 report_s=600:10..86400 i2c=ina219:ina219,ina226 "
    "address=0:0..127 shunt_mohm=100:1..10000 uart=pzem004t:pzem004t "
    "meter=bl0937:bl0937,hlw8012 shunt_uohm=1000:100..100000 divider=2351:2..10000",
    "$answer reject=motor? handset=motor?",
)
