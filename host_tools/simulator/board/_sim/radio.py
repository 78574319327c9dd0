"""What both interfaces of the radio share: settings by name, addresses, the scan.

Which names config() knows is each port's own business (ports/esp32/network_wlan.c,
extmod/network_cyw43.c): what the other port alone has is refused.
"""

import uos

from _sim import air, clock, facts

ESP32 = facts.port == "esp32"
STA, AP = 0, 1
hostname = "mpy-esp32" if ESP32 else "PicoW"
_BOTH = ("channel", "pm", "txpower", "hostname")
if ESP32:
    _BOTH += ("mac", "protocol", "bandwidth", "dhcp_hostname")
    _OWN = (("reconnects",), ("ssid", "hidden", "security", "key", "max_clients"))
    _OTHER_NAMES = {"essid": "ssid", "authmode": "security", "password": "key"}
else:
    _OWN = ((), ())
    _BOTH += ("ssid", "security", "key", "antenna", "monitor", "trace")
    _OTHER_NAMES = {"essid": "ssid", "password": "key"}
_NO_ADDRESS = ("0.0.0.0",) * 4


class Interface:
    """One interface; `kind` is STA or AP."""

    def __init__(self, kind):
        self._kind = kind
        self._active = False
        self._config = {"pm": 1, "txpower": 20}
        if kind == STA and ESP32:
            self._config["reconnects"] = -1
        self._static = None

    def active(self, on=None):
        """Return whether the interface is on, or switch it."""
        if on is None:
            return self._active
        if bool(on) != self._active:
            self._active = bool(on)
            self._switched()
        return self._active if ESP32 else None

    def config(self, *names, **values):
        """Return one value by name, or set some."""
        if bool(names) == bool(values) or len(names) > 1:
            raise TypeError("either one name or some values")
        if not values:
            return self._get(_OTHER_NAMES.get(names[0], names[0]))
        found = {}
        for name, value in values.items():
            name = _OTHER_NAMES.get(name, name)
            if name not in _BOTH and name not in _OWN[self._kind]:
                if name in _OWN[1 - self._kind]:
                    raise OSError("STA required" if self._kind == AP else "AP required")
                raise ValueError("unknown config param")
            found[name] = value
        self._set_config(found)

    def _set_config(self, found):
        for name in ("hostname", "dhcp_hostname"):
            if name in found:
                set_hostname(found.pop(name))
        self._config.update(found)

    def _get(self, name):
        if name == "mac":
            mac = bytearray(b"\x24\x0a\xc4\xa1\xb2\xc3" if ESP32 else b"\x28\xcd\xc1\x01\x02\x03")
            mac[5] = (mac[5] + self._kind + int(uos.getenv("SIM_ID") or "0", 16)) & 255
            return bytes(mac)
        if name in ("hostname", "dhcp_hostname"):
            return hostname
        if name == "channel":
            return air.channel() or self._config.get("channel", 6)
        if name == "key" or name not in self._config:
            if name == "ssid":
                return ""
            raise ValueError("unknown config param")
        return self._config[name]

    def ifconfig(self, values=None):
        """Return or set (address, mask, gateway, name server)."""
        if values is None:
            return self._static or self._address() or _NO_ADDRESS
        if values == "dhcp":
            if self._kind == AP:
                raise ValueError("invalid arguments")
            self._static = None
        else:
            self._static = tuple(values)
            if len(self._static) != 4:
                raise ValueError("requested length 4 but object has length %d" % len(values))
        self._moved()

    def ipconfig(self, *names, **values):
        """Return one of addr4, gw4, has_dhcp4; or set some."""
        if names:
            own = self.ifconfig()
            known = {"addr4": own[:2], "gw4": own[2], "has_dhcp4": self._static is None}
            if names[0] not in known:
                raise ValueError("unexpected key")
            return known[names[0]]
        if values.get("dhcp4"):
            self._static = None
        elif "addr4" in values:
            address = values["addr4"]
            gateway = values.get("gw4", "0.0.0.0")
            self._static = (address[0], address[1], gateway, gateway)
        self._moved()

    def scan(self, **more):
        """Return [(ssid, bssid, channel, rssi, security, hidden)]; takes 2 s, all else waits.

        ESP32 scans with its station, which must be on; rp2 with whatever is on.
        """
        if ESP32 and (more or not air.station.active()):
            raise OSError("STA must be active")
        if not air.station.active() and not air.is_point_up():
            raise OSError(1)
        clock.wait(2000)
        return air.seen()

    def _moved(self):
        pass


def set_hostname(name):
    """Keep the name that the router is given."""
    global hostname
    if len(name) > 32:
        raise ValueError("hostname is at most 32 letters")
    hostname = name
