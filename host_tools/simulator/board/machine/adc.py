"""machine.ADC: what a test or a person set, sim.part(gpio, value=0..65535), or what a part makes.

Such parts: _sim/peers/ntc.py.
ADC2 of the ESP32 family is dead while Wi-Fi is on (docs/esp32/quickref.rst).
"""

import sys

from _sim import facts, lines, parts, peers

from machine.pin import Pin, take

_ESP32 = facts.port == "esp32"
# Where the widest range of an ESP32 ends: raw 4095, calibrated 3114 mV (espressif/esp-idf 12218).
_END = 61843


class ADC:
    """ADC(pin); on rp2 also ADC(0..3) and ADC(4), the chip's own temperature."""

    if _ESP32:
        ATTN_0DB, ATTN_2_5DB, ATTN_6DB, ATTN_11DB = range(4)
        WIDTH_9BIT, WIDTH_10BIT, WIDTH_11BIT, WIDTH_12BIT = 9, 10, 11, 12
    else:
        CORE_TEMP = 4

    def __init__(self, pin, *, atten=None, sample_ns=None):
        if not _ESP32 and isinstance(pin, int) and pin < 5:
            if pin == 4:
                self._key = None
                return
            pin += 26
        if atten is not None:
            self.atten(atten)
        key = pin.id if isinstance(pin, Pin) else pin
        if isinstance(key, int) and not facts.flags(key) & facts.ADC:
            raise ValueError("Pin doesn't have ADC capabilities: " + facts.name(key))
        take(pin, "ADC", facts.ADC)[lines.MODE] = "adc"
        self._key = key
        self._peer = peers.make("ntc", key) if peers.kind(key, "ntc") == "ntc" else None

    def read_u16(self) -> int:
        """Return 0..65535. Raises OSError on ADC2 while Wi-Fi is on."""
        if self._key is None:
            return 14000  # about 27 degrees: 0.706 V of 3.3 V (RP2040 datasheet 4.9.5)
        network = sys.modules.get("network")
        if not facts.flags(self._key) & facts.ADC_WITH_WIFI and network and network.is_on():
            raise OSError(
                -263, "ESP_ERR_TIMEOUT: no ADC while Wi-Fi is on, " + facts.name(self._key)
            )
        level = self._level()
        return 65535 if _ESP32 and level >= _END else level

    def _level(self):
        return parts.get(self._key, "value") if self._peer is None else self._peer.level()

    if _ESP32:

        def read(self) -> int:
            """Return 0..4095."""
            return self.read_u16() >> 4

        def read_uv(self) -> int:
            """Return microvolts, for the widest range."""
            self.read_u16()  # raises where there is nothing to be read
            return min(self._level(), _END) * 3300000 // 65535

        def atten(self, value):
            """Set the range."""
            if value not in range(4):
                raise ValueError("invalid attenuation")

        def width(self, value):
            """Set the resolution of read()."""
            if value not in range(9, 13):
                raise ValueError("invalid bit-width")
