"""The access point of a simulated ESP32 (ports/esp32/network_wlan.c, network_common.c)."""

import network
import sim

from check import eq, raises

BOARD = "esp32"
ENV = {"SIM_WIFI": '{"Home": {"key": "secret12", "channel": 3}}'}
_PUBLIC = ("4.3.2.1", "255.255.255.0", "4.3.2.1", "4.3.2.1")


def point(**settings):
    wlan = network.WLAN(network.AP_IF)
    wlan.config(**(settings or {"ssid": "setup"}))
    wlan.active(True)
    return wlan


def test_it_can_be_given_a_public_address():
    wlan = point()
    eq(wlan.ifconfig()[0], "192.168.4.1")
    wlan.ifconfig(_PUBLIC)
    eq(wlan.ifconfig(), _PUBLIC)
    raises(ValueError, wlan.ifconfig, "dhcp")


def test_a_key_without_security_leaves_it_open():
    from _sim import air

    wlan = point(ssid="setup", key="secret12")  # micropython/micropython#8407
    eq(wlan.config("security"), 0)
    wlan.config(key="short")  # of no use, so not checked
    eq(str(raises(OSError, wlan.config, security=3)), "Wifi Invalid Password")
    wlan.config(key="secret12", authmode=3)
    eq(air.access_point.config("authmode"), 3)


def test_what_it_cannot_do_is_refused():
    wlan = point()
    eq(
        str(raises(RuntimeError, wlan.config, authmode=1, key="secret12")),
        "Wifi Unknown Error 0x0102",
    )
    eq(str(raises(OSError, wlan.config, reconnects=2)), "STA required")
    eq(str(raises(OSError, network.WLAN(network.STA_IF).config, ssid="x")), "AP required")
    raises(ValueError, wlan.config, "key")
    raises(ValueError, wlan.config, antenna=1)
    raises(OSError, wlan.config, ssid="")


def test_phones_are_counted_up_to_the_limit():
    wlan = network.WLAN(network.AP_IF)
    eq(str(raises(OSError, wlan.status, "stations")), "Wifi Invalid Mode")
    wlan = point(ssid="setup", max_clients=2)
    eq((wlan.isconnected(), wlan.status(), wlan.status("stations")), (False, None, []))
    sim.wifi(stations=3)
    eq((wlan.isconnected(), len(wlan.status("stations"))), (True, 2))


def test_a_scan_needs_the_station():
    wlan = point()
    eq(str(raises(OSError, wlan.scan)), "STA must be active")
    network.WLAN(network.STA_IF).active(True)
    found = wlan.scan()
    eq([(entry[0], entry[2], entry[4], entry[5]) for entry in found], [(b"Home", 3, 3, False)])


def test_names_that_are_no_text_and_hidden_ones_are_found():
    sim.wifi(networks={"x": {"hex": "ff00c3"}, "Shy": {"key": "secret12", "hidden": True}})
    network.WLAN(network.STA_IF).active(True)
    eq(sorted(entry[0] for entry in network.WLAN(network.STA_IF).scan()), [b"", b"\xff\x00\xc3"])
    network.WLAN(network.STA_IF).connect(b"\xff\x00\xc3")
    sim.run(5000)
    eq(network.WLAN(network.STA_IF).isconnected(), True)


def test_nobody_hears_it_while_the_station_hunts_for_an_absent_network():
    from _sim import air

    point()
    station = network.WLAN(network.STA_IF)
    station.active(True)
    eq(air.is_silent(), False)
    station.connect("Nobody")
    sim.run(60000)
    eq(air.is_silent(), True)
    station.disconnect()
    eq(air.is_silent(), False)
    station.connect("Home", "wrong")
    sim.run(60000)
    eq(air.is_silent(), False)


def test_it_is_on_the_channel_of_the_station():
    wlan = point(ssid="setup", channel=9)
    eq(wlan.config("channel"), 9)
    station = network.WLAN(network.STA_IF)
    station.active(True)
    station.connect("Home", "secret12")
    sim.run(5000)
    eq((wlan.config("channel"), station.isconnected()), (3, True))
