"""light and led_strip over time: transitions, wall buttons, restarts."""

import json

from check import eq, near, true
from cloudside import Cloud
from ports import Clock, In, Level, Pixels, made

RGB = ("red", "green", "blue")
SETS = (("level",), ("warm", "cold"), RGB, RGB + ("white",), RGB + ("warm", "cold"))
FULL = 65535


class Lamp:
    """A lamp, a clock just before the wrap of the ticks, and the duties of each step."""

    def __init__(self, roles=("level",), **options):
        self.clock, self.roles = Clock(), roles
        self.ports = {role: Level() for role in roles}
        self.button = In()
        ports = dict(self.ports)
        ports["button"] = self.button
        self.device = made("light", ports, options)

    def send(self, *pairs):
        for name, value in pairs:
            self.device.apply(name, value, self.clock.now)

    def levels(self):
        return [self.ports[role].duty for role in self.roles]

    def pass_ms(self, ms, step=20):
        """Let time pass in steps; return the levels after each, and what step() said last."""
        seen = []
        for _ in range(0, ms, step):
            self.clock.pass_ms(step)
            self.wait = self.device.step(self.clock.now)
            seen.append(self.levels())
        return seen


ON, OFF = ("on_off", True), ("on_off", False)


def test_brightness_changes_evenly_for_the_eye_and_ends_exactly():
    # the curve of the dimmer itself: 655 + 64880 * share ** 2.2 by a calculator
    want = {0: 655, 60: 2536, 150: 14776, 240: 40366, 300: 65535}
    lamp = Lamp()
    lamp.send(ON)
    eq(dict(lamp.device.read())["on_off"], True, "the end is told at once")
    seen = [lamp.levels()] + lamp.pass_ms(300, 10)
    for ms, duty in want.items():
        near(seen[ms // 10][0], duty, 2, "after %d ms" % ms)
    eq((lamp.levels(), lamp.wait), ([FULL], -1))
    lamp.send(OFF)
    back = [lamp.levels()] + lamp.pass_ms(290, 10)
    for ms, duty in want.items():
        if ms:
            near(back[(300 - ms) // 10][0], duty, 2, "going off")
    eq(lamp.pass_ms(10, 10), [[0]], "and dark in the end")
    eq(lamp.wait, -1)


def test_every_set_goes_one_way_only_and_arrives():
    for roles in SETS:
        for transition in (20, 300, 10000):
            lamp = Lamp(roles, transition_ms=transition)
            lamp.send(ON)
            seen = [lamp.levels()] + lamp.pass_ms(transition)
            for levels in zip(*seen):
                eq(list(levels), sorted(levels), str(roles))
            at_once = Lamp(roles, transition_ms=0)
            at_once.send(ON)
            eq(lamp.levels(), at_once.levels())
            lamp.send(OFF)
            for levels in zip(*lamp.pass_ms(transition)):
                eq(list(levels), sorted(levels, reverse=True), str(roles))
            eq(lamp.levels(), [0] * len(roles))


def test_a_step_is_due_every_20_ms_while_something_changes_and_never_else():
    lamp = Lamp()
    eq(lamp.device.step(0), -1)
    lamp.send(ON)
    for _ in range(14):
        lamp.pass_ms(20)
        eq(lamp.wait, 20)
    lamp.pass_ms(20)
    eq(lamp.wait, -1)


def test_a_loop_that_comes_late_finds_the_light_where_it_has_to_be():
    lamp = Lamp()
    lamp.send(ON)
    near(lamp.pass_ms(150, 150)[0][0], 14776, 2)
    eq(lamp.pass_ms(60000, 60000), [[FULL]])
    # and a command that comes before the late step
    lamp.send(OFF)
    lamp.clock.pass_ms(60000)
    lamp.send(ON)
    eq(lamp.levels(), [655], "it had long been dark")
    lamp.pass_ms(300)
    eq(lamp.levels(), [FULL])


def test_a_new_command_sets_out_from_where_the_light_is():
    lamp = Lamp()
    lamp.send(ON)
    lamp.pass_ms(160)
    before = lamp.levels()[0]
    lamp.send(OFF)
    near(lamp.levels()[0], before, 1, "no leap")
    down = lamp.pass_ms(300)
    true(down[0][0] < before)
    eq((down[-1], lamp.wait), ([0], -1))


def test_a_hundred_interruptions_leave_no_trace():
    for roles in SETS:
        lamp = Lamp(roles)
        for i in range(100):
            lamp.send((ON, OFF)[i % 2], ("light_brightness", 50 + 9 * i))
            lamp.pass_ms(20 * (i % 5))
        lamp.send(ON, ("light_brightness", 1000))
        lamp.pass_ms(300)
        at_once = Lamp(roles, transition_ms=0)
        at_once.send(ON)
        eq(lamp.levels(), at_once.levels(), str(roles))


def test_what_comes_in_one_message_is_one_transition():
    lamp = Lamp(RGB)
    lamp.send(ON, ("light_colour", (0, 1000, 1000)))
    eq(lamp.levels()[1:], [0, 0], "no glimpse of the white it had before")
    for _, green, blue in lamp.pass_ms(300):
        eq((green, blue), (0, 0))
    lamp.send(("light_colour", (240, 1000, 1000)), ("light_brightness", 550))
    seen = lamp.pass_ms(300)
    eq([row[0] for row in seen], sorted([row[0] for row in seen], reverse=True))
    eq(seen[-1][:2], [0, 0])
    true(0 < seen[0][2] < seen[-1][2])


def test_a_dark_lamp_stays_dark_whatever_is_set():
    for roles in SETS:
        lamp = Lamp(roles)
        for name in lamp.device.features[1:]:
            value = {"light_mode": "colour", "light_colour": (120, 1000, 1000)}.get(name, 800)
            lamp.send((name, value))
            for levels in [lamp.levels()] + lamp.pass_ms(400):
                eq(levels, [0] * len(roles), name)


def test_a_press_acts_at_once_also_in_the_middle_of_a_transition():
    for ms in (0, 20, 160, 300):
        lamp = Lamp(RGB)
        lamp.send(ON)
        lamp.pass_ms(ms)
        lamp.button.press()
        eq(lamp.levels(), [0] * 3)
        eq(dict(lamp.device.read())["on_off"], False)
        eq(lamp.pass_ms(400)[-1], [0] * 3, "and it stays so")
        lamp.button.release()
        lamp.button.press()
        eq(lamp.levels(), [FULL] * 3)
        true(lamp.device.dirty)


class Interrupted(Level):
    """A channel at which an interrupt comes once, right after it was written."""

    interrupt = None

    def duty_u16(self, duty):
        Level.duty_u16(self, duty)
        if self.interrupt:
            act, self.interrupt = self.interrupt, None
            act()


def test_a_press_in_the_middle_of_a_command_or_a_step_leaves_no_mixture():
    for transition in (0, 300):
        for steps in range(3):
            for moment in RGB:
                ports = {name: Interrupted() for name in RGB}
                lamp = made("light", ports, {"transition_ms": transition})
                if steps:
                    lamp.apply("on_off", True, 0)
                    lamp.step(100)
                ports[moment].interrupt = lamp.toggle
                if steps:
                    lamp.step(200)
                    if not transition:  # then nothing is written by a step
                        lamp.apply("light_brightness", 500, 200)
                else:
                    lamp.apply("on_off", True, 0)
                lamp.step(300)
                eq([port.duty for port in ports.values()], [0, 0, 0], moment)
                eq(dict(lamp.read())["on_off"], False, "the press came last, at " + moment)


def test_a_strip_is_written_by_the_loop_alone():
    for chip, white in (("ws2812", (255, 255, 255)), ("sk6812", (0, 0, 0, 255))):
        pixels, button = Pixels(len(white)), In()
        options = {"type": chip, "gamma": 100, "minimum": 0, "transition_ms": 0}
        strip = made("led_strip", {"pixels": pixels, "button": button}, options)
        dark = (0,) * len(white)
        eq(pixels.colour, dark, "written dark at the start: pixels remember")
        strip.apply("on_off", True, 0)
        eq(pixels.colour, white)
        strip.apply("light_colour", (0, 1000, 100), 0)
        dimmest = (1,) + dark[1:]
        eq(pixels.colour, dimmest, "the dimmest light is not darkness")
        button.press()
        eq(pixels.colour, dimmest, "an interrupt does not write pixels")
        eq(strip.step(0), -1)
        eq(pixels.colour, dark)
        eq(dict(strip.read())["on_off"], False)


def test_a_strip_has_transitions_and_a_press_ends_them():
    pixels, button = Pixels(), In()
    strip = made("led_strip", {"pixels": pixels, "button": button}, {"gamma": 100, "minimum": 0})
    strip.apply("on_off", True, 0)
    for ms, part in ((60, 51), (120, 102), (240, 204)):  # of 255 in 300 ms
        eq(strip.step(ms), 20)
        near(pixels.colour[0], part, 1)
    button.press()
    eq(strip.step(250), -1)
    eq(pixels.colour, (0, 0, 0))


def test_a_press_and_a_command_in_one_turn():
    for transition in (0, 300):
        pixels, button = Pixels(), In()
        ports = {"pixels": pixels, "button": button}
        strip = made("led_strip", ports, {"transition_ms": transition})
        button.press()
        strip.apply("on_off", False, 0)
        strip.step(0)
        strip.step(300)
        eq(dict(strip.read())["on_off"], False, "the command came last")
        eq(pixels.colour, (0, 0, 0))


def test_what_a_new_supply_voltage_finds():
    for roles in SETS:
        lamp = Lamp(roles, power_on="last")
        lamp.send(ON, ("light_brightness", 300))
        if "light_mode" in lamp.device.features:
            lamp.send(("light_colour", (200, 700, 800)))
        if "light_colour_temp" in lamp.device.features:
            lamp.send(("light_colour_temp", 123))
        kept = json.loads(json.dumps(lamp.device.save()))  # before the end of the transition
        told = dict(lamp.device.read())
        lamp.pass_ms(300)
        for policy, on in (("off", False), ("on", True), ("last", True)):
            ports = {role: Level() for role in roles}
            again = made("light", ports, {"power_on": policy}, kept)
            now = dict(again.read())
            eq(now["on_off"], on)
            eq(any([port.duty for port in ports.values()]), on, "%s %s" % (policy, roles))
            if policy == "last":
                eq(now, told)
                eq([ports[role].duty for role in roles], lamp.levels())
            else:
                eq(again.save(), None)
            eq(again.step(0), -1)


def test_what_was_kept_for_other_pins_or_is_damaged_does_no_harm():
    states = [Lamp(roles, power_on="last").device for roles in SETS]
    for device in states:
        device.apply("on_off", True, 0)
        if "light_colour" in device.features:
            device.apply("light_colour", (120, 1000, 1000), 0)
    kept = [device.save() for device in states]
    kept += [[], [True], [True, "blue", 50, 0, 0, 100], [1, "white", 50, 0, 0, 100, 5]]
    kept += [[True, "colour", 50, 0, 0, 99], [True, "white", 2000, 0, 0, 100], {"a": 1}, 5, None]
    for roles in SETS:
        for saved in kept:
            ports = {role: Level() for role in roles}
            lamp = made("light", ports, {"power_on": "last"}, saved)
            told = dict(lamp.read())
            true(50 <= told["light_brightness"] <= 1000, repr(saved))
            eq(any([port.duty for port in ports.values()]), told["on_off"])
            eq("colour" in told.values() and "light_mode" not in told, False)


def test_the_loop_carries_a_command_of_the_cloud_to_its_end():
    cloud = Cloud({"id": "l", "kind": "light", "pins": {"level": 2}})
    cloud.command("l", ("on_off", {"type": "BOOL", "bool_value": True}))
    told = cloud.states(cloud.hear(), "l")
    eq(told["on_off"]["bool_value"], True)
    eq(told["light_brightness"]["integer_value"], "1000", "the end is told at once")
    cloud.pass_ms(150)
    near(cloud.ports[2].duty, 14776, 2)
    cloud.pass_ms(200)
    eq(cloud.ports[2].duty, FULL)
    eq(cloud.hear(), [], "and not told again")
