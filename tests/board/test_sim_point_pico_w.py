"""The access point and the button of a simulated Pico W.

Sources: extmod/network_cyw43.c, docs/library/rp2.rst.
"""

import network
import rp2
import sim

from check import eq, raises

BOARD = "pico_w"
ENV = {"SIM_WIFI": '{"Home": "secret12"}'}


def point():
    wlan = network.WLAN(network.AP_IF)
    wlan.config(ssid="setup", key="12345678")
    wlan.active(True)
    return wlan


def test_it_has_an_address_of_its_own_and_counts_phones():
    wlan = point()
    eq((wlan.ifconfig()[0], wlan.status()), ("192.168.4.1", 3))
    eq((wlan.isconnected(), wlan.status("stations")), (False, []))
    sim.wifi(stations=1)
    eq((wlan.isconnected(), len(wlan.status("stations"))), (True, 1))


def test_with_another_address_nobody_gets_through():
    from _sim import air

    wlan = point()
    eq(air.is_silent(), False)
    wlan.ifconfig(("4.3.2.1", "255.255.255.0", "4.3.2.1", "4.3.2.1"))
    eq((wlan.ifconfig()[0], air.is_silent()), ("4.3.2.1", True))


def test_settings_that_esp32_alone_has_are_unknown():
    wlan = point()
    for name in ("max_clients", "hidden", "authmode", "reconnects", "protocol"):
        eq(str(raises(ValueError, wlan.config, **{name: 1})), "unknown config param")
    for length in (7, 64):
        raises(OSError, wlan.config, key="x" * length)
    for name in ("AUTH_OPEN", "AUTH_WPA2_PSK"):
        eq(hasattr(network, name), False)


def test_it_has_a_name_and_a_key_that_everybody_knows():
    wlan = network.WLAN(network.AP_IF)
    wlan.active(True)
    eq((wlan.config("ssid"), wlan.config("security")), ("PICO0203", network.WLAN.SEC_WPA_WPA2))


def test_an_open_one_is_asked_for():
    wlan = network.WLAN(network.AP_IF)
    wlan.config(ssid="setup", security=network.WLAN.SEC_OPEN)
    eq(wlan.config("security"), 0)


def test_a_scan_works_without_the_station():
    raises(OSError, network.WLAN(network.STA_IF).scan)
    eq([(entry[0], entry[4], entry[5]) for entry in point().scan()], [(b"Home", 5, 1)])


def test_the_button_is_pressed_from_outside():
    eq(rp2.bootsel_button(), 0)
    sim.bootsel(True)
    eq(rp2.bootsel_button(), 1)
    sim.bootsel(False)
    eq(rp2.bootsel_button(), 0)


def test_a_static_address_of_the_station_shows_before_it_has_joined():
    station = network.WLAN(network.STA_IF)
    station.active(True)
    station.ifconfig(("4.3.2.1", "255.255.255.255", "0.0.0.0", "0.0.0.0"))
    eq((station.ifconfig()[0], station.isconnected()), ("4.3.2.1", False))
