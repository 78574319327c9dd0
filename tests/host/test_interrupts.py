"""An interrupt between any two bytecodes: CPython can place one there, MicroPython cannot.

Its bytecodes are others, but of the same grain: what is torn apart here can be torn apart there.
"""

import importlib
import sys
import time
import types

import pytest

from ports import Clock, In, Level, made


@pytest.fixture
def hw(monkeypatch):
    """Return a function that imports a module of sbernode.hw, and the ticks: [ms]."""
    ticks = [0]
    machine = types.ModuleType("machine")
    machine.Timer = object
    monkeypatch.setitem(sys.modules, "machine", machine)
    monkeypatch.setattr(time, "ticks_ms", lambda: ticks[0], raising=False)
    monkeypatch.setattr(time, "ticks_diff", lambda a, b: a - b, raising=False)
    yield lambda name: importlib.import_module("sbernode.hw." + name), ticks
    for name in [name for name in sys.modules if name.startswith("sbernode.hw")]:
        monkeypatch.delitem(sys.modules, name)


def _everywhere(make, every=1):
    """Interrupt a call at each of its bytecodes; make() -> (call, interrupt, check)."""
    place, hit = 0, True
    while hit:
        call, interrupt, check = make()
        hit = _at(place, call, interrupt)
        if not hit:
            interrupt()
        check(place)
        place += every
    assert place > 20


def _at(place, call, interrupt):
    left, hit, before = [place], [False], sys.gettrace()

    def trace(frame, event, _):
        if "/sbernode/" not in frame.f_code.co_filename:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            left[0] -= 1
            if left[0] < 0 and not hit[0]:
                hit[0] = True
                sys.settrace(None)
                interrupt()
        return trace

    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return hit[0]


@pytest.mark.parametrize("roles", [("level",), ("red", "green", "blue", "white")])
@pytest.mark.parametrize("act", ["on", "off", "frame", "end"])
def test_a_press_during_a_command_leaves_a_lamp_as_it_says(roles, act):
    def make():
        ports = {role: Level() for role in roles}
        lamp = made("light", ports, {"transition_ms": 300})
        lamp.apply("on_off", act == "off", 0)
        lamp.step(1000)
        lamp.apply("light_brightness", 300, 1000)

        def call():
            if act in ("on", "off"):
                lamp.apply("on_off", act == "on", 1000)
            else:
                lamp.step(1010 if act == "frame" else 1300)

        def check(place):
            lamp.step(2000)
            lit = any(port.duty for port in ports.values())
            assert lit == dict(lamp.read())["on_off"], place

        return call, lamp.toggle, check

    _everywhere(make, 3)


@pytest.mark.parametrize("kind", ["motors", "bridge"])
@pytest.mark.parametrize("value", ["open", "close"])
def test_a_limit_switch_during_a_command_stops_the_motor(hw, kind, value):
    load, ticks = hw
    outputs, paced, back = load("outputs"), load("paced"), load("back")

    def make():
        ticks[0] = 0
        opens, closes = Level(), Level()
        if kind == "motors":
            ports = {"open": outputs.Motor(), "close": outputs.Motor()}
            for port, pin in zip(ports.values(), (opens, closes), strict=True):
                pin.value = pin.duty_u16
                port.begin(pin)
            timed = list(ports.values())
        else:
            drive = paced.Bridge()
            drive.back = back.Back()
            drive.begin(10000, opens, closes)
            drive.back.begin(drive)
            ports, timed = {"open_pwm": drive}, [drive]
        ports["open_limit"], ports["close_limit"] = In(Clock(0)), In(Clock(0))
        gate = made("gate", ports, {"travel_ms": 10000})
        gate._position = 4000

        def check(place):
            its = opens if value == "open" else closes
            for _ in range(3):
                assert not its.duty, place
                ticks[0] += 8
                for port in timed:
                    port.tick(ticks[0])
                gate.step(ticks[0])
            assert dict(gate.read())["open_percentage"] == (100 if value == "open" else 0)
            assert not (opens.duty or closes.duty)

        press = ports[value + "_limit"].press
        return lambda: gate.apply("open_set", value, ticks[0]), press, check

    _everywhere(make)


@pytest.mark.parametrize("hold", [False, True])
def test_a_servo_lets_go_whenever_the_timer_ticks(hw, hold):
    load, ticks = hw
    paced, back = load("paced"), load("back")

    def make():
        ticks[0] = 0
        pwm, servo = Level(), paced.Servo()
        servo.begin(1000, pwm, (1000, 2000), hold)
        servo.back = back.Back()
        servo.back.begin(servo)
        servo.at = 500

        def tick():
            for _ in range(2):
                ticks[0] += 8
                servo.tick(ticks[0])

        def check(place):
            for _ in range(200):
                tick()
            assert not servo.running
            assert bool(pwm.duty) == hold, place

        return lambda: servo.run(1), tick, check

    _everywhere(make)
