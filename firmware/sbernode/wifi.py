"""The only room that touches the radio: join a network as a station. Dropped when done."""

import asyncio
import time

import network
from micropython import const

from sbernode.packets import LinkDown

_JOIN_MS = const(20000)
# esp32, without a name there: the four-way handshake failed, the usual sign of a wrong key.
_HANDSHAKE_FAILED = const(15)


def is_up() -> bool:
    """Tell whether the board has an address."""
    return network.WLAN(network.STA_IF).isconnected()


def address() -> str:
    """Return the board's address in the network."""
    return network.WLAN(network.STA_IF).ifconfig()[0]


async def join(ssid: str, password: str):
    """Join a network; after some seconds at the latest raises LinkDown.

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
        found = _reason(station.status())
        # The esp32 port tells a reason and tries again; the rp2 port stops at it.
        reason = found or reason
        if found and found != "no_address":
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


def _reason(status):
    """Return the reason behind a status number, None while there is still hope."""
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
    # rp2: joined, but no address yet; its constant has no name.
    return "no_address" if status == 2 else None
