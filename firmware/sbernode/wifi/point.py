"""The access point of the board, and what is in the air around it. Loaded when wanted.

Facts about the ports: extmod/network_cyw43.c, ports/esp32/network_wlan.c and network_common.c of
micropython/micropython; georgerobotics/cyw43-driver cyw43_ll.h (kinds of security). ESP32: the
address can be moved, its DHCP server moves with it; rp2: 192.168.4.1 is fixed at build time.
"""

import network
from micropython import const

# Android shows no sign-in page for private addresses, see docs/en/portal.md.
_PUBLIC = const("4.3.2.1")
_FIXED = const("192.168.4.1")
_WPA2_ESP32 = const(3)
_WPA2_RP2 = const(0x00400004)
_RP2_NO_POWER_SAVE = const(0xA11140)
_KEPT = const(20)


def up(name: str, password, moves: bool) -> str:
    """Raise the access point; password: None for an open one, else 8 to 63 letters.

    moves: whether this port can move it (esp32). Returns its address.
    """
    point = network.WLAN(network.AP_IF)
    if point.active():
        # What it was before a soft restart; rp2 takes settings while it is off only.
        point.active(False)
    try:
        _configure(point, name, password, moves)
        point.active(True)
    except OSError:
        # esp32, where the station alone was on: the interface is not there before it is active.
        point.active(True)
        _configure(point, name, password, moves)
    if moves:
        point.ifconfig((_PUBLIC, "255.255.255.0", _PUBLIC, _PUBLIC))
        return _PUBLIC
    return _FIXED


def _configure(point, name, password, moves):
    if password:
        point.config(ssid=name, security=_WPA2_ESP32 if moves else _WPA2_RP2, key=password)
    else:
        point.config(ssid=name, security=0)
    if not moves:
        # accept() goes silent after some idle minutes otherwise (micropython#15833).
        point.config(pm=_RP2_NO_POWER_SAVE)


def down():
    """Switch the access point off."""
    network.WLAN(network.AP_IF).active(False)


def phones() -> int:
    """Return how many phones are joined."""
    point = network.WLAN(network.AP_IF)
    return len(point.status("stations")) if point.active() else 0


def quiet():
    """Have the station stop looking for its network; joining again is up to whoever wants it."""
    station = network.WLAN(network.STA_IF)
    if station.active():
        station.disconnect()


def alias() -> str:
    """Give the idle station a public address that DNS can answer with; rp2, not tried on boards.

    lwIP takes packets for any of its interfaces, so phones reach the board under it by way of
    the access point. Ends with the station's own joining.
    """
    station = network.WLAN(network.STA_IF)
    station.active(True)
    station.ifconfig((_PUBLIC, "255.255.255.255", "0.0.0.0", "0.0.0.0"))
    return _PUBLIC


def no_alias():
    """Give the station back to the DHCP of the network it will join."""
    network.WLAN(network.STA_IF).ipconfig(dhcp4=True)


def scan() -> bytes:
    """Return what is in the air, strongest first, each name once.

    A network: dBm below 0, whether locked, length of its name, its name; a byte for each number.

    Keeps the interpreter for some two seconds, and phones may lose the access point meanwhile:
    the ports offer no other way. Hidden networks are left out.
    """
    station = network.WLAN(network.STA_IF)
    was_on = station.active()
    station.active(True)
    best = {}
    try:
        for ssid, _, _, rssi, security, _ in station.scan():
            if ssid and (ssid not in best or best[ssid][0] < rssi):
                best[bytes(ssid)] = (rssi, bool(security))
    except OSError:  # esp32: not while it is joining
        pass
    if not was_on:
        station.active(False)
    found = [(level, ssid) for ssid, (level, _) in best.items()]
    found.sort(reverse=True)
    return b"".join(
        [
            bytes((min(max(-level, 0), 255), best[ssid][1], len(ssid))) + ssid
            for level, ssid in found[:_KEPT]
        ]
    )
