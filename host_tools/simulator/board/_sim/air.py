"""The radio's surroundings: networks in the air, phones, name resolution, network time.

SIM_WIFI='{"Home": "secret", "Cafe": ""}' names the networks ("" open); without it every network
joins with any key. Instead of a key a network may have {"key", "rssi", "channel", "hidden",
"hex": its name, if that is no UTF-8, "address": what the board gets there}. SIM_NTP: "ok" or
"silent". SIM_HOSTS='{"name": "127.0.0.1"}' answers for names.
"""

import binascii
import json

import uos

from _sim import clock, facts

networks = None
hosts = json.loads(uos.getenv("SIM_HOSTS") or "{}")
ntp = uos.getenv("SIM_NTP") or "ok"
resolve = "ok"
dhcp = "ok"
up = True
rssi = -58
stations = 0  # phones on our access point
delay_ms = 1200  # from connect() to an address; a guess, boards take 1 to 5 s
station = None  # network.py puts its interface here
access_point = None  # and this one, once it is asked for
point_was_up = False
_ESP32 = facts.port == "esp32"


def change(**how) -> None:
    """Change networks, up, delay, rssi, dhcp, stations; the interfaces notice at once."""
    global up, delay_ms, rssi, stations, dhcp
    for name, value in how.items():
        if name == "networks":
            _set_networks(value)
        elif name == "up":
            up = bool(value)
        elif name == "delay":
            delay_ms = value
        elif name == "rssi":
            rssi = value
        elif name == "stations":
            stations = value
        elif name == "dhcp" and value in ("ok", "silent"):
            dhcp = value
        else:
            raise ValueError("wifi has networks, up, delay, rssi, dhcp, stations; not %r" % name)
    if station is not None:
        clock.at(0, station.notice)
        clock.deliver()


def change_net(**how) -> None:
    """Change resolve ("ok", "fail", "slow:3000"), ntp ("ok", "silent"), hosts (a dict)."""
    global resolve, ntp, hosts
    for name, value in how.items():
        if name == "resolve" and (value in ("ok", "fail") or value.startswith("slow:")):
            resolve = value
        elif name == "ntp" and value in ("ok", "silent"):
            ntp = value
        elif name == "hosts":
            hosts = value
        else:
            raise ValueError("net has resolve, ntp, hosts; not %s=%r" % (name, value))


def _set_networks(found) -> None:
    global networks
    if found is None:
        networks = None
        return
    networks = {}
    for place, (name, about) in enumerate(found.items()):
        about = {"key": about} if isinstance(about, str) else dict(about)
        ssid = binascii.unhexlify(about["hex"]) if "hex" in about else name.encode()
        about["key"] = about.get("key", "").encode()
        about["place"] = place
        networks[ssid] = about


def find(ssid: bytes, key: bytes) -> str:
    """Return what joining leads to: "ok", "absent" or "key"."""
    if not up or (networks is not None and ssid not in networks):
        return "absent"
    return "ok" if networks is None or networks[ssid]["key"] in (b"", key) else "key"


def address_in(ssid: bytes) -> str:
    """Return the address that the board gets in a network."""
    about = networks[ssid] if networks else {}
    return about.get("address", "192.168.1.77")


def key_of(ssid: bytes):
    """Return the key of a network, None if any will do."""
    return networks[ssid]["key"] if networks and ssid in networks else None


def channel():
    """Return the channel of the network that the station is in; the radio has only one."""
    if station is None or not station.joined or not networks:
        return None
    return _channel(networks.get(station.ssid))


def _channel(about):
    return about and about.get("channel", 1 + about["place"] % 11)


def seen() -> list:
    """Return what a scan finds; the last member is the count of beacons on rp2."""
    found = []
    for ssid, about in networks.items() if up and networks else ():
        place = about["place"]
        lock = (3 if _ESP32 else 5) if about["key"] else 0
        level = about.get("rssi", rssi - place)
        name = b"" if about.get("hidden") else ssid
        mac = bytes((2, 0, 0, 0, 0, place))
        found.append((name, mac, _channel(about), level, lock, False if _ESP32 else 1))
    return found


def look_up(host: str) -> str:
    """Return what to ask the real resolver for; may take long.

    A failed look-up is OSError(-202) on ESP32 (lwIP's EAI_FAIL) and a small negative number on
    rp2 (lwIP's err_t; extmod/modlwip.c).
    """
    failed = OSError(-202 if _ESP32 else -6)
    if station is not None and not station.joined:
        raise failed  # phones on an access point answer for no names
    if resolve.startswith("slow:"):
        clock.wait(int(resolve[5:]))
    elif resolve == "fail":
        clock.wait(1000)
        raise failed
    return hosts.get(host, host)


def is_point_up() -> bool:
    """Return whether the access point is on."""
    return access_point is not None and access_point.active()


def has_link() -> bool:
    """Return whether packets pass; firmware that never asked for the radio is not held up."""
    if station is None:
        return True
    return station.joined or (is_point_up() and access_point.is_reachable() and not _is_deaf())


def _is_deaf() -> bool:
    """Return whether the one radio is away from the access point's channel.

    So it is on ESP32 while the station hunts for a network that is not there
    (esp8266/Arduino#1661, #4322, espressif/arduino-esp32#1040, espressif/esp-idf#3583).
    """
    return _ESP32 and station.is_hunting()


def is_silent() -> bool:
    """Return whether sockets hear nothing: there was a network or an access point, and is none."""
    return station is not None and (station.lost or point_was_up) and not has_link()


_set_networks(json.loads(uos.getenv("SIM_WIFI") or "null"))
