"""`network` of the board: WLAN with the habits of its port, in the air of _sim/air.py.

ESP32 tries again for ever after connect(), also with a wrong key, whose usual reason
(15, four-way handshake) its status() does not tell from "connecting"; connect() while connecting
is an error. The Pico W tries once, tells why it failed, and never rejoins by itself.
(ports/esp32/network_wlan.c, extmod/network_cyw43.c.)
"""

import uos
from _sim import air as _air
from _sim import clock as _clock
from _sim import facts as _facts

_ESP32 = _facts.port == "esp32"

STA_IF = 0
AP_IF = 1
AUTH_OPEN = 0
AUTH_WPA_WPA2_PSK = 4
if _ESP32:
    STAT_IDLE, STAT_CONNECTING, STAT_GOT_IP = 1000, 1001, 1010
    STAT_BEACON_TIMEOUT, STAT_NO_AP_FOUND, STAT_WRONG_PASSWORD = 200, 201, 202
    STAT_ASSOC_FAIL, STAT_HANDSHAKE_TIMEOUT = 203, 204
else:
    STAT_IDLE, STAT_CONNECTING, STAT_GOT_IP = 0, 1, 3
    STAT_CONNECT_FAIL, STAT_NO_AP_FOUND, STAT_WRONG_PASSWORD = -1, -2, -3
_JOINING = 1001 if _ESP32 else 1
_country = "XX"
_hostname = "mpy-esp32" if _ESP32 else "PicoW"


def country(code=None):
    """Return or set the two letters of the country."""
    global _country
    if code is None:
        return _country
    if len(code) != 2:
        raise ValueError("country is two letters")
    _country = code


def hostname(name=None):
    """Return or set the name given to the router."""
    global _hostname
    if name is None:
        return _hostname
    if len(name) > 32:
        raise ValueError("hostname is at most 32 letters")
    _hostname = name


def is_on() -> bool:
    """Return whether the radio is on. Not on boards: _sim and machine.ADC ask."""
    return _STATION._active or _POINT._active


class _Interface:
    def __init__(self, kind):
        self._kind = kind
        self._active = False
        self._config = {"reconnects": -1, "pm": 1, "txpower": 20}
        self._static = None

    def active(self, on=None):
        """Return whether the interface is on, or switch it."""
        if on is None:
            return self._active
        if bool(on) != self._active:
            self._active = bool(on)
            self._switched()
        return self._active if _ESP32 else None

    def config(self, *names, **values):
        """Return one value by name, or set some."""
        if bool(names) == bool(values) or len(names) > 1:
            raise TypeError("either one name or some values")
        if not values:
            return self._get(names[0])
        for name, value in values.items():
            if name in ("key", "password") and value and not 8 <= len(value) <= 63:
                raise OSError("Wifi Invalid Password: 8 to 63 letters")
            if name == "reconnects" and not _ESP32:
                raise ValueError("unknown config param")
            self._config["ssid" if name == "essid" else name] = value

    def _get(self, name):
        if name == "mac":
            mac = bytearray(b"\x24\x0a\xc4\xa1\xb2\xc3" if _ESP32 else b"\x28\xcd\xc1\x01\x02\x03")
            mac[5] = (mac[5] + self._kind + int(uos.getenv("SIM_ID") or "0", 16)) & 255
            return bytes(mac)
        name = "ssid" if name == "essid" else name
        if name == "hostname":
            return _hostname
        if name in self._config:
            return self._config[name]
        if name in ("ssid", "channel"):
            return "" if name == "ssid" else 6
        raise ValueError("unknown config param")

    def ifconfig(self, values=None):
        """Return or set (address, mask, gateway, name server)."""
        if values is not None:
            self._static = None if values == "dhcp" else tuple(values)
        elif self._address():
            return self._static or self._address()
        else:
            return ("0.0.0.0",) * 4

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


class _Station(_Interface):
    joined = False
    lost = False  # it was joined, and is not any more
    _event = None
    _wish = None  # (ssid, key)
    _status = STAT_IDLE
    _tries = 0

    def connect(self, ssid=None, key=None, *, bssid=None, **more):
        """Begin to join; status() and isconnected() tell how it went."""
        if more and (_ESP32 or set(more) - {"auth", "security", "channel"}):
            raise TypeError("extra keyword arguments given: %s" % ", ".join(more))
        if not self._active:
            raise OSError("Wifi Not Started") if _ESP32 else OSError(1)
        if _ESP32 and self._event is not None:
            raise OSError("Wifi Internal Error")
        if ssid is None and (self._wish is None or not _ESP32):
            raise TypeError("connect needs the name of a network")
        if ssid is not None:
            self._wish = (_text(ssid), _text(key or ""))
        self._tries = 0
        self._begin()

    def disconnect(self):
        """Leave, and stop trying."""
        if _ESP32 and not self._active:
            raise OSError("Wifi Not Started")
        self._leave(STAT_IDLE)

    def isconnected(self):
        """Return whether the board has an address."""
        _clock.sync()
        return self.joined

    def status(self, what=None):
        """Return the port's number; "rssi" asks for the signal."""
        if what == "rssi":
            if _ESP32 and not self.joined:
                raise OSError("Wifi Not Connected")
            return _air.rssi
        if what is not None:
            raise ValueError("unknown status param")
        return self._status

    def scan(self):
        """Return [(ssid, bssid, channel, rssi, security, hidden)]; takes 2 s."""
        if not self._active:
            raise OSError("STA must be active") if _ESP32 else OSError(1)
        _clock.wait(2000)
        found = []
        for index, ssid in enumerate(_air.networks or {}):
            lock = AUTH_WPA_WPA2_PSK - 1 if _air.networks[ssid] else AUTH_OPEN
            mac = bytes((2, 0, 0, 0, 0, index))
            found.append((ssid.encode(), mac, 1 + index % 11, _air.rssi - index, lock, False))
        return found if _air.up else []

    def notice(self, _=None):
        """Find out that the air has changed."""
        if self.joined and _air.find(*self._wish) == "absent":
            self.lost = True
            self._leave(STAT_IDLE if not _ESP32 else STAT_BEACON_TIMEOUT)
            if _ESP32:
                self._begin()

    def _begin(self):
        _clock.cancel(self._event)
        self._set(False)
        self._status = _JOINING
        self._event = _clock.at(_air.delay_ms, self._arrive)

    def _arrive(self, _):
        self._event = None
        outcome = _air.find(*self._wish)
        if outcome == "ok":
            self._set(True)
            self.lost = False
            self._status = STAT_GOT_IP
            return
        if outcome == "absent":
            self._status = STAT_NO_AP_FOUND
        else:
            self._status = _JOINING if _ESP32 else STAT_WRONG_PASSWORD
        if not _ESP32:
            return
        self._tries += 1
        limit = self._config["reconnects"]
        if limit == -1 or self._tries < limit:
            self._event = _clock.at(_air.delay_ms * 2, self._arrive)
        elif outcome == "key":
            self._status = 15  # WIFI_REASON_4WAY_HANDSHAKE_TIMEOUT, passed through

    def _leave(self, status):
        _clock.cancel(self._event)
        self._event = None
        self._set(False)
        self._status = status

    def _set(self, joined):
        self.joined = joined

    def _switched(self):
        if not self._active:
            self._leave(STAT_IDLE)

    def _address(self):
        return (
            ("192.168.1.77", "255.255.255.0", "192.168.1.1", "192.168.1.1")
            if self.joined
            else None
        )


class _Point(_Interface):
    def isconnected(self):
        """Return whether a phone is connected."""
        return self._active and _air.stations > 0

    def status(self, what=None):
        """Return the port's number; "stations" asks for the list of phones."""
        if what == "stations":
            return [(bytes((2, 0, 0, 0, 1, n)),) for n in range(_air.stations)]
        if what is not None:
            raise ValueError("unknown status param")
        return None if _ESP32 else 3 if self._active else 0

    def _switched(self):
        pass

    def _address(self):
        if not self._active:
            return None
        own = "192.168.4.1"
        return (own, "255.255.255.0", own, own)


_STATION = _air.station = _Station(STA_IF)
_POINT = _air.access_point = _Point(AP_IF)


class _Wlan:
    """WLAN(interface): a class on boards; there is one object for each interface."""

    IF_STA = STA_IF
    IF_AP = AP_IF
    PM_NONE, PM_PERFORMANCE, PM_POWERSAVE = (0, 1, 2) if _ESP32 else (0xA11140, 0xA11142, 0xA11C82)

    def __call__(self, interface=STA_IF):
        if interface not in (STA_IF, AP_IF):
            raise ValueError("invalid WLAN interface identifier")
        return _POINT if interface == AP_IF else _STATION


WLAN = _Wlan()


def _text(value) -> str:
    return value if isinstance(value, str) else bytes(value).decode()
