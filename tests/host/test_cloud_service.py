"""The cloud at work over real TLS, against the embedded broker and against mosquitto."""

import asyncio

import pytest

from cloud_board import HUB, FakeBoard, device, states
from host_tools.cloud.service import Cloud, CloudError
from host_tools.cloud.values import BadValue

LAMP = device("lamp", "light", ["on_off", "light_brightness"], room="Кухня", home="Дом")
RELAY = device("relay", "relay", ["on_off"])
BOTH = {"devices": [HUB, LAMP, RELAY]}


@pytest.fixture(params=["embedded", "mosquitto"])
def options(request):
    """Return what makes a Cloud use this broker."""
    if request.param == "embedded":
        return {}
    broker = request.getfixturevalue("mosquitto")
    return {
        "broker": f"localhost:{broker.port}",
        "ca": broker.ca_pem,
        "login": broker.login,
        "password": broker.password,
    }


def play(folder, options, scene):
    """Run `scene(cloud, board)` with a board that has announced itself and listens."""

    async def work():
        async with Cloud(folder, **options) as cloud, FakeBoard(cloud) as board:
            await board.listen()
            await board.say("up/config", BOTH)
            await cloud.wait_for(lambda: "relay" in cloud.devices)
            await scene(cloud, board)

    asyncio.run(work())


def test_command_goes_out_and_its_answer_is_timed(tmp_path, options):
    async def scene(cloud, board):
        command = await cloud.send("lamp", {"on_off": True, "light_brightness": 500})
        body = await board.hear("down/commands")
        assert body == (
            b'{"devices":{"lamp":{"states":[{"key":"on_off","value":{"type":"BOOL",'
            b'"bool_value":true}},{"key":"light_brightness","value":{"type":"INTEGER",'
            b'"integer_value":"500"}}]}}}'
        )
        assert command.ack_ms is None

        answer = states(online=True, on_off=True, light_brightness=500)
        await board.say("up/status", {"devices": {"lamp": answer}})
        await cloud.wait_for(lambda: command.ack_ms is not None)

        assert command.same
        assert 0 < command.ack_ms < 5000
        assert cloud.devices["lamp"].value("light_brightness") == 500

    play(tmp_path, options, scene)


def test_several_devices_in_one_command(tmp_path, options):
    async def scene(cloud, board):
        await cloud.send_many({"lamp": {"on_off": True}, "relay": {"on_off": False}})

        assert await board.hear("down/commands") == (
            b'{"devices":{"lamp":{"states":[{"key":"on_off","value":{"type":"BOOL",'
            b'"bool_value":true}}]},"relay":{"states":[{"key":"on_off",'
            b'"value":{"type":"BOOL"}}]}}}'
        )

    play(tmp_path, options, scene)


def test_requests_go_out(tmp_path, options):
    async def scene(cloud, board):
        await cloud.request_status()
        await cloud.request_status(["lamp"])
        await cloud.request_status([])
        await cloud.request_status([""])
        await cloud.request_config()
        await cloud.request_config(empty=True)
        await cloud.send_error("пример")

        await board.hear("down/errors")
        bodies = [body for tail, body, _ in board.heard if tail == "down/status_request"]
        assert bodies == [
            b'{"devices":["root","lamp","relay"]}',
            b'{"devices":["lamp"]}',
            b'{"devices":[]}',
            b'{"devices":[""]}',
        ]
        assert await board.hear("down/config_request", 1) == b"{}"
        assert await board.hear("down/config_request", 2) == b""

    play(tmp_path, options, scene)


def test_new_devices_are_told_their_place_once(tmp_path, options):
    # the first such message comes after a registration (the Home Assistant integration sber_mqtt)
    async def scene(cloud, board):
        topic = "down/change_group_device_request"
        assert await board.hear(topic, 1) == b'{"device_id":"root"}'
        assert (await board.hear(topic, 2)).decode() == (
            '{"device_id":"lamp","home":"Дом","room":"Кухня"}'
        )
        await board.hear(topic, 3)

        await board.say("up/config", BOTH)
        await board.say(
            "up/config", {"devices": [*BOTH["devices"], device("z", "relay", ["on_off"])]}
        )

        assert await board.hear(topic, 4) == b'{"device_id":"z"}'

    play(tmp_path, options, scene)


def test_moving_and_renaming(tmp_path, options):
    async def scene(cloud, board):
        await board.hear("down/change_group_device_request", 3)

        await cloud.move("lamp", "Зал")
        await cloud.rename("lamp", "Свет")

        assert (await board.hear("down/change_group_device_request", 4)).decode() == (
            '{"device_id":"lamp","home":"Дом","room":"Зал"}'
        )
        assert (await board.hear("down/rename_device_request")).decode() == (
            '{"device_id":"lamp","new_name":"Свет"}'
        )
        await board.say("up/config", BOTH)
        await cloud.wait_for(lambda: cloud.devices["lamp"].name == "Свет")
        assert cloud.devices["lamp"].room == "Зал"

    play(tmp_path, options, scene)


def test_config_topic_is_retained_and_the_rest_is_not(tmp_path, options):
    async def scene(cloud, board):
        await cloud.request_config()
        await board.hear("down/config_request")
        await board.hear("sberdevices/v1/__config")

        kept = {tail: retain for tail, _body, retain in board.heard}
        assert kept.pop("sberdevices/v1/__config") is True
        assert set(kept.values()) == {False}

    play(tmp_path, options, scene)


def test_device_that_is_left_out_is_gone(tmp_path, options):
    async def scene(cloud, board):
        await board.say("up/config", {"devices": [HUB, RELAY]})
        await cloud.wait_for(lambda: "lamp" not in cloud.devices)

        assert list(cloud.devices) == ["root", "relay"]
        with pytest.raises(CloudError, match="lamp"):
            await cloud.send("lamp", {"on_off": True})

    play(tmp_path, options, scene)


def test_list_without_a_hub_is_answered_on_errors(tmp_path, options):
    async def scene(cloud, board):
        await board.say("up/config", {"devices": [LAMP]})

        assert b"value must contain at least 1 item(s)" in await board.hear("down/errors")

    play(tmp_path, options, scene)


def test_odd_messages_are_named_and_the_cloud_goes_on(tmp_path, options):
    async def scene(cloud, board):
        await board.say("up/status", b"\xff\xfe")
        await board.say("up/status", {"devices": {"ghost": states(online=True)}})
        await board.say("up/other", b"?")
        await board.say("up/status", {"devices": {"lamp": states(online=True)}})
        await cloud.wait_for(lambda: cloud.home.is_online("lamp"))

        told = [(tail, problem.code) for _time, tail, problem in cloud.problems]
        assert told == [
            ("up/status", "not_json"),
            ("up/status", "device_unknown"),
            ("up/other", "topic_unknown"),
        ]

    play(tmp_path, options, scene)


def test_wrong_value_is_refused_before_anything_is_sent(tmp_path, options):
    async def scene(cloud, board):
        with pytest.raises(BadValue):
            await cloud.send("lamp", {"on_off": "yes"})
        await cloud.request_config()
        await board.hear("down/config_request")
        assert not [tail for tail, _body, _ in board.heard if tail == "down/commands"]

    play(tmp_path, options, scene)


def test_listeners_hear_of_everything_in_order(tmp_path):
    heard = []

    async def listener(event):
        heard.append(event["kind"])

    async def scene(cloud, board):
        async def broken(event):
            raise RuntimeError(event["kind"])

        cloud.events += [broken, listener]
        await cloud.send("lamp", {"on_off": True})
        await board.hear("down/commands")
        await board.say("up/status", {"devices": {"lamp": states(on_off=True)}})
        await cloud.wait_for(lambda: "status" in heard)
        ours = [kind for kind in heard if kind in ("command", "status")]
        assert ours == ["command", "status"]

    play(tmp_path, {}, scene)


def test_states_are_asked_for_periodically(tmp_path):
    async def scene(cloud, board):
        assert await board.hear("down/status_request", 2) == b'{"devices":["root","lamp","relay"]}'
        assert cloud.devices["lamp"].asked

    play(tmp_path, {"status_period_s": 0.05}, scene)


def test_lost_broker_is_told_and_found_again(tmp_path, mosquitto):
    async def work():
        cloud = Cloud(
            tmp_path / "cloud",
            login=mosquitto.login,
            password=mosquitto.password,
            broker=f"localhost:{mosquitto.port}",
            ca=mosquitto.ca_pem,
        )
        async with cloud:
            await asyncio.to_thread(mosquitto.stop)
            await cloud.wait_for(lambda: not cloud.connection.is_connected)
            assert cloud.notices[0].what == "broker_lost"
            with pytest.raises(CloudError):
                await cloud.request_config()
            await asyncio.to_thread(mosquitto.start)
            await cloud.wait_for(lambda: cloud.connection.is_connected, 20)
            async with FakeBoard(cloud) as board:
                await board.say("up/config", BOTH)
                await cloud.wait_for(lambda: "lamp" in cloud.devices)

    asyncio.run(work())


@pytest.mark.parametrize("fault", ["password", "address", "authority"])
def test_broker_that_cannot_be_used_is_told_at_once(tmp_path, mosquitto, fault):
    ca = mosquitto.ca_pem
    if fault == "authority":

        async def make_another():
            async with Cloud(tmp_path / "other") as other:
                return other.ca_pem

        ca = asyncio.run(make_another())

    async def work():
        cloud = Cloud(
            tmp_path / "cloud",
            login=mosquitto.login,
            password="wrong" if fault == "password" else mosquitto.password,
            broker="localhost:1" if fault == "address" else f"localhost:{mosquitto.port}",
            ca=ca,
        )
        async with cloud:
            pass

    with pytest.raises(CloudError, match="localhost"):
        asyncio.run(work())
