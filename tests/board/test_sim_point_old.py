"""Before v1.25 settings of a Pico W's access point worked only while it was off (#14224)."""

import network

from check import eq

BOARD = "pico_w"
ENV = {"SIM_MPY": "1.24.1"}


def test_settings_made_while_it_is_on_have_no_effect():
    from _sim import air

    wlan = network.WLAN(network.AP_IF)
    wlan.active(True)
    wlan.config(ssid="setup", key="12345678")
    eq(air.access_point.live("ssid"), "PICO0203")
    wlan.active(False)
    wlan.active(True)
    eq(air.access_point.live("ssid"), "setup")
