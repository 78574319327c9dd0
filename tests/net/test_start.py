"""What must be there before the first connection: Wi-Fi, the time, a login that is accepted."""

import pytest

from host_tools.cloud.service import Cloud
from net_broker import Broker
from net_faulty import Proxy
from net_home import (
    LOGIN,
    PASSWORD,
    failures,
    furnish,
    in_service,
    logged,
    moves,
    pauses,
    switched_on,
    words,
)

_SPEED = 20
_KEY = "home-wifi-key"
each_board = pytest.mark.parametrize("profile", ["pico_w", "esp32"])


# -- Wi-Fi


@each_board
async def test_a_network_that_is_not_in_the_air_is_named_and_joined_when_it_comes(
    profile, tmp_path, certificates
):
    async with Broker(certificates) as broker:
        flash = furnish(tmp_path, broker.port, {"own": broker.ca_der})
        neighbour = {"Neighbour": "another-key"}
        async with switched_on(flash, profile, speed=_SPEED, wifi=neighbour) as board:
            await logged(board, words("no_network"))
            assert broker.sessions == []

            board.wifi(networks={**neighbour, "Home": _KEY})
            await in_service(board)
            assert moves(board) == []


@each_board
async def test_a_wrong_key_is_named_and_the_right_one_joins(profile, tmp_path, certificates):
    async with Broker(certificates) as broker:
        flash = furnish(tmp_path, broker.port, {"own": broker.ca_der})
        other = {"Home": "not-this-key"}
        async with switched_on(flash, profile, speed=_SPEED, wifi=other) as board:
            await logged(board, "again in")
            assert failures(board)[0].startswith(words("wrong_password"))

            board.wifi(networks={"Home": _KEY})  # somebody puts it right at the router
            await in_service(board, timeout_s=30)


@each_board
async def test_a_network_that_goes_and_comes_back(profile, tmp_path, certificates):
    async with Broker(certificates) as broker:
        flash = furnish(tmp_path, broker.port, {"own": broker.ca_der})
        async with switched_on(flash, profile, speed=_SPEED, wifi={"Home": _KEY}) as board:
            await in_service(board)
            since = len(board.log)

            board.wifi(up=False)
            await logged(board, words("no_network"), since)
            board.wifi(up=True)

            await in_service(board, since)
            assert failures(board)[0].startswith(words("silent"))
            assert moves(board) == []


# -- the time


@each_board
async def test_without_the_time_nobody_is_called(profile, tmp_path, certificates):
    async with Broker(certificates) as broker, Proxy(broker.port) as way:
        flash = furnish(tmp_path, way.port, {"own": broker.ca_der})
        unset = {"SIM_CLOCK": "unset", "SIM_NTP": "silent"}
        async with switched_on(flash, profile, speed=_SPEED, env=unset) as board:
            await logged(board, words("clock_not_set"))
            # The next server is asked the next time.
            assert "(ru.pool.ntp.org)" in failures(board)[0]
            await logged(board, "(pool.ntp.org)")
            assert way.connections == 0

            board.net(ntp="ok")
            await in_service(board)
            assert way.connections == 1


# -- the login


async def test_a_refused_login_is_tried_more_seldom_than_a_dead_network(tmp_path, certificates):
    async with Cloud(tmp_path / "cloud", 0, LOGIN, PASSWORD) as cloud:
        root = {"own": cloud.ca_der().read_bytes()}
        refused = furnish(tmp_path / "refused", cloud.port, root, password="not this one")
        async with switched_on(refused, speed=_SPEED) as board:
            await logged(board, "again in")
            told = failures(board)[0]
            pause = pauses(board)[0]
        dead = furnish(tmp_path / "dead", 1, root)
        async with switched_on(dead, speed=_SPEED) as board:
            await logged(board, "again in")
            assert failures(board)[0] != told
            assert pauses(board)[0] <= 2
        # amqtt answers a wrong password with CONNACK 5, as mosquitto does.
        assert "CONNACK 5" in told
        assert "login" in told
        assert 15 <= pause <= 30
        assert cloud.board.sessions == {}


async def test_a_password_put_right_at_the_broker_ends_the_wait(tmp_path, mosquitto):
    mosquitto.stop()
    mosquitto.set_password("another")
    mosquitto.start()
    async with Proxy(mosquitto.port) as way:
        flash = furnish(tmp_path / "flash", way.port, {"own": mosquitto.ca_der})
        async with switched_on(flash, speed=40) as board:
            await logged(board, "again in")
            await way.refuse()
            mosquitto.stop()
            mosquitto.set_password(mosquitto.password)
            mosquitto.start()
            await way.open()

            await in_service(board)
            assert len(pauses(board)) == 1
            assert way.connections == 2


async def test_secrets_are_not_in_the_log(tmp_path):
    async with Cloud(tmp_path / "cloud", 0, LOGIN, PASSWORD) as cloud:
        root = {"own": cloud.ca_der().read_bytes()}
        flash = furnish(tmp_path / "flash", cloud.port, root)
        async with switched_on(flash, speed=_SPEED) as board:
            await in_service(board)
            await cloud.publish("down/errors", f"login {LOGIN}, {PASSWORD}, {_KEY}".encode())

            line = await logged(board, "the cloud reports")
            assert line.count("***") == 3
            assert not any(s in "".join(board.log) for s in (LOGIN, PASSWORD, _KEY))
