"""scenario_button with several buttons; a single one is among the switches."""

from check import eq
from ports import Clock, In, Out, made, make
from sbernode import build


def _several(roles, **options):
    clock = Clock()
    ports = {role: In(clock) for role in roles}
    return clock, ports, made("scenario_button", ports, options)


def _click(clock, device, port, ms=100):
    port.press()
    clock.pass_ms(ms)
    device.step(clock.now)
    port.release()
    device.step(clock.now)


def _heard(clock, device, ms=500):
    clock.pass_ms(ms)
    device.step(clock.now)
    events, device.events = list(device.events), []
    return events


def test_numbered_buttons_have_their_own_functions():
    _, _, device = _several(["button_1", "button_3", "button_10"])
    eq(device.features, ("button_1_event", "button_3_event", "button_10_event"))
    eq(device.read(), [], "a press is no state")


def test_buttons_are_named_by_their_places():
    # developers.sber.ru c2c/scenario_button
    roles = ["left", "right", "top_left", "top_right", "bottom_left", "bottom_right"]
    eq(_several(roles)[2].features, tuple(["button_%s_event" % role for role in roles]))
    eq(_several(roles[:2])[2].features, ("button_left_event", "button_right_event"))
    eq(_several(roles[2:])[2].features, tuple(["button_%s_event" % role for role in roles[2:]]))
    eq(
        _several(["top_left", "top_right", "bottom_right"])[2].features,
        ("button_top_left_event", "button_top_right_event", "button_bottom_right_event"),
    )


def test_each_button_clicks_doubles_and_holds_by_itself():
    clock, ports, device = _several(["button_1", "button_2", "button_3"])
    _click(clock, device, ports["button_1"])
    # in between, another one
    _click(clock, device, ports["button_2"])
    _click(clock, device, ports["button_1"])
    _click(clock, device, ports["button_3"], 1000)
    found = _heard(clock, device)
    eq(
        sorted(found),
        [
            ("button_1_event", "double_click"),
            ("button_2_event", "click"),
            ("button_3_event", "long_press"),
        ],
    )
    eq((_heard(clock, device), device.step(clock.now)), ([], -1))


def test_the_next_look_is_when_the_first_of_them_is_decided():
    clock, ports, device = _several(["left", "right"], long_ms=700, double_ms=350)
    ports["left"].press()
    eq(device.step(clock.now), 700)
    clock.pass_ms(200)
    ports["right"].press()
    eq(device.step(clock.now), 500)
    clock.pass_ms(100)
    ports["right"].release()
    eq(device.step(clock.now), 350)
    clock.pass_ms(350)
    eq(device.step(clock.now), 50)
    eq(device.events, [("button_right_event", "click")])


def test_the_first_of_several_toggles():
    fakes = {}

    def open_port(port, specs, on, options):
        (gpio,) = specs.values()
        fakes[gpio] = make(port, None, on, options)
        return fakes[gpio]

    entries = [
        {"id": "lamp", "kind": "light", "name": "L", "pins": {"out": 1}},
        {"id": "panel", "kind": "scenario_button", "name": "P", "options": {"toggles": "lamp"}},
    ]
    entries[1]["pins"] = {"left": 2, "right": 3}
    build.build(entries, open_port, {})
    fakes[3].press()
    eq(fakes[1].on, False)
    fakes[2].press()
    eq(fakes[1].on, True)
    eq(type(fakes[1]), Out)
