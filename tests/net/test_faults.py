"""Every fault of the network: the reason in the log, and the board back in service by itself."""

import json
from dataclasses import dataclass

import pytest

from net_broker import Broker, Script, message
from net_faulty import Proxy, full_house
from net_home import (
    LOGIN,
    failures,
    furnish,
    in_service,
    logged,
    moves,
    pauses,
    switched_on,
    words,
)

# Real answers take 5 to 50 ms, which is 1 s of the board; its shortest deadline is 10 s.
_SPEED = 20


@dataclass
class Fault:
    """What the first connections meet, and what the log must show: a code of these, the detail."""

    name: str
    codes: str
    detail: str
    way: tuple[str, ...] = ()
    broker: tuple[Script, ...] = ()


AT_THE_START = [
    # Told by the connect itself or by the first write, whichever comes sooner.
    Fault("reset_at_connect", "refused dropped", "", ("reset",)),
    Fault("closed_after_client_hello", "tls", "", ("hang_up",)),
    Fault("garbage_for_server_hello", "tls", "", ("garbage",)),
    Fault("stall_in_the_handshake", "no_answer", "not taken", ("stall",)),
    Fault("no_connack", "no_answer", "no CONNACK", broker=(Script(connack=None),)),
    # Codes: MQTT 3.1.1, table 3.1: 2 identifier, 3 unavailable, 4 login or password, 5 not allowed
    Fault("connack_2", "not_mqtt", "CONNACK 2", broker=(Script(connack=2),)),
    Fault("connack_3", "not_now", "CONNACK 3", broker=(Script(connack=3),)),
    Fault("connack_4", "login_refused", "CONNACK 4", broker=(Script(connack=4),)),
    Fault("connack_5", "not_authorised", "CONNACK 5", broker=(Script(connack=5),)),
    Fault("closed_after_connack", "dropped", "", broker=(Script(after_connack=True),)),
    Fault("suback_failure", "not_authorised", "SUBACK", broker=(Script(granted=0x80),)),
    Fault("no_suback", "no_answer", "no SUBACK", broker=(Script(granted=None),)),
]


@pytest.mark.parametrize("fault", AT_THE_START, ids=lambda fault: fault.name)
async def test_a_fault_at_the_start_is_named_and_survived(fault, tmp_path, certificates):
    async with Broker(certificates, scripts=fault.broker) as broker, Proxy(broker.port) as way:
        way.script = list(fault.way)
        flash = furnish(tmp_path, way.port, {"own": broker.ca_der})
        async with switched_on(flash, speed=_SPEED) as board:
            await in_service(board)

            assert len(failures(board)) == 1
            assert failures(board)[0].startswith(tuple(map(words, fault.codes.split())))
            assert fault.detail in failures(board)[0]
            assert way.connections == 2
            assert moves(board) == []


async def _command(session, name: str, on: bool) -> None:
    value = {"type": "BOOL"} | ({"bool_value": True} if on else {})
    states = [{"key": "on_off", "value": value}]
    body = json.dumps({"devices": {name: {"states": states}}}).encode()
    await session.publish(f"sberdevices/v1/{LOGIN}/down/commands", body)


async def _obeys(broker, board) -> None:
    """Command the pump of the newest session on, then off: the pin and the status follow."""
    session = broker.sessions[-1]
    for on in (True, False):
        said = len(session.said)
        await _command(session, "pump", on)
        await board.reach(17, int(on))
        await broker.until(lambda said=said: "publish up/status" in session.topics()[said:])


async def _scene(tmp_path, certificates, play, **more):
    """Have a board in service, play a fault, see it in service again, obeying."""
    async with Broker(certificates) as broker, Proxy(broker.port) as way:
        flash = furnish(tmp_path, way.port, {"own": broker.ca_der})
        async with switched_on(flash, speed=_SPEED, **more) as board:
            await in_service(board)
            before = len(board.log), len(board.history)

            await play(broker, way, board)

            await in_service(board, since=before[0])
            assert moves(board, before[1]) == []
            await _obeys(broker, board)
            return board


def _first_failure(board, code: str, detail: str = "") -> None:
    assert failures(board)[0].startswith(words(code))
    assert detail in failures(board)[0]


async def test_a_port_that_refuses(tmp_path, certificates):
    async def play(_broker, way, board):
        await way.refuse()
        await logged(board, words("refused"))
        await way.open()

    await _scene(tmp_path, certificates, play)


async def test_an_address_where_nobody_is(tmp_path, certificates):
    async def play(_broker, way, board):
        await way.refuse()
        with full_house(way.port):
            await logged(board, words("no_answer") + " (TCP)")
        await way.open()

    await _scene(tmp_path, certificates, play)


async def test_a_name_that_is_not_found(tmp_path, certificates):
    async def play(_broker, way, board):
        board.net(resolve="fail")
        way.cut()
        await logged(board, words("no_name"))
        board.net(resolve="ok")

    await _scene(tmp_path, certificates, play)


async def test_a_connection_reset_in_service_is_called_dropped(tmp_path, certificates):
    async def play(_broker, way, board):
        way.cut()

    board = await _scene(tmp_path, certificates, play)
    _first_failure(board, "dropped")


async def test_a_broker_that_closes_in_service_is_called_dropped(tmp_path, certificates):
    async def play(broker, _way, board):
        broker.sessions[0].writer.close()

    board = await _scene(tmp_path, certificates, play)
    _first_failure(board, "dropped")


async def test_half_a_message_and_a_reset(tmp_path, certificates):
    async def play(broker, way, board):
        value = {"type": "BOOL", "bool_value": True}
        body = {"devices": {"pump": {"states": [{"key": "on_off", "value": value}]}}}
        whole = message(f"sberdevices/v1/{LOGIN}/down/commands", json.dumps(body).encode())
        session = broker.sessions[0]
        session.writer.write(whole[: len(whole) // 2])
        await session.writer.drain()
        # The board has read it when it answers what it heard before: the ping of a quiet broker.
        await broker.until(lambda: session.pings)
        way.cut()

    board = await _scene(tmp_path, certificates, play)
    _first_failure(board, "dropped")


async def test_a_dead_connection_is_found_by_pings_without_answer(tmp_path, certificates):
    async def play(_broker, way, board):
        way.is_silent = True
        began = len(way.taken)
        await logged(board, words("silent"), timeout_s=30)
        assert len(way.taken) == began  # nothing passed
        way.is_silent = False

    board = await _scene(tmp_path, certificates, play)
    _first_failure(board, "silent", "nothing heard for 6")


async def test_a_quiet_but_living_connection_is_kept(tmp_path, certificates):
    async with Broker(certificates) as broker:
        flash = furnish(tmp_path, broker.port, {"own": broker.ca_der})
        async with switched_on(flash, speed=_SPEED) as board:
            await in_service(board)

            # Four pings are 80 s without a word; a dead connection would be given up after 60.
            await broker.until(lambda: broker.sessions[0].pings >= 4)

            assert failures(board) == []
            await _obeys(broker, board)
            assert len(broker.sessions) == 1


async def test_one_byte_at_a_time_both_ways(tmp_path, certificates):
    async with (
        Broker(certificates) as broker,
        Proxy(broker.port, usual="crumbs") as way,
    ):
        flash = furnish(tmp_path, way.port, {"own": broker.ca_der})
        async with switched_on(flash, speed=5) as board:
            await in_service(board)
            await _obeys(broker, board)

            assert way.connections == 1
            assert failures(board) == []


async def test_a_message_of_a_megabyte_is_passed_over(tmp_path, certificates):
    async with Broker(certificates) as broker:
        flash = furnish(tmp_path, broker.port, {"own": broker.ca_der})
        async with switched_on(flash, speed=5) as board:
            await in_service(board)
            session = broker.sessions[0]

            # A command that would switch, if anyone read it.
            states = [{"key": "on_off", "value": {"bool_value": True}}]
            body = json.dumps({"devices": {"plug": {"states": states}}}).encode()
            body += b" " * (1_000_000 - len(body))
            await session.publish(f"sberdevices/v1/{LOGIN}/down/commands", body)
            await logged(board, "was passed over")

            assert board.value(18) == 0
            await _obeys(broker, board)
            assert len(broker.sessions) == 1
            assert failures(board) == []


async def test_a_connection_that_ends_prints_no_traceback(tmp_path, certificates):
    async def play(_broker, way, board):
        way.cut()

    board = await _scene(tmp_path, certificates, play)
    assert [line for line in board.log if "Traceback" in line or "wasn't retrieved" in line] == []


async def test_a_dropped_connection_is_noticed_at_once(tmp_path, certificates):
    async with Broker(certificates) as broker, Proxy(broker.port) as way:
        flash = furnish(tmp_path, way.port, {"own": broker.ca_der})
        async with switched_on(flash, speed=1) as board:
            await in_service(board)

            way.cut()

            await logged(board, "again in", timeout_s=2)


async def test_pauses_grow_and_start_anew_after_service(tmp_path, certificates):
    async with Broker(certificates) as broker, Proxy(broker.port) as way:
        flash = furnish(tmp_path, way.port, {"own": broker.ca_der})
        way.script = ["reset"] * 5
        async with switched_on(flash, speed=_SPEED) as board:
            await in_service(board, timeout_s=30)
            since = len(board.log)
            way.cut()
            await in_service(board, since)

            *first, last = pauses(board)
            # Between half and the whole of 2, 4, 8, 16, 32 s.
            for pause, longest in zip(first, (2, 4, 8, 16, 32), strict=True):
                assert longest // 2 <= pause <= longest
            assert last <= 2
