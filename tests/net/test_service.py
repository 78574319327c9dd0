"""The real firmware in service, against the embedded broker and against mosquitto, over TLS.

What the cloud asks and what a board must answer: developers.sber.ru/docs/ru/smarthome/reference,
mqtt-u-config, mqtt-u-status, mqtt-d-commands, mqtt-d-status-request, mqtt-d-config-request.
"""

import asyncio
import contextlib
import json

import pytest

from net_home import (
    CLOSE,
    DEVICES,
    DOOR,
    LAMP,
    LOGIN,
    NAMES,
    OPEN,
    PLUG,
    PUMP,
    TRAVEL_MS,
    WALL,
    in_service,
    logged,
    moves,
    switched_on,
)
from net_place import Place, values

_SPEED = 8
_COMMON = "sberdevices/v1/__config"


@pytest.fixture(params=["embedded", "mosquitto"])
def place(request, tmp_path):
    """Return the Place; mosquitto is started for its own half only."""
    wanted = request.param == "mosquitto"
    return Place(tmp_path, request.getfixturevalue("mosquitto") if wanted else None)


@contextlib.asynccontextmanager
async def _running(place, speed=_SPEED):
    async with place, switched_on(place.flash, speed=speed) as board:
        await in_service(board)
        # The broker may hand the last of what was announced on a little later.
        await place.cloud.wait_for(lambda: place.told_of() >= {"root"} | NAMES, 10)
        yield board


async def test_it_says_config_then_status_then_subscribes(place):
    async with _running(place):
        down, up = f"sberdevices/v1/{LOGIN}/down/#", f"sberdevices/v1/{LOGIN}/up/"
        await place.cloud.wait_for(lambda: ("subscribe", _COMMON) in place.order(), 10)
        order = place.order()
        said = [what for what in order if what[0] == "publish"]
        subscribed = [what for what in order if what[0] == "subscribe"]

        assert said[0] == ("publish", up + "config")
        assert len(said) > 1
        assert set(said[1:]) == {("publish", up + "status")}
        assert subscribed == [("subscribe", down), ("subscribe", _COMMON)]
        if place.sees_order:
            assert order[: len(said) + 2] == said + subscribed

        config = place.bodies("up/config")[0]
        assert [device["id"] for device in config["devices"]] == ["root", *_ids()]
        assert place.told_of() == {"root"} | NAMES
        assert list(place.cloud.problems) == []
        assert [d.problems for d in place.cloud.devices.values() if d.problems] == []


def _ids() -> list[str]:
    return [device["id"] for device in DEVICES]


async def test_a_command_moves_the_pin_and_is_answered(place):
    async with _running(place) as board:
        for on in (True, False):
            mark = place.mark()
            await place.cloud.send("pump", {"on_off": on})
            await board.reach(PUMP, int(on))
            await place.state("pump", mark, online=True, on_off=on)

        # Nothing changes: it is answered all the same.
        mark, before = place.mark(), len(board.history)
        await place.cloud.send("pump", {"on_off": False})
        await place.state("pump", mark, on_off=False)
        assert moves(board, before) == []


async def test_a_command_for_three_devices_is_one_answer(place):
    async with _running(place) as board:
        mark = place.mark()
        wanted = {"lamp": {"on_off": True}, "pump": {"on_off": True}, "plug": {"on_off": True}}
        await place.cloud.send_many(wanted)
        await board.reach(LAMP, 65535)
        await board.reach(PUMP, 1)
        await board.reach(PLUG, 1)

        answer = await place.body("up/status", mark)
        assert set(answer["devices"]) == set(wanted)
        assert all(values(device)["on_off"] is True for device in answer["devices"].values())


async def test_a_curtain_is_answered_while_it_moves_and_when_it_has_arrived(place):
    async with _running(place) as board:
        mark = place.mark()
        await place.cloud.send("curtain", {"open_set": "close"})
        began = await board.reach(CLOSE, 1)
        await place.state("curtain", mark, open_state="closing")
        ended = await board.reach(CLOSE, 0)
        await place.state("curtain", mark, open_state="close", open_percentage="0")

        # How exactly it stops is shown in test_meanwhile, where time is not this machine's.
        assert TRAVEL_MS <= ended.ms - began.ms < 1.5 * TRAVEL_MS
        assert board.value(OPEN) == 0


@pytest.mark.parametrize("names", [["pump", "door"], [], [""], ["root"]], ids=str)
async def test_a_status_request_is_answered(place, names):
    async with _running(place):
        mark = place.mark()
        await place.cloud.request_status(names)

        wanted = set(names) if any(names) else {"root"} | NAMES
        await place.cloud.wait_for(lambda: place.told_of(mark) == wanted, 10)


@pytest.mark.parametrize("empty", [False, True], ids=["braces", "no_body"])
async def test_a_config_request_is_answered(place, empty):
    async with _running(place):
        mark = place.mark()
        await place.cloud.request_config(empty=empty)

        config = await place.body("up/config", mark)
        assert [device["id"] for device in config["devices"]] == ["root", *_ids()]


async def test_what_happens_at_the_board_is_told(place):
    # In real time: the test must let go of the button before the press is a long one.
    async with _running(place, speed=1) as board:
        mark = place.mark()
        board.drive(DOOR, 0)  # a contact to ground: 0 is closed
        await place.state("door", mark, doorcontact_state=False)

        board.drive(WALL, 0)
        await board.reach(LAMP, 65535)
        await place.state("lamp", mark, on_off=True)
        board.drive(WALL, 1)
        await place.state("wall", mark, button_event="click")


async def test_names_and_rooms_of_the_app_outlive_a_restart(place):
    async with place:
        async with switched_on(place.flash, speed=_SPEED) as board:
            await in_service(board)
            await place.cloud.wait_for(lambda: "pump" in place.cloud.devices, 10)
            mark = place.mark()
            await place.cloud.move("pump", "Гараж", "Второй дом")
            await place.cloud.rename("pump", "Насос у бочки")
            await _kept(place.flash, "pump", "Насос у бочки")

            # Never answered by itself: the cloud would answer that with another move, for ever.
            await place.cloud.request_status(["root"])
            await place.body("up/status", mark)
            assert place.bodies("up/config", mark) == []

            await place.cloud.request_config()
            _is_moved(await place.body("up/config", mark))

        mark = place.mark()
        async with switched_on(place.flash, speed=_SPEED) as board:
            await in_service(board)
            _is_moved(await place.body("up/config", mark))


async def _kept(flash, device: str, name: str) -> None:
    """Wait until state.json holds a name; nothing tells of a write but the file."""
    async with asyncio.timeout(15):
        while True:
            with contextlib.suppress(FileNotFoundError, ValueError):
                state = json.loads((flash / "state.json").read_text("utf-8"))
                if state.get("places", {}).get(device, {}).get("name") == name:
                    return
            await asyncio.sleep(0.05)


def _is_moved(config: dict) -> None:
    pump = next(device for device in config["devices"] if device["id"] == "pump")
    assert (pump["name"], pump["room"], pump["home"]) == ("Насос у бочки", "Гараж", "Второй дом")
    assert pump["default_name"] == "Насос"


async def test_an_error_of_the_cloud_is_in_the_log(place):
    async with _running(place) as board:
        await place.cloud.send_error("устройство pump: неизвестная категория")

        line = await logged(board, "the cloud reports")
        assert " error " in line
        assert "неизвестная категория" in line


async def test_a_retained_command_is_ignored(place):
    async with place:
        value = {"type": "BOOL", "bool_value": True}
        body = {"devices": {"pump": {"states": [{"key": "on_off", "value": value}]}}}
        async with place.client() as client:
            topic = f"sberdevices/v1/{LOGIN}/down/commands"
            await client.publish(topic, json.dumps(body), qos=1, retain=True)

        async with switched_on(place.flash, speed=_SPEED) as board:
            await in_service(board)
            await logged(board, "a retained message on commands is ignored")
            assert moves(board) == []

            # The same without the flag is obeyed.
            await place.cloud.wait_for(lambda: "pump" in place.cloud.devices, 10)
            await place.cloud.send("pump", {"on_off": True})
            await board.reach(PUMP, 1)


async def test_the_retained_common_config_is_read(place):
    async with place:
        async with place.client() as client:
            await client.publish(_COMMON, b"not JSON", qos=1, retain=True)
        async with switched_on(place.flash, speed=_SPEED) as board:
            # Only who reads it can complain of it.
            await logged(board, "__config from the cloud: not JSON")
            await in_service(board)


async def test_the_proper_common_config_is_no_matter_for_complaint(place):
    async with _running(place) as board:
        await place.cloud.request_status(["root"])
        await place.state("root", 0, online=True)
        assert not any("__config" in line or "not known" in line for line in board.log)
        assert ("subscribe", _COMMON) in place.order()


async def test_after_a_restart_of_the_broker_everything_is_said_again(place):
    async with _running(place) as board:
        await place.cloud.send("pump", {"on_off": True})
        await board.reach(PUMP, 1)
        since, before = len(board.log), len(board.history)

        await place.restart()
        await in_service(board, since)

        assert await place.body("up/config")
        await place.cloud.wait_for(lambda: place.told_of() == {"root"} | NAMES)
        await place.state("pump", 0, on_off=True)
        assert moves(board, before) == []
        await place.cloud.send("pump", {"on_off": False})
        await board.reach(PUMP, 0)


async def test_a_second_board_on_the_login_is_noticed(place):
    async with _running(place) as board:
        value = {"type": "BOOL", "bool_value": True}
        states = {"states": [{"key": "on_off", "value": value}]}
        body = {"devices": {"boiler": states, "pump": states}}
        await place.cloud.publish("down/commands", json.dumps(body).encode())

        line = await logged(board, "boiler")
        assert " error " in line
        assert "Two boards on one login" in line
        await board.reach(PUMP, 1)  # ours is obeyed all the same


async def test_a_connection_that_the_broker_still_believes_in_is_taken_over(place):
    async with _running(place, speed=20) as board:
        since = len(board.log)
        place.way.is_silent = True  # the broker still believes in the old connection
        await logged(board, "again in", since, 30)
        place.way.is_silent = False
        await in_service(board, since)

        await place.cloud.send("pump", {"on_off": True})
        await board.reach(PUMP, 1)
