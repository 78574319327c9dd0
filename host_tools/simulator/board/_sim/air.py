"""The radio's surroundings: which networks are in the air, name resolution, network time.

SIM_WIFI='{"Home": "secret", "Cafe": ""}' names the networks ("" open); without it every network
joins with any key. SIM_NTP: "ok" or "silent". SIM_HOSTS='{"name": "127.0.0.1"}' answers for names.
"""

import json

import uos

from _sim import clock, facts

networks = json.loads(uos.getenv("SIM_WIFI") or "null")
hosts = json.loads(uos.getenv("SIM_HOSTS") or "{}")
ntp = uos.getenv("SIM_NTP") or "ok"
resolve = "ok"
up = True
rssi = -58
stations = 0  # phones on our access point
delay_ms = 1200  # from connect() to an address; a guess, boards take 1 to 5 s
station = None  # network.py puts its two interfaces here
access_point = None


def change(**how) -> None:
    """Change networks, up, delay, rssi, stations; the interfaces notice at once."""
    global networks, up, delay_ms, rssi, stations
    for name, value in how.items():
        if name == "networks":
            networks = value
        elif name == "up":
            up = bool(value)
        elif name == "delay":
            delay_ms = value
        elif name == "rssi":
            rssi = value
        elif name == "stations":
            stations = value
        else:
            raise ValueError("wifi has networks, up, delay, rssi, stations, but no %r" % name)
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


def find(ssid: str, key: str) -> str:
    """Return what joining leads to: "ok", "absent" or "key"."""
    if not up or (networks is not None and ssid not in networks):
        return "absent"
    return "ok" if networks is None or networks[ssid] in ("", key) else "key"


def look_up(host: str) -> str:
    """Return what to ask the real resolver for; may take long.

    A failed look-up is OSError(-202) on ESP32 (lwIP's EAI_FAIL) and a small negative number on
    rp2 (lwIP's err_t; extmod/modlwip.c).
    """
    failed = OSError(-202 if facts.port == "esp32" else -6)
    if not has_link():
        raise failed
    if resolve.startswith("slow:"):
        clock.wait(int(resolve[5:]))
    elif resolve == "fail":
        clock.wait(1000)
        raise failed
    return hosts.get(host, host)


def has_link() -> bool:
    """Return whether packets pass; firmware that never asked for the radio is not held up."""
    if station is None:
        return True
    return station.joined or access_point.active()


def is_silent() -> bool:
    """Return whether sockets hear nothing: a network was joined and is gone."""
    return station is not None and station.lost and not has_link()
