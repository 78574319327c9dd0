"""A PWM channel that is turned round."""


class Inverted:
    """A PWM channel whose lamp is on while the pin is low."""

    def begin(self, pwm):
        """Take the channel."""
        self._pwm = pwm

    def duty_u16(self, duty: int):
        """Set the duty; may be called inside an interrupt."""
        self._pwm.duty_u16(65535 - duty)
