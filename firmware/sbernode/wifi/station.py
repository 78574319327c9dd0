"""Join a network as a station. Loaded to join, then dropped.

Facts about the ports: extmod/network_cyw43.c, ports/esp32/network_wlan.c of
micropython/micropython; micropython/micropython#12315 (reconnects).
"""

import asyncio
import time

import network
from micropython import const

from sbernode import wifi
from sbernode.packets import LinkDown

_JOIN_MS = const(20000)
# esp32, without a name there: the four-way handshake failed, the usual sign of a wrong key.
_HANDSHAKE_FAILED = const(15)
# rp2: joined, but no address yet; its constant has no name.
_NO_ADDRESS = const(2)
_ESP32_JOINING = const(1001)


async def join(ssid, password: str, link=None):
    """Join a network; after some seconds at the latest raises LinkDown.

    ssid: str, or bytes if it is not UTF-8. link: its `stage` becomes "address" when the network
    has been joined and only the address is missing.
    Codes: no_network, wrong_password, no_address, no_answer.
    """
    station = network.WLAN(network.STA_IF)
    station.active(True)
    # The esp32 port goes on joining for ever and refuses a second connect() meanwhile.
    station.disconnect()
    await asyncio.sleep_ms(100)
    try:
        # esp32: otherwise it only says that it is joining, for ever, whatever is wrong.
        station.config(reconnects=2)
    except (ValueError, TypeError):  # rp2 has no such setting
        pass
    try:
        station.connect(ssid, password)
    except OSError as wrong:
        raise LinkDown("no_answer", str(wrong))
    started = time.ticks_ms()
    reason = "no_answer"
    while time.ticks_diff(time.ticks_ms(), started) < _JOIN_MS:
        if station.isconnected():
            _keep(station)
            return
        found = _reason(station)
        # The esp32 port tells a reason and tries again; the rp2 port stops at it.
        reason = found or reason
        if found == "no_address":
            if link:
                link.stage = "address"
        elif found:
            break
        await asyncio.sleep_ms(200)
    station.disconnect()
    raise LinkDown(reason, "Wi-Fi")


def _keep(station):
    """Have the esp32 port join again by itself, for ever, when the network is lost."""
    try:
        station.config(reconnects=-1)
    except (ValueError, TypeError):
        pass


def _reason(station):
    """Return the reason why there is no address yet, None while there is still hope."""
    status = station.status()
    for constant, reason in (
        ("STAT_WRONG_PASSWORD", "wrong_password"),
        ("STAT_HANDSHAKE_TIMEOUT", "wrong_password"),
        ("STAT_NO_AP_FOUND", "no_network"),
        ("STAT_CONNECT_FAIL", "no_answer"),
        ("STAT_ASSOC_FAIL", "no_answer"),
    ):
        if getattr(network, constant, None) == status:
            return reason
    if status == _HANDSHAKE_FAILED:
        return "wrong_password"
    if status == _NO_ADDRESS:
        return "no_address"
    # esp32: joined and without an address is told like joining, but then there is a signal.
    if status == _ESP32_JOINING and wifi.rssi() is not None:
        return "no_address"
    return None
