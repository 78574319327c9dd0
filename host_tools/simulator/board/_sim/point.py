"""The access point, with the habits of its port; what phones would see is told to the host.

ESP32: any address, its DHCP server moves with it; without `security` it is open, whatever the
key (micropython/micropython#8407). rp2: phones are always sent to 192.168.4.1, so with another
address nobody gets through; a default name and a key that everybody knows; up to v1.24 settings
made while it is on have no effect (#14224). Sources: ports/esp32/network_wlan.c,
network_common.c, extmod/network_cyw43.c, georgerobotics/cyw43-driver cyw43_ctrl.c.
"""

import json

import uos

from _sim import air, facts, wire
from _sim.radio import AP, ESP32, Interface

_USUAL = "192.168.4.1"
_WEP = 1


class Point(Interface):
    """WLAN(AP_IF)."""

    def __init__(self):
        super().__init__(AP)
        if ESP32:
            self._config.update(ssid="ESP_A1B2C3", security=0, key="", max_clients=4, hidden=False)
        else:
            self._config.update(ssid="PICO0203", security=0x00400006, key="picoW123")
        self._live = None  # the settings in force
        kept = json.loads(uos.getenv("SIM_POINT") or "null")
        if kept:  # a soft reset leaves the radio alone
            static = kept.pop("static")
            self._static = static and tuple(static)
            self._config.update(kept)
            self._active = True
            self._switched()

    def isconnected(self):
        """Return whether a phone is connected."""
        return self._active and self._phones() > 0

    def status(self, what=None):
        """Return the port's number; "stations" asks for the list of phones."""
        if what == "stations":
            if ESP32 and not self._active:
                raise OSError("Wifi Invalid Mode")
            return [(bytes((2, 0, 0, 0, 1, n)),) for n in range(self._phones())]
        if what == "rssi":
            raise OSError("STA required") if ESP32 else ValueError("STA required")
        if what is not None:
            raise ValueError("unknown status param")
        return None if ESP32 else 3 if self._active else 0

    def is_reachable(self) -> bool:
        """Return whether the address is the one that phones are given."""
        return ESP32 or self.ifconfig()[0] == _USUAL

    def live(self, name: str):
        """Return a setting as it is in force, not as it was made."""
        return self._live[name]

    def _phones(self):
        if not self._active:
            return 0
        return min(air.stations, self._live["max_clients"] if ESP32 else 8)

    def _set_config(self, found):
        now = dict(self._config)
        now.update(found)
        key, security = now["key"], now["security"]
        if security:
            if ESP32 and security == _WEP:
                raise RuntimeError("Wifi Unknown Error 0x0102")  # #7504
            if not 8 <= len(key) <= 63:
                raise OSError("Wifi Invalid Password") if ESP32 else OSError(22)
        if not 0 < len(now["ssid"]) <= 32:
            raise OSError("Wifi SSID Invalid") if ESP32 else OSError(22)
        super()._set_config(found)
        if self._active and (ESP32 or facts.version_pair >= (1, 25)):
            self._switched()

    def _switched(self):
        self._live = dict(self._config) if self._active else None
        air.point_was_up = True
        self._tell()

    def _moved(self):
        self._tell()

    def _tell(self):
        if not self._active:
            wire.send({"point": None})
            return
        live = self._live
        kept = {name: live[name] for name in ("ssid", "key", "security")}
        kept["static"] = self._static
        seen = {
            "ssid": live["ssid"],
            "key": live["key"] if live["security"] else None,
            "address": self.ifconfig()[0],
            "hidden": bool(live.get("hidden")),
            "kept": kept,
        }
        wire.send({"point": seen})

    def _address(self):
        return (_USUAL, "255.255.255.0", _USUAL, _USUAL) if self._active else None
