"""Where the simulated curtains, gates and valves are: worked out from what their pins did.

What a motor with end switches does: it moves while one of its two outputs is active, the faster
the more of the time it is, and stops by itself at the ends. Both at once is a fault that would
burn it; it is shown. A stepper moves by its steps, a servo goes where its pulse says.
"""

import time

# Roles of the two outputs of a motor; what is behind the device's id in the motor's name.
_PAIRS = (
    ("open", "close", ""),
    ("open_pwm", "close_pwm", ""),
    ("open_left", "close_left", "/left"),
    ("open_right", "close_right", "/right"),
)
_FULL = 65535
_SERVO_US = 20000
_COILS = ("in1", "in2", "in3", "in4")
# Half steps of a 28BYJ-48, bit 0 for in1: the table of its data sheet.
_PHASES = (8, 12, 4, 6, 2, 3, 1, 9)


class Motors:
    """The motors of all devices in a list (see devices.py); time in seconds."""

    def __init__(self, devices: list[dict], speed: float = 1, clock=time.monotonic):
        self._clock = clock
        self._speed = speed or 1
        self._motors: dict[str, _Motor] = {}
        self._by_pin: dict[str, tuple[str, int, bool]] = {}
        for device in devices:
            pins = {pin["role"]: pin for pin in device["pins"]}
            for opens, closes, more in _PAIRS:
                if {opens, closes} <= set(pins):
                    self._add(device, device["id"] + more, _Timed, pins, (opens, closes))
            if {"step", "dir"} <= set(pins):
                self._add(device, device["id"], _Stepped, pins, ("dir", "step"))
            elif set(_COILS) <= set(pins):
                self._add(device, device["id"], _Coiled, pins, _COILS)
            elif "servo" in pins:
                self._add(device, device["id"], _Servo, pins, ("servo",))

    def _add(self, device, name, kind, pins, roles):
        self._motors[name] = kind(device["options"], self._speed, self._clock)
        for place, role in enumerate(roles):
            pin = pins[role]
            self._by_pin[str(pin["gpio"])] = (name, place, pin["low"])

    def note(self, pin: str, value: int) -> str | None:
        """Take a level or a duty; return the name of the motor that it belongs to."""
        if pin not in self._by_pin or not isinstance(value, int):
            return None
        name, place, low = self._by_pin[pin]
        self._motors[name].note(place, (_FULL if value > 1 else 1) - value if low else value)
        return name

    def owner(self, pin: str) -> str | None:
        """Return the name of the motor that a pin belongs to."""
        return self._by_pin[pin][0] if pin in self._by_pin else None

    def state(self, name: str) -> dict:
        """Return {motor, position 0..1 (1 open), direction -1 0 1, travel_s, both}.

        direction: None of a motor whose position is told each time that it moves.
        """
        return {"motor": name} | self._motors[name].state()

    def states(self) -> list[dict]:
        """Return the state of each."""
        return [self.state(name) for name in self._motors]

    def stop(self) -> None:
        """Take it that all outputs are off: a hard reset."""
        for motor in self._motors.values():
            motor.stop()


class _Motor:
    """A motor that tells its position; of the options only numbers count."""

    def __init__(self, options: dict, speed: float, clock):
        self.options, self.speed, self.clock = options, speed, clock
        self.position = 0.0

    def option(self, name: str, usual: float) -> float:
        value = self.options.get(name, usual)
        return value if isinstance(value, int | float) and value > 0 else usual

    def move(self, to: float) -> None:
        self.position = min(1.0, max(0.0, to))

    def state(self) -> dict:
        return {"position": self.position, "direction": None, "travel_s": 1, "both": False}

    def stop(self) -> None:
        """Stay: without its pins it does not move."""


class _Timed(_Motor):
    """Two outputs: opens, closes; a duty is how fast."""

    def __init__(self, *given):
        super().__init__(*given)
        self.whole_s = self.option("travel_ms", 20000) / 1000 / self.speed
        self.sides, self.since = [0.0, 0.0], self.clock()

    def note(self, place, value):
        self.settle()
        self.sides[place] = value / _FULL if value > 1 else float(value)

    def settle(self):
        now = self.clock()
        self.move(self.position + (now - self.since) / self.whole_s * self.way())
        self.since = now

    def way(self) -> float:
        opens, closes = self.sides
        return 0 if opens and closes else opens - closes

    def state(self):
        self.settle()
        way = self.way()
        return {
            "position": self.position,
            "direction": (way > 0) - (way < 0),
            "travel_s": self.whole_s / (abs(way) or 1),
            "both": all(self.sides),
        }

    def stop(self):
        self.settle()
        self.sides = [0.0, 0.0]


class _Stepped(_Motor):
    """A driver: the level of DIR, and a step at each rise of STEP."""

    opens = was = 0

    def note(self, place, value):
        if not place:
            self.opens = value
        elif value and not self.was:
            self.step(1 if self.opens else -1)
        if place:
            self.was = value

    def step(self, way):
        self.move(self.position + way / self.option("steps", 4096))


class _Coiled(_Stepped):
    """Four coils, the last of which is set last."""

    coils, phase = 0, None

    def note(self, place, value):
        self.coils = self.coils & ~(1 << place) | bool(value) << place
        if place == 3 and self.coils in _PHASES:
            phase = _PHASES.index(self.coils)
            way = 0 if self.phase is None else (phase - self.phase + 4) % 8 - 4
            self.phase = phase
            self.step(way)


class _Servo(_Motor):
    """It stays where it is while it gets no pulse."""

    def note(self, place, value):
        if value > 1:
            closed, opened = self.option("min_us", 1000), self.option("max_us", 2000)
            self.move((value * _SERVO_US / (_FULL + 1) - closed) / (opened - closed or 1))
