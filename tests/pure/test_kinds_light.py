"""light and led_strip: what light comes out, of every set of roles. Without transitions."""

from check import eq, near, true
from cloudside import Cloud
from ports import In, Level, Out, Pixels, made

RGB = ("red", "green", "blue")
# Every set with more than on and off: its roles and the chip of the pixels.
SETS = (
    (("level",), ""),
    (("warm", "cold"), ""),
    (RGB, ""),
    (RGB + ("white",), ""),
    (RGB + ("warm", "cold"), ""),
    (("pixels",), "ws2812"),
    (("pixels",), "sk6812"),
)
FULL = 65535


def _lamp(roles, chip="", kind="light", saved=None, **options):
    """Return a lamp and a function that tells its levels: 0..65535, of pixels 0..255."""
    options.setdefault("transition_ms", 0)
    if chip:
        options["type"] = chip
        port = Pixels(4 if chip == "sk6812" else 3)
        return made(kind, {"pixels": port}, options, saved), lambda: list(port.colour)
    ports = {role: Level() for role in roles}
    lamp = made(kind, ports, options, saved)
    return lamp, lambda: [ports[role].duty for role in roles]


def _straight(roles, chip=""):
    lamp, levels = _lamp(roles, chip, gamma=100, minimum=0)
    lamp.apply("on_off", True, 0)
    return lamp, levels


def _near(levels, want, most=FULL):
    eq(len(levels), len(want))
    for got, share in zip(levels, want):
        near(got, most * share, 1, repr(levels))


def test_both_kinds_offer_what_their_leds_can():
    white, colour = ["on_off", "light_brightness"], ["light_mode", "light_colour"]
    for kind in ("light", "led_strip"):
        for (roles, chip), want in zip(
            SETS,
            (
                white,
                white + ["light_colour_temp"],
                white + colour,
                white + colour,
                white + colour + ["light_colour_temp"],
                white + colour,
                white + colour,
            ),
        ):
            eq(list(_lamp(roles, chip, kind)[0].features), want)
        eq(made(kind, {"out": Out()}).features, ("on_off",))


def test_a_dimmer_keeps_its_brightness_over_off_and_on():
    level, button = Level(), In()
    lamp = made("light", {"level": level, "button": button}, {"transition_ms": 0})
    lamp.apply("light_brightness", 525, 0)
    eq(level.duty, 0, "a dimmed lamp that is off stays off")
    lamp.apply("on_off", True, 0)
    # (525 - 50) / 950 = 0.5; 655 + (65535 - 655) * 0.5 ** 2.2 by a calculator
    near(level.duty, 14776, 1)
    button.press()
    eq(level.duty, 0)
    button.release()
    button.press()
    near(level.duty, 14776, 1)
    eq(dict(lamp.read())["light_brightness"], 525)


def test_the_power_follows_the_gamma_that_is_set():
    # 0.5 ** 1, 0.5 ** 2.2 and 0.5 ** 2.8 by a calculator
    for gamma, share in ((100, 0.5), (220, 0.2176376), (280, 0.1435873)):
        lamp, levels = _lamp(("level",), gamma=gamma, minimum=0)
        lamp.apply("on_off", True, 0)
        lamp.apply("light_brightness", 525, 0)
        near(levels()[0], FULL * share, 2)


def test_the_lowest_brightness_is_the_least_that_glows_whatever_the_set():
    for roles, chip in SETS:
        for minimum, least in ((0, 1), (10, 655), (500, 32767)):
            lamp, levels = _lamp(roles, chip, minimum=minimum)
            lamp.apply("on_off", True, 0)
            lamp.apply("light_brightness", 50, 0)
            eq(max(levels()), max(1, (least + 128) // 257) if chip else least, str(roles))
            lamp.apply("light_brightness", 1000, 0)
            true(max(levels()) in ((255,) if chip else (FULL, 32768)), str(roles))


def test_brighter_is_always_brighter():
    for roles, chip in SETS:
        lamp, levels = _lamp(roles, chip)
        lamp.apply("on_off", True, 0)
        sums = []
        for brightness in range(50, 1001, 10):
            lamp.apply("light_brightness", brightness, 0)
            sums.append(sum(levels()))
        pairs = list(zip(sums, sums[1:]))
        true(all([a < b or (chip and a == b) for a, b in pairs]), repr(sums))


def test_a_pale_colour_of_many_leds_gets_no_darker_when_it_should_get_brighter():
    # the brightest of five channels has less than half of the power here
    lamp, levels = _lamp(RGB + ("warm", "cold"), minimum=500)
    lamp.apply("on_off", True, 0)
    sums = []
    for v in range(100, 1001, 100):
        lamp.apply("light_colour", (240, 50, v), 0)
        sums.append(sum(levels()))
    eq(sums, sorted(sums))


def test_colours_as_in_colorsys():
    lamp, levels = _straight(RGB)
    # values of colorsys.hsv_to_rgb(h / 360, s / 1000, 1.0), CPython 3.11
    for h, s, want in (
        (0, 1000, (1, 0, 0)),
        (60, 1000, (1, 1, 0)),
        (120, 1000, (0, 1, 0)),
        (200, 500, (0.5, 0.833333, 1)),
        (300, 250, (1, 0.75, 1)),
        (360, 1000, (1, 0, 0)),
        (33, 0, (1, 1, 1)),
    ):
        lamp.apply("light_colour", (h, s, 1000), 0)
        _near(levels(), want)
    # half saturation at half brightness: 0.5 * 0.5 for red and green, 0.5 for blue
    lamp.apply("light_colour", (240, 500, 550), 0)
    _near(levels(), (0.25, 0.25, 0.5))


def test_what_the_colours_have_in_common_comes_from_the_white_leds():
    half = (240, 500, 1000)  # of each colour at least half
    for roles, chip, want in (
        (RGB + ("white",), "", (0, 0, 0.5, 0.5)),
        (RGB + ("warm", "cold"), "", (0, 0, 0.5, 0.25, 0.25)),
        (("pixels",), "sk6812", (0, 0, 0.5, 0.5)),
        (("pixels",), "ws2812", (0.5, 0.5, 1)),
    ):
        lamp, levels = _straight(roles, chip)
        lamp.apply("light_colour", half, 0)
        _near(levels(), want, 255 if chip else FULL)
        lamp.apply("light_colour", (240, 1000, 1000), 0)
        pure = (0, 0, 1) + (0,) * (len(want) - 3)
        _near(levels(), pure, 255 if chip else FULL)


def test_white_of_every_set():
    for (roles, chip), want in zip(
        SETS,
        (
            (1,),
            (0.5, 0.5),
            (1, 1, 1),
            (0, 0, 0, 1),
            (0, 0, 0, 0.5, 0.5),
            (1, 1, 1),
            (0, 0, 0, 1),
        ),
    ):
        lamp, levels = _straight(roles, chip)
        most = 255 if chip else FULL
        _near(levels(), want, most)
        if "light_mode" in lamp.features:
            lamp.apply("light_colour", (0, 1000, 1000), 0)
            lamp.apply("light_mode", "white", 0)
            _near(levels(), want, most)
            told = dict(lamp.read())
            eq((told["light_mode"], told["light_colour"]), ("white", (0, 1000, 1000)))


# Colour temperatures of LEDs that are sold, and their mireds: M = 1000000 / T,
# en.wikipedia.org/wiki/Mired ("5000 K has a mired value of M = 200")
WARM_M, COLD_M = 370.37, 153.85  # 2700 K, 6500 K


def _mireds(warm, cold):
    return (warm * WARM_M + cold * COLD_M) / (warm + cold)


def test_colour_temperature_moves_evenly_in_mireds():
    lamp, levels = _straight(("warm", "cold"))
    # (370.37 - M) / (370.37 - 153.85) by a calculator; 4000 K = 250 M, 5000 K = 200 M
    for wire, mireds in ((0, WARM_M), (556, 250), (787, 200), (1000, COLD_M)):
        lamp.apply("light_colour_temp", wire, 0)
        near(_mireds(*levels()), mireds, 0.1)
        near(sum(levels()), FULL, 1, "the power is the same all the way")
        eq(dict(lamp.read())["light_colour_temp"], wire)
    lamp.apply("light_colour_temp", 0, 0)
    eq(levels(), [FULL, 0], "0: the warm LEDs alone")


def test_a_temperature_holds_at_the_lowest_brightness_too():
    lamp, levels = _lamp(("warm", "cold"), minimum=100)
    lamp.apply("on_off", True, 0)
    for brightness in (50, 300, 1000):
        lamp.apply("light_brightness", brightness, 0)
        lamp.apply("light_colour_temp", 250, 0)
        warm, cold = levels()
        near(cold / warm, 1 / 3, 0.001)
        true(warm >= 6553, "neither fades below what glows")


def test_a_temperature_asks_for_white_light():
    lamp, levels = _straight(RGB + ("warm", "cold"))
    lamp.apply("light_colour", (0, 1000, 1000), 0)
    lamp.apply("light_colour_temp", 1000, 0)
    _near(levels(), (0, 0, 0, 0, 1))
    eq(dict(lamp.read())["light_mode"], "white")
    # the temperature stays while it is coloured
    lamp.apply("light_mode", "colour", 0)
    _near(levels(), (1, 0, 0, 0, 0))
    eq(dict(lamp.read())["light_colour_temp"], 1000)


def test_brightness_in_colour_mode_is_the_value_of_the_colour():
    for roles, chip in SETS:
        lamp, _ = _lamp(roles, chip)
        if "light_colour" not in lamp.features:
            continue
        lamp.apply("light_brightness", 700, 0)
        lamp.apply("light_colour", (10, 900, 1000), 0)
        lamp.apply("light_brightness", 50, 0)
        eq(dict(lamp.read())["light_colour"], (10, 900, 100))
        eq(dict(lamp.read())["light_brightness"], 100)
        lamp.apply("light_mode", "white", 0)
        eq(dict(lamp.read())["light_brightness"], 700, "that of the white light is its own")


def _cloud(roles, **options):
    options["transition_ms"] = 0
    pins = {role: 2 + i for i, role in enumerate(roles)}
    cloud = Cloud({"id": "l", "kind": "light", "pins": pins, "options": options})
    cloud.command("l", ("on_off", {"type": "BOOL", "bool_value": True}))
    cloud.hear()
    return cloud, lambda: [cloud.ports[2 + i].duty for i in range(len(roles))]


MODES = {
    name: ("light_mode", {"type": "ENUM", "enum_value": name}) for name in ("white", "colour")
}


def test_the_mode_may_stand_before_or_after_what_it_is_for():
    # the form of the capture in ikstema/mqtt-sbergate devices/light.py: zeros are left out
    red = ("light_colour", {"type": "COLOUR", "colour_value": {"s": 1000, "v": 1000}})
    cold = ("light_colour_temp", {"type": "INTEGER", "integer_value": "1000"})
    for states, want, mode in (
        ((MODES["colour"], red), (1, 0, 0, 0, 0), "colour"),
        ((red, MODES["colour"]), (1, 0, 0, 0, 0), "colour"),
        ((red,), (1, 0, 0, 0, 0), "colour"),
        ((MODES["white"], cold), (0, 0, 0, 0, 1), "white"),
        ((cold, MODES["white"]), (0, 0, 0, 0, 1), "white"),
        ((cold,), (0, 0, 0, 0, 1), "white"),
    ):
        for before in (red, cold):
            cloud, levels = _cloud(RGB + ("warm", "cold"), gamma=100, minimum=0)
            cloud.command("l", before)
            cloud.hear()
            cloud.command("l", *states)
            eq(cloud.states(cloud.hear(), "l")["light_mode"]["enum_value"], mode)
            _near(levels(), want)


def test_white_by_voice_on_a_lamp_that_only_has_colours():
    warm = ("light_colour_temp", {"type": "INTEGER"})
    for states in ((MODES["white"],), (MODES["white"], warm), (warm, MODES["white"])):
        cloud, levels = _cloud(RGB)
        cloud.command("l", ("light_colour", {"type": "COLOUR", "colour_value": {"s": 1000}}))
        eq(levels(), [655, 0, 0])
        cloud.command("l", *states)
        eq(levels(), [FULL] * 3, "white is white, though it has no temperature")


def test_floors_of_brightness_and_of_the_value_of_a_colour():
    cloud, levels = _cloud(RGB)
    for wire in ("0", "49", "-5", "50"):
        value = {"type": "INTEGER", "integer_value": wire}
        cloud.command("l", ("light_brightness", value))
        told = cloud.states(cloud.hear(), "l")
        eq(told["light_brightness"]["integer_value"], "50")
        eq(levels(), [655] * 3)
    for v in (0, 99, -1, 100):
        colour = {"type": "COLOUR", "colour_value": {"h": 240, "s": 1000, "v": v}}
        cloud.command("l", ("light_colour", colour))
        told = cloud.states(cloud.hear(), "l")
        eq(told["light_colour"]["colour_value"], {"h": 240, "s": 1000, "v": 100})
        eq(levels(), [0, 0, 655])
