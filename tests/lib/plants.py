"""Rooms and kettles that warm and cool, for tests of what heats them.

Newton's law of cooling: C dT/dt = P - k (T - outside), integrated in steps far shorter than C / k.
"""


class Room:
    """A room of so many kJ/K that loses so many W/K; a heater of so many W whose heat comes late.

    degrees: its temperature.
    """

    def __init__(self, degrees=18.0, outside=0.0, watts=2000, loss=60.0, kilojoules=600, lag_s=0):
        self.degrees, self.outside, self.watts = degrees, outside, watts
        self.loss, self.capacity, self.lag_s = loss, kilojoules * 1000, lag_s
        self._given = 0.0

    def pass_ms(self, ms, share):
        """Let time pass while the heater gives so much of its power, 0..1."""
        seconds = ms / 1000
        # A radiator or a floor is a store of heat itself.
        follow = min(1, seconds / self.lag_s) if self.lag_s else 1
        self._given += (share - self._given) * follow
        power = self.watts * self._given - self.loss * (self.degrees - self.outside)
        self.degrees += power * seconds / self.capacity

    def balance(self, degrees) -> float:
        """Return the share of its power at which the heater holds this temperature."""
        return self.loss * (degrees - self.outside) / self.watts


class Pot:
    """Water on 4.19 kJ/(kg K), see ISO 31-4; it boils at `boils`, and loses nothing before."""

    def __init__(self, degrees=20.0, watts=2000, litres=1.0, boils=100.0):
        self.degrees, self.watts, self.litres, self.boils = degrees, watts, litres, boils

    def pass_ms(self, ms, share):
        if self.litres > 0:
            self.degrees += self.watts * share * ms / 1000 / (4190 * self.litres)
            self.degrees = min(self.degrees, self.boils)
