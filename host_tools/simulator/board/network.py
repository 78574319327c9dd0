"""`network` of the board: WLAN with the habits of its port, in the air of _sim/air.py.

ESP32 tries again for ever after connect(), also with a wrong key, whose usual reason
(15, four-way handshake) its status() does not tell from "connecting"; connect() while connecting
is an error. The Pico W tries once, tells why it failed, and never rejoins by itself.
(ports/esp32/network_wlan.c, extmod/network_cyw43.c.) The access point: _sim/point.py.
"""

from _sim import air as _air
from _sim import clock as _clock
from _sim import radio as _radio

_ESP32 = _radio.ESP32

STA_IF = 0
AP_IF = 1
if _ESP32:
    AUTH_OPEN, AUTH_WPA2_PSK, AUTH_WPA_WPA2_PSK = 0, 3, 4
    STAT_IDLE, STAT_CONNECTING, STAT_GOT_IP = 1000, 1001, 1010
    STAT_BEACON_TIMEOUT, STAT_NO_AP_FOUND, STAT_WRONG_PASSWORD = 200, 201, 202
    STAT_ASSOC_FAIL, STAT_HANDSHAKE_TIMEOUT = 203, 204
else:
    STAT_IDLE, STAT_CONNECTING, STAT_GOT_IP = 0, 1, 3
    STAT_CONNECT_FAIL, STAT_NO_AP_FOUND, STAT_WRONG_PASSWORD = -1, -2, -3
_JOINING = 1001 if _ESP32 else 1
_country = "XX"


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
    if name is None:
        return _radio.hostname
    _radio.set_hostname(name)


def is_on() -> bool:
    """Return whether the radio is on. Not on boards: _sim and machine.ADC ask."""
    return _STATION.active() or _air.is_point_up()


class _Station(_radio.Interface):
    joined = False
    lost = False  # it was joined, and is not any more
    _near = False  # the radio has joined, with an address or without
    _heard = False  # it belongs to the network, with an address or without
    _event = None
    _wish = None  # (ssid, key), both bytes
    _good = None  # (ssid, key of the network) of the last join, until the interface is off
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
            self._wish = (_bytes(ssid), _bytes(key or b""))
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
            if _ESP32 and not self._heard:  # esp_wifi_sta_get_ap_info
                raise OSError("Wifi Not Connected")
            return _air.rssi
        if what is not None:
            raise ValueError("unknown status param")
        return self._status

    @property
    def ssid(self):
        """Return the name of the wished network, as bytes."""
        return self._wish[0]

    def is_hunting(self) -> bool:
        """Return whether the radio looks for a network that is not there."""
        return self._event is not None and _air.find(*self._wish) == "absent"

    def notice(self, _=None):
        """Find out that the air has changed."""
        if self.joined and _air.find(*self._wish) == "absent":
            self.lost = True
            self._leave(STAT_IDLE if not _ESP32 else STAT_BEACON_TIMEOUT)
            if _ESP32:
                self._begin()

    def _begin(self):
        _clock.cancel(self._event)
        self._heard = False
        self._set(False)
        self._status = _JOINING
        self._event = _clock.at(_air.delay_ms, self._arrive)

    def _arrive(self, _):
        self._event = None
        outcome = _air.find(*self._wish)
        known = (self._wish[0], _air.key_of(self._wish[0]))
        if outcome == "key" and not _ESP32 and self._good == known:
            outcome = "ok"  # rp2 still has the key that was right (micropython-lib#971)
        if outcome == "ok":
            self._good = known
            self._heard = True
            self._get_address()
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

    def _get_address(self):
        """Ask for an address, unless one was set: joined without one is 2 on rp2."""
        self._near = True
        if _air.dhcp == "ok" or self._static:
            self._set(True)
            self.lost = False
            self._status = STAT_GOT_IP
            return
        self._status = _JOINING if _ESP32 else 2
        self._event = _clock.at(_air.delay_ms, self._arrive)

    def _leave(self, status):
        _clock.cancel(self._event)
        self._event = None
        self._heard = False
        self._set(False)
        self._status = status

    def _set(self, joined):
        self.joined = self._near = joined

    def _switched(self):
        if not self._active:
            self._good = None
            self._leave(STAT_IDLE)

    def _address(self):
        if not self.joined:
            return None
        own = _air.address_in(self._wish[0])
        router = own[: own.rindex(".")] + ".1"
        return own, "255.255.255.0", router, router


_STATION = _air.station = _Station(STA_IF)


class _Wlan:
    """WLAN(interface): a class on boards; there is one object for each interface."""

    IF_STA = STA_IF
    IF_AP = AP_IF
    PM_NONE, PM_PERFORMANCE, PM_POWERSAVE = (0, 1, 2) if _ESP32 else (0xA11140, 0xA11142, 0xA11C82)
    SEC_OPEN, SEC_WPA_WPA2 = (0, 4) if _ESP32 else (0, 0x00400006)
    if _ESP32:
        SEC_WPA2 = 3

    def __call__(self, interface=STA_IF):
        if interface not in (STA_IF, AP_IF):
            raise ValueError("invalid WLAN interface identifier")
        if interface == STA_IF:
            return _STATION
        if _air.access_point is None:
            from _sim.point import Point

            _air.access_point = Point()
        return _air.access_point


WLAN = _Wlan()


def _bytes(value) -> bytes:
    return value.encode() if isinstance(value, str) else bytes(value)
