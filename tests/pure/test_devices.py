"""Making devices from definitions, stepping them, what they keep."""

from check import eq, raises, true
from ports import Clock, make
from sbernode import build
from sbernode.devices import Device

LAMP = {"id": "lamp", "kind": "light", "name": "Лампа", "pins": {"out": 1, "button": 2}}
WALL = {
    "id": "wall",
    "kind": "scenario_button",
    "name": "Кнопка",
    "pins": {"button": 3},
    "options": {"toggles": "lamp"},
}


def _build(*entries, saved=None, clock=None):
    ports, started = {}, {}

    def open_port(port, specs, on, options):
        made = make(port, clock or Clock(), on, options)
        for spec in specs.values():
            ports[spec] = made
            started[spec] = on
        return made

    return build.build(entries, open_port, saved or {}), ports, started


def test_outputs_are_opened_at_their_power_on_level():
    for policy, saved, on in (
        ("off", True, False),
        ("on", None, True),
        ("last", True, True),
        ("last", False, False),
        ("last", None, False),
        ("last", [True, 500, "white", 0, 0, 1000], True),
        ("last", [], False),
        ("last", 450, False),
        ("last", {"on": True}, False),
    ):
        for kind in ("relay", "socket", "light"):
            entry = {"id": "d", "kind": kind, "name": "x", "pins": {"out": 1}}
            entry["options"] = {"power_on": policy}
            _, ports, started = _build(entry, saved={"d": saved})
            eq((started[1], ports[1].on), (on, on), "%s %s %r" % (kind, policy, saved))
            eq(ports[1].history, [], "nothing moved after it was opened")


def test_a_button_of_the_board_toggles_a_device_of_the_board():
    devices, ports, _ = _build(WALL, LAMP)
    ports[3].press()
    eq(ports[1].on, True)
    ports[2].press()
    eq(ports[1].on, False)
    eq([device.id for device in devices.changed()], ["lamp"])
    eq(devices.changed(), [])


def test_what_made_the_devices_is_dropped_and_nothing_else():
    class Base(Device):
        def begin(self, ports, saved):
            raise AssertionError("nobody calls this here")

    class Kind(Base):
        def read(self):
            return [("on_off", True)]

    device = Kind()
    build.trim([device])
    eq((Base.begin, Kind.begin), (None, None))
    eq(device.read(), [("on_off", True)])
    true(Device.begin)


def test_equal_texts_and_options_are_kept_once():
    room = "".join(["Kitch", "en"])
    entries = [dict(LAMP, id=name, room=room + "", pins={"out": i}) for i, name in enumerate("ab")]
    devices, _, _ = _build(*entries)
    first, second = devices.all
    true(first.options is second.options and first.room is second.room)


def test_devices_are_found_by_their_id():
    devices, _, _ = _build(WALL, LAMP)
    eq(devices.find("wall").name, "Кнопка")
    eq(devices.find("nobody"), None)


def test_what_survives_a_restart():
    keeps = dict(LAMP, id="keeps", pins={"out": 5}, options={"power_on": "last"})
    curtain = {"id": "c", "kind": "curtain", "name": "x", "pins": {"open": 6, "close": 7}}
    devices, ports, _ = _build(LAMP, keeps, curtain, saved={"c": 300})
    ports[5].value(True)
    eq(devices.save(), {"keeps": True, "c": 300})


def test_a_running_motor_makes_the_board_busy():
    clock = Clock()
    curtain = {"id": "c", "kind": "curtain", "name": "x", "pins": {"open": 6, "close": 7}}
    devices, _, _ = _build(LAMP, curtain, clock=clock)
    eq(devices.is_busy(), False)
    devices.find("c").apply("open_set", "open", clock.now)
    eq(devices.is_busy(), True)


def test_a_pin_that_the_hardware_refuses_names_its_device():
    def open_port(port, specs, on, options):
        raise ValueError("no PWM channel is left")

    bad = raises(build.BadPort, build.build, [LAMP], open_port, {})
    eq(bad.args[0], "lamp")
    eq(bad.args[2], "no PWM channel is left")


def test_steps_are_waited_for_and_never_longer_than_a_minute():
    clock = Clock()
    temp = {"id": "t", "kind": "sensor_temp", "name": "x", "pins": {"dht22": 4}}
    devices, ports, _ = _build(LAMP, temp, clock=clock)
    eq(devices.step(clock.now), 30000)
    clock.pass_ms(10000)
    eq(devices.step(clock.now), 20000)
    eq(ports[4].reads, 1, "not due, not read")
    devices.wake()
    eq(devices.step(clock.now), 20000)
    eq(ports[4].reads, 1, "woken for something else, not read")
    clock.pass_ms(20000)
    devices.step(clock.now)
    eq(ports[4].reads, 2)


def test_a_week_without_an_event():
    clock = Clock()
    devices, ports, _ = _build(LAMP, WALL, clock=clock)
    for _ in range(10 * 24 * 60):
        wait = devices.step(clock.now)
        true(wait == -1 or wait <= 60000)
        clock.pass_ms(60000)
    ports[3].press()
    devices.wake()
    devices.step(clock.now)
    clock.pass_ms(100)
    ports[3].release()
    devices.wake()
    devices.step(clock.now)
    clock.pass_ms(350)
    devices.step(clock.now)
    eq(devices.find("wall").events, [("button_event", "click")])


def test_saved_states_of_any_shape_break_nothing():
    shapes = (5, -1, "x", [], [1], {}, None, True, [True, 5000, "white", 0, 0, 1000], [1] * 6)
    for kind in ("relay", "light", "led_strip", "curtain"):
        pins = {"led_strip": {"pixels": 1}, "curtain": {"open": 1, "close": 2}}.get(
            kind, {"out": 1}
        )
        options = {} if kind == "curtain" else {"power_on": "last"}
        entry = {"id": "d", "kind": kind, "name": "x", "pins": pins, "options": options}
        for saved in shapes:
            devices, _, _ = _build(entry, saved={"d": saved})
            devices.find("d").states()
    dimmer = {"id": "d", "kind": "light", "name": "x", "pins": {"level": 1}}
    dimmer["options"] = {"power_on": "last"}
    devices, ports, _ = _build(dimmer, saved={"d": [True, 5000, "white", 0, 0, 1000]})
    eq(ports[1].duty, 0)
