"""relay, socket, light, led_strip, scenario_button: what a hand or a command does."""

from check import eq, near, true
from ports import Clock, In, Level, Out, Pixels, made


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


def test_a_dimmer_keeps_its_brightness_over_off_and_on():
    level, button = Level(), In()
    lamp = _make("light", {"level": level, "button": button})
    lamp.apply("light_brightness", 525, 0)
    eq(level.duty, 0, "a dimmed lamp that is off stays off")
    lamp.apply("on_off", True, 0)
    # (525 - 50) / 950 = 0.5; 655 + (65535 - 655) * 0.5 ** 2.2 by a calculator
    near(level.duty, 14776, 1)
    button.press()
    eq(level.duty, 0)
    button.press()
    near(level.duty, 14776, 1)
    eq(dict(lamp.read())["light_brightness"], 525)


def test_the_lowest_brightness_still_glows():
    level = Level()
    lamp = _make("light", {"level": level}, minimum=0)
    lamp.apply("light_brightness", 50, 0)
    lamp.apply("on_off", True, 0)
    true(level.duty > 0)


def _rgb():
    ports = {"red": Level(), "green": Level(), "blue": Level()}
    return _make("light", ports, gamma=100, minimum=0), ports


def test_colours_on_three_channels():
    lamp, ports = _rgb()
    lamp.apply("on_off", True, 0)
    lamp.apply("light_colour", (120, 1000, 1000), 0)
    eq([ports[c].duty for c in ("red", "green", "blue")], [0, 65535, 0])
    eq(dict(lamp.read())["light_mode"], "colour")
    lamp.apply("light_colour", (240, 500, 550), 0)
    # half saturation at half brightness: 0.5 * 0.5 for red and green, 0.5 for blue
    for got, want in zip([ports[c].duty for c in ("red", "green", "blue")], (0.25, 0.25, 0.5)):
        near(got, 65535 * want, 2)


def test_white_by_voice_on_a_lamp_that_only_has_colours():
    lamp, ports = _rgb()
    lamp.apply("on_off", True, 0)
    lamp.apply("light_colour", (0, 1000, 1000), 0)
    lamp.apply("light_mode", "white", 0)
    eq([ports[c].duty for c in ("red", "green", "blue")], [65535] * 3)
    eq(dict(lamp.read())["light_mode"], "white")
    eq(dict(lamp.read())["light_colour"], (0, 1000, 1000), "the colour is not forgotten")


def test_brightness_in_colour_mode_is_the_value_of_the_colour():
    lamp, _ = _rgb()
    lamp.apply("light_colour", (10, 900, 1000), 0)
    lamp.apply("light_brightness", 50, 0)
    eq(dict(lamp.read())["light_colour"], (10, 900, 100))
    eq(dict(lamp.read())["light_brightness"], 100)


def test_a_strip():
    pixels, button = Pixels(), In()
    strip = _make("led_strip", {"pixels": pixels, "button": button}, gamma=100, minimum=0)
    eq(pixels.colour, (0, 0, 0), "written dark at the start: pixels remember")
    strip.apply("on_off", True, 0)
    eq(pixels.colour, (255, 255, 255))
    strip.apply("light_colour", (0, 1000, 100), 0)
    eq(pixels.colour, (1, 0, 0), "the dimmest light is not darkness")
    button.press()
    eq(pixels.colour, (1, 0, 0), "an interrupt does not write pixels")
    strip.step(0)
    eq(pixels.colour, (0, 0, 0))
    eq(dict(strip.read())["on_off"], False)


def test_a_press_and_a_command_in_one_turn():
    pixels, button = Pixels(), In()
    strip = _make("led_strip", {"pixels": pixels, "button": button})
    button.press()
    strip.apply("on_off", False, 0)
    strip.step(0)
    eq(dict(strip.read())["on_off"], False, "the command came last")


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


class Interrupted(Level):
    """A channel at which an interrupt comes once, right after it was written."""

    interrupt = None

    def duty_u16(self, duty):
        Level.duty_u16(self, duty)
        if self.interrupt:
            act, self.interrupt = self.interrupt, None
            act()


def test_a_press_in_the_middle_of_a_command_leaves_no_mixture():
    for moment in ("red", "green", "blue"):
        ports = {name: Interrupted() for name in ("red", "green", "blue")}
        lamp = _make("light", ports, gamma=100, minimum=0)
        ports[moment].interrupt = lamp.toggle
        lamp.apply("on_off", True, 0)
        duties = [port.duty for port in ports.values()]
        eq(duties, [0, 0, 0], "the press came last, at " + moment)
        eq(dict(lamp.read())["on_off"], False)


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
