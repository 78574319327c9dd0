"""machine.PWM with the limits of the port (ports/esp32/machine_pwm.c, ports/rp2/machine_pwm.c).

RP2040: eight slices of two channels; a slice has one frequency, GPIO n and n+16 are one channel,
and deinit() stops the whole slice. ESP32: groups of eight channels (C3: six) and four timers.
"""

from _sim import facts, lines

from machine import pin as _pin

_ESP32 = facts.port == "esp32"
_GROUP_TIMERS = 4
_active = []


class PWM:
    """PWM(pin, freq, *, duty_u16 | duty_ns); the duty is recorded as 0..65535."""

    def __init__(self, pin, freq=None, **how):
        key = pin.id if isinstance(pin, _pin.Pin) else pin
        self._key = key
        self._freq = None
        self._duty = None
        self._invert = False
        self._group = None
        line = lines.line(key) if isinstance(key, int) else None
        before = line and line[lines.OWNER]
        _pin.take(pin, "PWM", facts.PWM | facts.OUTPUT)
        try:
            if _ESP32:
                freq = 5000 if freq is None else freq
                if not how:
                    how["duty_u16"] = 32768  # as on the boards: half on, unless told otherwise
            else:
                self._refuse_same_channel()
            self.init(freq, **how)
        except (ValueError, RuntimeError, TypeError):
            lines.line(key)[lines.OWNER] = before
            raise
        _active.append(self)

    def init(self, freq=None, *, duty_u16=None, duty_ns=None, invert=None, **more):
        """Set frequency (Hz) and duty; on ESP32 also duty=0..1023."""
        duty = more.pop("duty", None) if _ESP32 else None
        if more:
            raise TypeError("extra keyword arguments given: %s" % ", ".join(more))
        if duty is not None:
            duty_u16 = _in_range(self._key, "duty", duty, 1023) * 65535 // 1023
        if duty_u16 is not None:
            _in_range(self._key, "duty_u16", duty_u16, 65535)
        if freq is not None:
            self._set_freq(freq)
        if invert is not None:
            self._invert = bool(invert)
        if duty_ns is not None:
            duty_u16 = self._from_ns(duty_ns)
        if duty_u16 is not None:
            self._duty = duty_u16
        self._show()

    def freq(self, value=None):
        """Return or set the frequency in Hz."""
        self._alive()
        if value is None:
            return self._freq or 0
        self._set_freq(value)
        self._show()

    def duty_u16(self, value=None):
        """Return or set the duty, 0..65535. Setting does not allocate."""
        self._alive()
        if value is None:
            return self._duty or 0
        _in_range(self._key, "duty_u16", value, 65535)
        self._duty = value
        self._show()

    def duty_ns(self, value=None):
        """Return or set the duty in nanoseconds."""
        self._alive()
        if value is None:
            return (self._duty or 0) * 1000000000 // 65535 // (self._freq or 1)
        self._duty = self._from_ns(value)
        self._show()

    if _ESP32:

        def duty(self, value=None):
            """Return or set the duty, 0..1023."""
            if value is None:
                return (self._duty or 0) * 1023 // 65535
            self.init(duty=value)

    def deinit(self):
        """Stop, and give the pin back."""
        if self not in _active:
            return
        if not _ESP32 and self._neighbour() is not None:
            raise RuntimeError(
                "PWM.deinit() on %s would stop %s too: they share a slice"
                % (facts.name(self._key), facts.name(self._neighbour()._key))
            )
        _active.remove(self)
        lines.record(self._key, "pwm", 65535 if self._invert else 0)
        lines.line(self._key)[lines.OWNER] = None

    def _show(self):
        if self._freq and self._duty is not None:
            lines.record(self._key, "pwm", 65535 - self._duty if self._invert else self._duty)

    def _alive(self):
        if (self._freq is None and _ESP32) or self not in _active:
            raise RuntimeError("PWM is inactive on " + facts.name(self._key))

    def _from_ns(self, value):
        period = 1000000000 // (self._freq or 1)
        return _in_range(self._key, "duty_ns", value, period) * 65535 // period

    def _set_freq(self, freq):
        if not isinstance(freq, int):
            raise TypeError("can't convert %s to int" % type(freq).__name__)
        if _ESP32:
            if not 1 <= freq <= 40000000:
                raise ValueError("frequency must be from 1Hz to 40MHz: %s" % facts.name(self._key))
            self._group = _group(self, freq)
        else:
            # A 125 MHz clock, a divider of up to 255 15/16 and a top of up to 65534.
            if not 8 <= freq <= 62500000:
                text = "freq too small" if freq < 8 else "freq too large"
                raise ValueError("%s: %d Hz on %s" % (text, freq, facts.name(self._key)))
            other = self._neighbour()
            if other is not None and other._freq not in (None, freq):
                facts.refuse(
                    self._key,
                    "shares a PWM slice with GPIO%d, which runs at %d Hz, so %d Hz is impossible"
                    % (other._key, other._freq, freq),
                )
        self._freq = freq

    def _neighbour(self):
        for other in _active:
            if other is not self and other._key // 2 % 8 == self._key // 2 % 8:
                return other
        return None

    def _refuse_same_channel(self):
        for other in _active:
            if other._key % 16 == self._key % 16:
                facts.refuse(self._key, "is the same PWM channel as GPIO%d" % other._key)


def _in_range(key, what, value, limit):
    if not 0 <= value <= limit:
        raise ValueError(
            "%s must be from 0 to %d, not %s: %s" % (what, limit, value, facts.name(key))
        )
    return value


def _group(pwm, freq):
    """Return the group of channels and timers that takes this PWM; RuntimeError if none does."""
    groups = (facts.pwm_frequencies + _GROUP_TIMERS - 1) // _GROUP_TIMERS
    size = facts.pwm_channels // groups
    room = False
    order = list(range(groups))
    if pwm._group is not None:
        order.insert(0, pwm._group)
    for group in order:
        others = [each for each in _active if each is not pwm and each._group == group]
        if len(others) >= size:
            continue
        room = True
        if len({each._freq for each in others} | {freq}) <= _GROUP_TIMERS:
            return group
    what = "timers:%d" % facts.pwm_frequencies if room else "channels:%d" % facts.pwm_channels
    raise RuntimeError("out of PWM %s on %s" % (what, facts.name(pwm._key)))
