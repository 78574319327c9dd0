"""The agent against a cloud that says everything clouds say. Behaviour: developers.sber.ru
reference/mqtt-*; captures and change logs of the public bridges, named where they are used."""

from check import eq, true
from cloudside import LOGIN, Cloud
from sbernode import log

ON = {"type": "BOOL", "bool_value": True}
OFF = {"type": "BOOL", "bool_value": False}
RELAY = {"id": "r", "kind": "relay", "pins": {"out": 1, "button": 2}}


def _relay(n):
    return {"id": "r%d" % n, "kind": "relay", "name": "Реле %d" % n, "pins": {"out": n}}


def test_the_start_is_config_then_status_then_subscriptions():
    cloud = Cloud(dict(RELAY), _relay(3))
    eq(
        [name for name, _ in cloud.start],
        ["up/config", "up/status", "down/#", "sberdevices/v1/__config"],
    )
    config, status = cloud.start[0][1], cloud.start[1][1]
    eq([d["id"] for d in config["devices"]], ["root", "r", "r3"])
    eq(config["devices"][0]["model"]["category"], "hub")
    eq(config["devices"][0]["model"]["features"], ["online"])
    eq(set(status["devices"]), {"root", "r", "r3"})
    eq(cloud.agent.is_ready(), True)


def test_a_status_of_many_devices_leaves_in_several_messages_before_the_subscription():
    cloud = Cloud(*[_relay(n) for n in range(40)])
    names = [name for name, _ in cloud.start]
    eq(names[0], "up/config")
    eq(names[-2:], ["down/#", "sberdevices/v1/__config"])
    told = [d for name, body in cloud.start if name == "up/status" for d in body["devices"]]
    eq(sorted(told), sorted(["root"] + ["r%d" % n for n in range(40)]))
    true(len(names) > 4)


def test_no_command_acts_before_the_announcement_is_out():
    cloud = Cloud(dict(RELAY), connected=False)
    cloud.command("r", ("on_off", ON))
    cloud.agent.connected()
    cloud.agent.next(cloud.clock.now)
    cloud.command("r", ("on_off", ON))
    eq(cloud.ports[1].on, False)


def test_a_command_switches_the_pin_and_is_answered_at_once():
    cloud = Cloud(dict(RELAY))
    cloud.command("r", ("on_off", ON))
    eq(cloud.ports[1].on, True)
    states = cloud.states(cloud.hear(), "r")
    eq(states, {"online": ON, "on_off": ON})


def test_off_with_its_value_left_out():
    # JanchEwgen/MQTT-SberGate issue 15: {"key":"on_off","value":{"type":"BOOL"}}
    cloud = Cloud(dict(RELAY))
    cloud.command("r", ("on_off", ON))
    cloud.hear()
    cloud.command("r", ("on_off", {"type": "BOOL"}))
    eq(cloud.ports[1].on, False)
    eq(cloud.states(cloud.hear(), "r")["on_off"], OFF)


def test_a_command_that_changes_nothing_is_answered_all_the_same():
    cloud = Cloud(dict(RELAY))
    for _ in range(2):
        cloud.command("r", ("on_off", OFF))
        eq(cloud.states(cloud.hear(), "r")["on_off"], OFF)


def test_a_command_to_several_devices_is_answered_for_all_of_them():
    cloud = Cloud(*[_relay(n) for n in range(1, 6)])
    wire = {"states": [{"key": "on_off", "value": ON}]}
    cloud.say("commands", {"devices": {"r%d" % n: wire for n in range(1, 6)}})
    said = cloud.hear()
    eq([name for name, _ in said], ["up/status"])
    eq(sorted(said[0][1]["devices"]), ["r%d" % n for n in range(1, 6)])


def test_what_a_device_has_not_is_passed_over_in_a_command():
    cloud = Cloud(dict(RELAY))
    cloud.command("r", ("online", OFF), ("mute", ON), ("on_off", ON), ("open_set", {"type": 5}))
    eq(cloud.ports[1].on, True)
    eq(cloud.states(cloud.hear(), "r"), {"online": ON, "on_off": ON})


def test_nothing_of_a_command_happens_when_a_part_of_it_cannot():
    on = {"key": "on_off", "value": ON}
    bad = {"key": "light_brightness", "value": {"type": "INTEGER", "integer_value": "x"}}
    for states in ([on, bad], [bad, on]):
        cloud = Cloud({"id": "l", "kind": "light", "pins": {"level": 1}}, _relay(2))
        cloud.say("commands", {"devices": {"l": {"states": states}, "r2": {"states": [on]}}})
        eq((cloud.ports[1].duty, cloud.ports[2].on), (0, True))
        eq(cloud.states(cloud.hear(), "l")["on_off"], OFF)


def test_commands_that_cannot_be_are_answered_with_the_true_state():
    cloud = Cloud(dict(RELAY))
    for odd in (None, [], {}, {"states": None}, {"states": [None]}, {"states": {"on_off": True}}):
        cloud.say("commands", {"devices": {"r": odd}})
        eq(cloud.states(cloud.hear(), "r")["on_off"], OFF)


def test_messages_that_break_naive_clients():
    cloud = Cloud(dict(RELAY))
    for tail in ("commands", "change_group_device_request", "rename_device_request", "nonsense"):
        for body in (
            b"",
            b"null",
            b"[]",
            b"{",
            b"3",
            b"\xff\x00",
            b'{"devices":[]}',
            b'{"devices":null}',
        ):
            cloud.say(tail, body)
            eq(cloud.hear(), [], "%s %s" % (tail, body))
    for tail in ("", "a/b", "commands/x"):
        cloud.say(tail, b"{}")
    eq(cloud.ports[1].history, [])


def test_status_requests_of_every_shape():
    everything = {"root", "r", "r3"}
    for body, want in (
        ({"devices": ["r"]}, {"r"}),
        ({"devices": ["r", "r3"]}, {"r", "r3"}),
        ({"devices": ["root"]}, {"root"}),
        ({"devices": []}, everything),
        ({"devices": [""]}, everything),
        ({}, everything),
        (b"", everything),
        ({"devices": ["gone"]}, {"root"}),
        ({"devices": ["gone", "r"]}, {"r"}),
    ):
        cloud = Cloud(dict(RELAY), _relay(3))
        cloud.say("status_request", body)
        said = cloud.hear()
        eq([name for name, _ in said], ["up/status"])
        eq(set(said[0][1]["devices"]), want, "%s" % body)


def test_config_requests():
    for body in ({}, b"", b"not json"):
        cloud = Cloud(dict(RELAY))
        cloud.say("config_request", body)
        said = cloud.hear()
        eq([name for name, _ in said], ["up/config"])
        eq(said[0][1], cloud.start[0][1], "always complete")


def test_moves_and_names_are_kept_and_never_answered():
    # dzerik/sber-mqtt-bridge 0.4.0: an answer to a move is answered with a move, for ever
    cloud = Cloud(dict(RELAY))
    cloud.say("change_group_device_request", {"device_id": "r", "home": "Дача", "room": "Крыльцо"})
    cloud.say("rename_device_request", {"device_id": "r", "new_name": "Свет"})
    eq(cloud.hear(), [])
    eq(cloud.saved, 3)
    cloud.say("rename_device_request", {"device_id": "r", "new_name": "Свет"})
    eq(cloud.saved, 3, "the same name again is no change")
    cloud.say("config_request", b"")
    device = cloud.hear()[0][1]["devices"][1]
    eq([device[k] for k in ("name", "home", "room")], ["Свет", "Дача", "Крыльцо"])
    eq(device["default_name"], "r")


def test_moves_with_nonsense_lose_nothing():
    cloud = Cloud(dict(RELAY))
    for body in (
        {"device_id": "r", "new_name": None},
        {"device_id": "r", "new_name": ""},
        {"device_id": "r", "new_name": 5},
        {"device_id": "r", "new_name": "x" * 1000},
        {"device_id": None, "new_name": "x"},
        {"device_id": ["r"], "new_name": "x"},
        {},
    ):
        cloud.say("rename_device_request", body)
    eq((cloud.saved, cloud.devices.find("r").name, cloud.hear()), (0, "r", []))


def test_a_name_that_comes_while_the_config_leaves_waits_for_its_end():
    cloud = Cloud(dict(RELAY))
    cloud.say("config_request", b"")
    _, body = cloud.agent.next(cloud.clock.now)
    size = len(body)
    cloud.say("rename_device_request", {"device_id": "r", "new_name": "a much longer name"})
    eq(len(b"".join(list(body))), size)
    cloud.agent.sent()
    eq(cloud.devices.find("r").name, "a much longer name")


def test_errors_of_the_cloud_are_shown_and_harm_nothing():
    cloud = Cloud(dict(RELAY))
    log.setup(None, (LOGIN,))
    cloud.say("errors", ("ошибка " * 40 + LOGIN).encode())
    true(cloud.agent.last_error.startswith("ошибка"))
    cloud.say("errors", b"\xff\xff")
    cloud.say("errors", LOGIN.encode() + b" is bad")
    eq(cloud.agent.last_error, "*** is bad")
    eq(cloud.hear(), [])


def test_the_common_config_is_read_and_only_it_may_be_retained():
    cloud = Cloud(dict(RELAY))
    cloud.say("sberdevices/v1/__config", {"http_api_endpoint": "https://a.example"}, retained=True)
    eq(cloud.agent.http_api, "https://a.example")
    wire = {"devices": {"r": {"states": [{"key": "on_off", "value": ON}]}}}
    cloud.say("commands", wire, retained=True)
    eq((cloud.ports[1].on, cloud.hear()), (False, []))


def test_ids_that_are_not_ours_are_a_sign_of_a_second_board():
    for tail, body in (
        ("commands", {"devices": {"stranger": {"states": []}}}),
        ("status_request", {"devices": ["stranger"]}),
        ("change_group_device_request", {"device_id": "stranger", "home": "x", "room": "y"}),
    ):
        cloud = Cloud(dict(RELAY))
        eq(cloud.agent.second_board, False)
        cloud.say(tail, body)
        eq(cloud.agent.second_board, True)
        level, _, code, args = log.lines()[-1]
        eq((level, args), ("error", ("stranger",)))
        true("another board" in log.words(code, args))


def test_a_wall_button_is_reported_and_bursts_are_merged():
    cloud = Cloud(
        dict(RELAY), _relay(3), {"id": "s", "kind": "sensor_door", "pins": {"contact": 9}}
    )
    cloud.ports[2].press()
    cloud.pass_ms(10)
    eq(cloud.hear(), [], "it waits for what else may change")
    cloud.ports[9].press()
    cloud.pass_ms(50)
    eq(cloud.hear(), [])
    cloud.pass_ms(60)
    said = cloud.hear()
    eq(len(said), 1)
    eq(sorted(said[0][1]["devices"]), ["r", "s"])


def test_presses_are_sent_once_each_and_never_in_status_answers():
    cloud = Cloud(
        {"id": "b", "kind": "scenario_button", "pins": {"button": 5}, "options": {"double_ms": 0}}
    )
    for _ in range(3):
        cloud.ports[5].press()
        cloud.pass_ms(50)
        cloud.ports[5].release()
        cloud.pass_ms(50)
    cloud.pass_ms(200)
    click = {"key": "button_event", "value": {"type": "ENUM", "enum_value": "click"}}
    said = cloud.hear()
    told = [s for _, body in said for s in body["devices"]["b"]["states"]]
    eq(len([s for s in told if s == click]), 3)
    eq(max([len([s for s in b["devices"]["b"]["states"] if s == click]) for _, b in said]), 1)
    cloud.say("status_request", {"devices": ["b"]})
    eq(cloud.states(cloud.hear(), "b"), {"online": ON})


def test_a_press_of_long_ago_is_not_told_when_the_cloud_is_back():
    for away, told in ((5000, 1), (60000, 0)):
        cloud = Cloud({"id": "b", "kind": "scenario_button", "pins": {"button": 5}})
        cloud.agent.disconnected()
        cloud.ports[5].press()
        cloud.pass_ms(50)
        cloud.ports[5].release()
        for _ in range(away // 100):
            cloud.pass_ms(100)
            cloud.agent.step(cloud.clock.now)
        cloud.agent.connected()
        text = "%s" % cloud.hear()
        eq("click" in text, told == 1, "away for %d ms" % away)


def test_many_presses_while_away_do_not_fill_the_memory():
    cloud = Cloud(
        {"id": "b", "kind": "scenario_button", "pins": {"button": 5}, "options": {"double_ms": 0}}
    )
    cloud.agent.disconnected()
    for _ in range(100):
        cloud.ports[5].press()
        cloud.pass_ms(20)
        cloud.ports[5].release()
        cloud.pass_ms(20)
        cloud.agent.step(cloud.clock.now)
    cloud.agent.connected()
    true(len(cloud.hear(100)) <= 4 + 16)


def test_everything_is_said_again_after_a_reconnect():
    cloud = Cloud(dict(RELAY))
    cloud.agent.disconnected()
    cloud.ports[2].press()
    cloud.pass_ms(500)
    eq(cloud.agent.next(cloud.clock.now), None)
    cloud.agent.connected()
    said = cloud.hear()
    eq([name for name, _ in said], [name for name, _ in cloud.start])
    eq([s["value"] for s in said[1][1]["devices"]["r"]["states"]], [ON, ON])


def test_a_mode_comes_before_its_colour_whatever_their_order():
    lamp = {"id": "l", "kind": "light", "pins": {"red": 1, "green": 2, "blue": 3}}
    mode = ("light_mode", {"type": "ENUM", "enum_value": "colour"})
    # ikstema/mqtt-sbergate devices/light.py: a capture with nothing but the floor of v
    colour = ("light_colour", {"type": "COLOUR", "colour_value": {"v": 100}})
    white = ("light_mode", {"type": "ENUM", "enum_value": "white"})
    for states, want in (
        ((mode, colour), "colour"),
        ((colour, mode), "colour"),
        ((white,), "white"),
    ):
        cloud = Cloud(dict(lamp))
        cloud.command("l", *states)
        told = cloud.states(cloud.hear(), "l")
        eq(told["light_mode"]["enum_value"], want)


def test_numbers_out_of_range_are_clamped():
    cloud = Cloud({"id": "l", "kind": "light", "pins": {"level": 1}})
    for sent, want in (("0", "50"), ("5000", "1000"), (None, "50"), ("-3", "50"), (700, "700")):
        wire = {"type": "INTEGER"}
        if sent is not None:
            wire["integer_value"] = sent
        cloud.command("l", ("light_brightness", wire))
        eq(cloud.states(cloud.hear(), "l")["light_brightness"]["integer_value"], want)


def test_a_sensor_without_a_value_is_offline_and_stays_in_the_config():
    cloud = Cloud({"id": "t", "kind": "sensor_temp", "pins": {"dht22": 1}})
    eq([d["id"] for d in cloud.start[0][1]["devices"]], ["root", "t"])
    eq(cloud.start[1][1]["devices"]["t"]["states"], [{"key": "online", "value": OFF}])
    cloud.pass_ms(200)
    said = cloud.states(cloud.hear(), "t")
    eq(said["temperature"], {"type": "INTEGER", "integer_value": "215"})
    eq(said["humidity"], {"type": "INTEGER", "integer_value": "40"})


def test_a_curtain_answers_at_once_and_again_when_it_is_there():
    cloud = Cloud(
        {
            "id": "c",
            "kind": "curtain",
            "pins": {"open": 1, "close": 2},
            "options": {"travel_ms": 2000},
        }
    )
    cloud.command("c", ("open_set", {"type": "ENUM", "enum_value": "open"}))
    eq(cloud.states(cloud.hear(), "c")["open_state"]["enum_value"], "opening")
    cloud.pass_ms(2200)
    told = cloud.states(cloud.hear(), "c")
    eq(
        (told["open_state"]["enum_value"], told["open_percentage"]["integer_value"]),
        ("open", "100"),
    )
    true("open_set" not in told, "a command is no state")


def test_a_flood_of_config_requests_does_not_keep_answers_away():
    cloud = Cloud(dict(RELAY))
    configs = 0
    for _ in range(100):
        cloud.say("config_request", b"")
        cloud.command("r", ("on_off", ON))
        said = [name for name, _ in cloud.hear()]
        eq(said.count("up/status"), 1)
        configs += said.count("up/config")
        cloud.pass_ms(100)
    true(3 <= configs <= 5, "%d configs in ten seconds" % configs)


def test_a_home_that_cannot_be_does_not_cost_the_room():
    cloud = Cloud(dict(RELAY))
    move = {"device_id": "r", "home": "x" * 36, "room": "Крыльцо"}
    cloud.say("change_group_device_request", move)
    eq((cloud.devices.find("r").home, cloud.devices.find("r").room), (None, "Крыльцо"))
    cloud.say("rename_device_request", {"device_id": "r", "new_name": "   "})
    eq(cloud.devices.find("r").name, "r")


def test_odd_ids_do_not_cost_the_others():
    cloud = Cloud(dict(RELAY))
    # MicroPython's json takes numbers for keys
    cloud.say("commands", b'{"devices":{"1":{},"r":{"states":[]}}}')
    eq("r" in cloud.hear()[0][1]["devices"], True)


def test_rules_hear_what_is_commanded_and_nothing_else():
    cloud = Cloud(dict(RELAY))

    class Rules:
        heard = []

        def touched(self, device, name):
            self.heard.append((device.id, name))

        def step(self, now):
            return -1

    cloud.agent.devices.rules = Rules()
    cloud.command("r", ("mute", ON), ("on_off", {"type": "INTEGER"}))
    cloud.command("nobody", ("on_off", ON))
    eq(Rules.heard, [])
    cloud.command("r", ("on_off", ON))
    eq(Rules.heard, [("r", "on_off")])
