"""What runs inside an interrupt allocates nothing: on a board the heap may be locked then."""

import time

import micropython

from check import true
from ports import Clock, Level, Out, made, make
from sbernode.hw.outputs import Motor
from sbernode.hw.paced import Bridge, Servo
from sbernode.hw.stepper import Stepper
from sbernode.kinds import table


class Still(Out):
    """An output that keeps no history, so it takes no memory."""

    def value(self, on=None):
        if on is None:
            return int(self.on)
        self.on = bool(on)

    def run(self, ms):
        self.on = self.running_now = True

    def stop(self):
        self.on = self.running_now = False

    running = property(lambda self: self.running_now)
    running_now = False


def _every(wanted):
    """Yield (name of the kind, device, ports) of all sets of roles with one of these."""
    for name in table.names():
        kind = table.find(name)
        given = {option: default for option, default, _ in kind.options}
        for _, tokens in kind.items():
            roles = [(names[0], port) for names, port, _ in tokens]
            if not [role for role, _ in roles if role in wanted] or roles[0][0] == "button":
                continue
            for options in ({}, {"transition_ms": 0}, {"max_on_s": 60}):
                if not all([option in given for option in options]):
                    continue
                clock = Clock()
                ports = {}
                for role, port in roles:
                    if port in ("out", "motor"):
                        ports[role] = Still(clock)
                    else:
                        ports[role] = make(port, clock, False, given)
                yield name, made(name, ports, options), ports


def _locked(act):
    micropython.heap_lock()
    try:
        act()
    finally:
        micropython.heap_unlock()


def test_a_press_of_a_wall_switch():
    count = 0
    for name, device, ports in _every(("button",)):
        button = ports["button"]
        clock = button.clock
        for moment in range(6):
            try:
                for act in button._presses:
                    _locked(act)
            except MemoryError:
                raise AssertionError("%s %s" % (name, sorted(ports)))
            true(device.dirty or device.inner.dirty, name)
            device.step(clock.now)
            if "light_brightness" in device.features:
                # in the middle of a transition, too
                device.apply("light_brightness", 100 * (moment + 1), clock.now)
                device.step(clock.now + 20)
            clock.pass_ms(3000)
        count += 1
    true(count > 30, count)


def test_a_limit_switch():
    count = 0
    for _, device, ports in _every(("open_limit", "close_limit")):
        # Drives are those of hw below; what the class does is the same.
        if "open" in ports:
            for way in ("open", "close", "open"):
                device.apply("open_set", way, 0)
                device.step(0)
                for role in ("open_limit", "close_limit"):
                    for act in ports[role]._presses if role in ports else ():
                        _locked(act)
            count += 1
    true(count >= 4, count)


def test_the_ticks_and_the_stop_of_everything_that_moves_by_itself():
    opens, closes = Level(), Level()
    bridge, servo, held, motor, stepper = Bridge(), Servo(), Servo(), Motor(), Stepper()
    bridge.begin(1000, opens, closes)
    servo.begin(1000, opens, (1000, 2000), False)
    held.begin(1000, opens, (1000, 2000), True)
    motor.begin(Still())
    coils = Still(), Still(), Still(), Still()
    stepper.begin(4096, coils, Still(), 2, Pace())
    for drive in (bridge, servo, held, motor, stepper):
        for units in (1, 500, 100000):
            drive.at = 300
            drive.run(units)
            time.sleep_ms(20)
            _locked(_Work(drive).do)
            drive.run(units)
            _locked(_Work(drive).do)


class _Work:
    """All that an interrupt may do with a drive."""

    def __init__(self, drive):
        self.drive = drive

    def do(self):
        """Do it for a while."""
        drive = self.drive
        for _ in range(200):
            drive.tick(time.ticks_ms())
            if hasattr(drive, "beat"):
                drive.beat()
        drive.ran()
        drive.stop()


class Pace:
    """A timer that is never started."""

    def add(self, stepper):
        """Take note of it."""

    def start(self):
        """Do nothing."""
