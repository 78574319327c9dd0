"""relay, socket, scenario_button: what a hand or a command does."""

from check import eq
from ports import Clock, In, Out, made


def _make(name, ports, **options):
    return made(name, ports, options)


def test_the_pin_is_the_state_of_a_relay():
    out = Out()
    relay = _make("relay", {"out": out})
    out.value(True)  # by somebody else
    eq(relay.read(), [("on_off", True)])


def test_a_wall_button_toggles_at_once_and_is_reported():
    for name in ("relay", "socket", "light"):
        out, button = Out(), In()
        device = _make(name, {"out": out, "button": button})
        button.press()
        eq((out.on, device.dirty), (True, True))
        button.release()
        button.press()
        eq(out.on, False)


def test_a_rocker_toggles_at_every_change():
    out, rocker = Out(), In()
    _make("relay", {"out": out, "button": rocker}, switch="rocker")
    rocker.press()
    eq(out.on, True)
    rocker.release()
    eq(out.on, False)


def test_a_scenario_button_tells_each_press_once_and_toggles_at_once():
    clock = Clock()
    button, out = In(clock), Out()
    scene = _make("scenario_button", {"button": button})
    button.bind(_make("relay", {"out": out}).toggle, None)
    button.press()
    eq(out.on, True)
    clock.pass_ms(100)
    button.release()
    eq(scene.step(clock.now), 350)
    eq(list(scene.events), [])
    clock.pass_ms(350)
    eq(scene.step(clock.now), -1)
    eq(scene.events, [("button_event", "click")])
    eq(scene.read(), [], "a press is no state")


def test_a_release_that_was_lost_is_no_long_press():
    clock = Clock()
    button = In(clock)
    scene = _make("scenario_button", {"button": button})
    button.press()
    scene.step(clock.now)
    # no room for the edge: the port shows the button up, and has nothing to take
    button.active = False
    clock.pass_ms(2000)
    scene.step(clock.now)
    eq(list(scene.events), [])
