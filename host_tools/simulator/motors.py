"""Where the simulated curtains are: position from the time their outputs were on.

What a motor with end switches does: it moves while one of its two outputs is active, and stops
by itself at the ends. Both at once is a fault that would burn it; it is shown.
"""

import time


class Motors:
    """The motors of all curtains in a list of devices (see devices.py); time in seconds."""

    def __init__(self, devices: list[dict], speed: float = 1, clock=time.monotonic):
        self._clock = clock
        self._speed = speed or 1
        self._motors = {}
        self._by_pin: dict[str, tuple[str, str, bool]] = {}
        for device in devices:
            pins = {pin["role"]: pin for pin in device["pins"]}
            if not {"open", "close"} <= set(pins):
                continue
            travel = device["options"].get("travel_ms", 20000)
            travel_s = travel / 1000 if isinstance(travel, int | float) and travel > 0 else 20
            self._motors[device["id"]] = {"travel_s": travel_s / self._speed, "position": 0.0}
            self._motors[device["id"]] |= {"open": False, "close": False, "since": clock()}
            for role in ("open", "close"):
                pin = pins[role]
                self._by_pin[str(pin["gpio"])] = (device["id"], role, pin["low"])

    def note(self, pin: str, value: int) -> str | None:
        """Take a level; return the id of the curtain that it belongs to."""
        if pin not in self._by_pin:
            return None
        name, role, low = self._by_pin[pin]
        motor = self._motors[name]
        motor["position"] = self._position(motor)
        motor["since"] = self._clock()
        motor[role] = bool(value) != low
        return name

    def owner(self, pin: str) -> str | None:
        """Return the id of the curtain that a pin belongs to."""
        return self._by_pin[pin][0] if pin in self._by_pin else None

    def state(self, name: str) -> dict:
        """Return {motor, position 0..1 (1 open), direction -1 0 1, travel_s, both}."""
        motor = self._motors[name]
        return {
            "motor": name,
            "position": self._position(motor),
            "direction": self._direction(motor),
            "travel_s": motor["travel_s"],
            "both": motor["open"] and motor["close"],
        }

    def states(self) -> list[dict]:
        """Return the state of each."""
        return [self.state(name) for name in self._motors]

    def stop(self) -> None:
        """Take it that all outputs are off: a hard reset."""
        for motor in self._motors.values():
            motor["position"] = self._position(motor)
            motor |= {"open": False, "close": False}

    @staticmethod
    def _direction(motor: dict) -> int:
        return 0 if motor["open"] == motor["close"] else 1 if motor["open"] else -1

    def _position(self, motor: dict) -> float:
        gone = (self._clock() - motor["since"]) / motor["travel_s"]
        return min(1.0, max(0.0, motor["position"] + gone * self._direction(motor)))
