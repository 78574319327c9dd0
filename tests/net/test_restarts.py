"""What a board remembers, and what its pins do, over power cuts and restarts."""

import asyncio
import json

import pytest

from host_tools.simulator.process import Board
from net_broker import Broker
from net_home import LOGIN, furnish, in_service, logged, switched_on, words

_SPEED = 20
_RELAY = {"id": "r", "kind": "relay", "name": "Реле", "room": "Дача", "pins": {"out": 16}}
_OTHER = {"id": "o", "kind": "relay", "name": "Другое", "room": "Дом", "pins": {"out": 17}}
_CURTAIN = {
    "id": "c",
    "kind": "curtain",
    "name": "Штора",
    "pins": {"open": 18, "close": 19},
    "options": {"travel_ms": 20000},
}
_DOWN = f"sberdevices/v1/{LOGIN}/down/"


class RefusesCommonConfig(Broker):
    """A broker that grants everything but the topic that left the documentation."""

    def _answer(self, session, script, head, body):
        if head & 0xF0 == 0x80 and b"__config" in body:
            session.writer.write(b"\x90\x03" + body[:2] + b"\x80")
        else:
            super()._answer(session, script, head, body)


def _flash(tmp_path, broker, *devices):
    return furnish(tmp_path, broker.port, {"own": broker.ca_der}, devices=list(devices))


async def _say(broker, tail, body) -> None:
    await broker.sessions[-1].publish(_DOWN + tail, json.dumps(body).encode())


async def _command(broker, device, key, **value) -> None:
    states = {"states": [{"key": key, "value": value}]}
    await _say(broker, "commands", {"devices": {device: states}})


async def _state(flash, claim, timeout_s=10) -> dict:
    """Wait until state.json is as claimed; return it."""
    async with asyncio.timeout(timeout_s):
        while True:
            if (flash / "state.json").exists():
                state = json.loads((flash / "state.json").read_text("utf-8"))
                if claim(state):
                    return state
            await asyncio.sleep(0.02)


async def test_a_refused_common_config_is_no_reason_to_stay_away(tmp_path, certificates):
    async with RefusesCommonConfig(certificates) as broker:
        flash = _flash(tmp_path, broker, _RELAY)
        async with switched_on(flash, speed=_SPEED) as board:
            await in_service(board)
            await logged(board, words("nocommon"))


async def test_a_rename_in_the_app_freezes_nothing_else(tmp_path, certificates):
    async with Broker(certificates) as broker:
        flash = _flash(tmp_path, broker, _RELAY, _OTHER)
        async with switched_on(flash, speed=_SPEED) as board:
            await in_service(board)
            await _say(broker, "rename_device_request", {"device_id": "r", "new_name": "Насос"})
            await _state(flash, lambda state: state["places"] == {"r": {"name": "Насос"}})

        _flash(tmp_path, broker, _RELAY, {**_OTHER, "name": "Новое", "room": "Гараж"})
        before = len(broker.sessions)
        async with switched_on(flash, speed=_SPEED) as board:
            await in_service(board)
        config = next(said for said in broker.sessions[before].said if said[1] == "up/config")
        told = {d["id"]: (d["name"], d.get("room")) for d in config[2]["devices"]}
        assert (told["r"], told["o"]) == (("Насос", "Дача"), ("Новое", "Гараж"))


async def test_a_power_cut_during_a_move_leaves_no_old_place(tmp_path, certificates):
    async with Broker(certificates) as broker:
        flash = _flash(tmp_path, broker, _CURTAIN)
        async with switched_on(flash, speed=_SPEED) as board:
            await in_service(board)
            await _command(broker, "c", "open_set", type="ENUM", enum_value="open")
            await _state(flash, lambda state: state["devices"] == {"c": 1000})
            await _command(broker, "c", "open_set", type="ENUM", enum_value="close")
            await board.reach(19, 1)
            await _state(flash, lambda state: state["devices"] == {}, timeout_s=0.8)

        async with switched_on(flash, speed=_SPEED) as board:
            await in_service(board)
            await _command(broker, "c", "open_set", type="ENUM", enum_value="open")
            await board.reach(18, 1)


async def test_a_talkative_cloud_does_not_keep_the_state_from_being_saved(tmp_path, certificates):
    relay = {**_RELAY, "options": {"power_on": "last"}}
    async with Broker(certificates) as broker:
        flash = _flash(tmp_path, broker, relay)
        async with switched_on(flash, speed=_SPEED) as board:
            await in_service(board)
            await _command(broker, "r", "on_off", type="BOOL", bool_value=True)
            saved = asyncio.create_task(_state(flash, lambda s: s["devices"] == {"r": True}))
            while not saved.done():
                await _say(broker, "status_request", {"devices": []})
                await asyncio.sleep(2 / _SPEED)
            await saved


class SoftRestarted(Board):
    """A board that begins with a soft restart: outputs of before still show `kept`."""

    kept: dict | None = None

    def _begin(self, cause):
        if self.kept:
            levels = {pin: {"mode": "out", "value": level} for pin, level in self.kept.items()}
            self.pins, self.kept = levels, None
            cause = "soft"
        return super()._begin(cause)


@pytest.mark.parametrize("profile", ["pico_w", "esp32"])
@pytest.mark.parametrize(
    ("device", "kept", "wanted"),
    [
        (_RELAY, {"16": 1}, {"16": 1}),
        ({**_RELAY, "pins": {"out": {"gpio": 16, "active": "low"}}}, {"16": 0}, {"16": 0}),
        (_CURTAIN, {"18": 1, "19": 1}, {"18": 0, "19": 0}),
    ],
    ids=["relay", "low relay", "motor"],
)
async def test_a_soft_restart_moves_no_relay_and_leaves_no_motor_running(
    tmp_path, certificates, profile, device, kept, wanted, monkeypatch
):
    async with Broker(certificates) as broker:
        flash = _flash(tmp_path, broker, device)
        async with switched_on(flash, profile, speed=_SPEED) as board:
            await in_service(board)
            await _state(flash, lambda state: state["root"] == "own.der")

        monkeypatch.setattr(SoftRestarted, "kept", kept)
        board = await asyncio.to_thread(
            SoftRestarted, flash, profile, speed=_SPEED, env={"SIM_TICKS": "0"}
        )
        try:
            await in_service(board)
            assert {pin: board.value(pin) for pin in wanted} == wanted
            seen = {(row.pin, row.value) for row in board.history if row.pin in kept}
            assert seen == set(wanted.items()), "an output showed another level on its way"
        finally:
            await asyncio.to_thread(board.stop)
