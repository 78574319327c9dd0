"""The radio of a simulated Pico W: one try, status says why, no rejoin (extmod/network_cyw43.c).

Numbers: 0 down, 1 joining, 3 up, -2 no such network, -3 wrong key (cyw43-driver, cyw43.h).
"""

import time

import network
import sim

from check import eq, raises

BOARD = "pico_w"
ENV = {"SIM_WIFI": '{"Home": "secret12", "Cafe": ""}'}


def joined(ssid, key):
    wlan = network.WLAN(network.STA_IF)
    wlan.active(True)
    wlan.connect(ssid, key)
    eq(wlan.status(), 1)
    time.sleep(5)
    return wlan


def test_status_tells_how_joining_went():
    eq(joined("Home", "wrong").status(), -3)
    eq(joined("Home", "secret12").status(), 3)
    eq(joined("Nobody", "x").status(), -2)
    wlan = joined("Cafe", "")
    eq((wlan.isconnected(), wlan.ifconfig()[0]), (True, "192.168.1.77"))


def test_joining_needs_an_active_interface():
    wlan = network.WLAN(network.STA_IF)
    raises(OSError, wlan.connect, "Home", "secret12")
    raises(OSError, wlan.scan)
    wlan.active(True)
    raises(TypeError, wlan.connect)


def test_a_lost_network_is_not_joined_again():
    wlan = joined("Home", "secret12")
    sim.wifi(up=False)
    eq((wlan.isconnected(), wlan.status()), (False, 0))
    sim.wifi(up=True)
    time.sleep(60)
    eq(wlan.isconnected(), False)
    eq(joined("Home", "secret12").isconnected(), True)


def test_scan_lists_what_is_in_the_air():
    wlan = network.WLAN(network.STA_IF)
    wlan.active(True)
    eq(sorted(entry[0] for entry in wlan.scan()), [b"Cafe", b"Home"])
    eq(sim.now(), 2000)


def test_names_need_a_network_numbers_do_not():
    import socket

    network.WLAN(network.STA_IF).active(True)
    raises(OSError, socket.getaddrinfo, "localhost", 80)
    socket.getaddrinfo("127.0.0.1", 80)
    joined("Home", "secret12")
    socket.getaddrinfo("localhost", 80)
    sim.net(resolve="fail")
    raises(OSError, socket.getaddrinfo, "localhost", 80)
    sim.net(resolve="slow:3000")
    before = sim.now()
    socket.getaddrinfo("localhost", 80)
    eq(sim.now() - before, 3000)
    sim.net(resolve="ok", hosts={"cloud.example": "127.0.0.1"})
    eq(socket.getaddrinfo("cloud.example", 80), socket.getaddrinfo("127.0.0.1", 80))


def test_a_wrong_key_passes_after_the_right_one_until_the_radio_was_off():
    # micropython/micropython-lib#971
    joined("Home", "secret12")
    wlan = joined("Home", "wrong")
    eq(wlan.status(), 3)
    wlan.active(False)
    eq(joined("Home", "wrong").status(), -3)


def test_without_an_answer_to_dhcp_it_is_joined_and_has_no_address():
    sim.wifi(dhcp="silent")
    wlan = joined("Home", "secret12")
    eq((wlan.status(), wlan.isconnected()), (2, False))  # CYW43_LINK_NOIP, cyw43.h
    sim.wifi(dhcp="ok")
    time.sleep(3)
    eq(wlan.status(), 3)


def test_the_channel_is_that_of_the_network():
    sim.wifi(networks={"Home": {"key": "secret12", "channel": 11}})
    eq(joined("Home", "secret12").config("channel"), 11)
