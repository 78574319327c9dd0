"""Lamps and strips."""

ROWS = (
    "led_strip|$lamp|$power $switch $light",
    "light|$lamp|$power $switch $light",
)
SHORT = (
    "$lamp relay.Relay: out=out button=in?;lamp.Lamp: level=level button=in?;white.Tunable: "
    "warm=level cold=level button=in?;lamp.Lamp: red=level green=level blue=level white=level? "
    "button=in?;white.Tunable: red=level green=level blue=level warm=level cold=level "
    "button=in?;lamp.Strip: pixels=pixels button=in?",
    "$light gamma=220:100..300 minimum=10:0..500 transition_ms=300:0..10000 count=30:1..300 "
    "type=ws2812:ws2812,sk6812",
)
