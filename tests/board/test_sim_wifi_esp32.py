"""The radio of a simulated ESP32: tries for ever, says little (ports/esp32/network_wlan.c)."""

import time

import network
import sim

from check import eq, raises

BOARD = "esp32"
ENV = {"SIM_WIFI": '{"Home": "secret12"}'}


def station():
    wlan = network.WLAN(network.STA_IF)
    wlan.active(True)
    return wlan


def test_connecting_twice_at_once_is_an_error():
    wlan = station()
    wlan.connect("Home", "secret12")
    eq(wlan.status(), network.STAT_CONNECTING)
    eq(raises(OSError, wlan.connect, "Home", "secret12").args[0], "Wifi Internal Error")
    time.sleep(2)
    eq((wlan.status(), wlan.isconnected()), (network.STAT_GOT_IP, True))


def test_a_wrong_key_looks_like_connecting_for_ever():
    wlan = station()
    wlan.connect("Home", "wrong")
    time.sleep(600)
    eq((wlan.status(), wlan.isconnected()), (network.STAT_CONNECTING, False))
    sim.wifi(networks={"Home": "wrong"})
    time.sleep(10)
    eq(wlan.isconnected(), True)


def test_with_limited_reconnects_the_reason_shows():
    wlan = station()
    wlan.config(reconnects=2)
    wlan.connect("Home", "wrong")
    time.sleep(30)
    eq(wlan.status(), 15)  # WIFI_REASON_4WAY_HANDSHAKE_TIMEOUT


def test_a_network_that_comes_later_is_joined():
    sim.wifi(up=False)
    wlan = station()
    wlan.connect("Home", "secret12")
    time.sleep(30)
    eq(wlan.status(), network.STAT_NO_AP_FOUND)
    sim.wifi(up=True)
    time.sleep(10)
    eq(wlan.isconnected(), True)
    sim.wifi(up=False)
    eq(wlan.isconnected(), False)
    sim.wifi(up=True)
    time.sleep(10)
    eq(wlan.isconnected(), True)


def test_disconnect_stops_trying():
    wlan = station()
    wlan.connect("Home", "wrong")
    wlan.disconnect()
    sim.wifi(networks={"Home": "wrong"})
    time.sleep(60)
    eq((wlan.isconnected(), wlan.status()), (False, network.STAT_IDLE))


def test_joining_and_scanning_need_an_active_interface():
    wlan = network.WLAN(network.STA_IF)
    eq(raises(OSError, wlan.connect, "Home").args[0], "Wifi Not Started")
    eq(raises(OSError, wlan.scan).args[0], "STA must be active")
    eq(raises(OSError, wlan.disconnect).args[0], "Wifi Not Started")


def test_without_an_answer_to_dhcp_it_looks_like_connecting_for_ever():
    sim.wifi(dhcp="silent")
    wlan = station()
    wlan.connect("Home", "secret12")
    time.sleep(60)
    eq((wlan.status(), wlan.isconnected()), (network.STAT_CONNECTING, False))
    eq(wlan.status("rssi"), -58)  # but there is a signal: esp_wifi_sta_get_ap_info()
    wlan.disconnect()
    eq(str(raises(OSError, wlan.status, "rssi")), "Wifi Not Connected")
