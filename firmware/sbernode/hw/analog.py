"""Ports that measure a voltage: a plain one, and a thermistor."""

from machine import ADC, Pin
from micropython import const

# The chips' ADCs are noisy, the more while Wi-Fi sends.
_SAMPLES = const(16)


def make(ports, port, specs, options):
    """Return the port for a pin; port: "adc" or "ntc"; specs: {role: {"gpio": ...}}."""
    (spec,) = specs.values()
    pin = Pin(spec["gpio"])
    adc = Mean(ADC(pin, atten=ADC.ATTN_11DB) if hasattr(ADC, "ATTN_11DB") else ADC(pin))
    if port == "adc":
        return adc
    from sbernode.drivers.ntc import Ntc

    return Ntc(adc, None, options)


class Mean:
    """The mean of some samples, all of them within 2 ms."""

    def __init__(self, adc):
        self._adc = adc

    def read_u16(self) -> int:
        """Return 0..65535, of 3.3 V."""
        adc, total = self._adc, 0
        # An ESP32 is far from linear, but knows its own fault: docs/library/machine.ADC.rst.
        ask = getattr(adc, "read_uv", None)
        for _ in range(_SAMPLES):
            total += ask() if ask else adc.read_u16()
        total //= _SAMPLES
        if not ask:
            return total
        # Its range ends at some 3.1 V (espressif/esp-idf 12218), and there it knows no more than
        # that: a thermistor whose wire is off must not be taken for frost.
        return 65535 if adc.read_u16() == 65535 else min(int(total * 0.01985909), 65535)
