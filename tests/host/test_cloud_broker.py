"""The embedded broker: TLS and login, its own topics only, and amqtt's repaired faults."""

import asyncio
import contextlib
import datetime
import socket
import ssl

import aiomqtt
import pytest
from amqtt.contexts import Action, BrokerConfig
from cryptography import x509

from cloud_board import FakeBoard
from host_tools.cloud.amqtt_repairs import RepairedBroker
from host_tools.cloud.broker import CannotListen
from host_tools.cloud.service import Cloud


def connect(cloud, login, password, **more):
    context = more.pop("context", None) or ssl.create_default_context(cafile=cloud.ca_pem)
    return aiomqtt.Client(
        cloud.host, cloud.port, username=login, password=password, tls_context=context, **more
    )


def notices(cloud):
    return [notice.what for notice in cloud.notices]


@pytest.mark.parametrize("case", ["wrong password", "wrong login", "anonymous", "no password"])
def test_stranger_is_refused_with_connack_5(tmp_path, case):
    async def scene():
        async with Cloud(tmp_path) as cloud:
            login, password = {
                "wrong password": (cloud.login, "x"),
                "wrong login": ("x", cloud.password),
                "anonymous": (None, None),
                "no password": (cloud.login, None),
            }[case]
            with pytest.raises(aiomqtt.MqttError) as refusal:
                async with connect(cloud, login, password):
                    pass
            await cloud.wait_for(lambda: notices(cloud) == ["refused"])
            assert cloud.board.is_connected is False
            return refusal.value.rc

    # MQTT 3.1.1, table 3.1: 5 = not authorized (paho has its own number for it, 135)
    assert asyncio.run(scene()) == 135


def test_client_that_does_not_trust_the_authority_sends_nothing(tmp_path):
    async def scene():
        async with Cloud(tmp_path) as cloud:
            with pytest.raises(aiomqtt.MqttError, match="CERTIFICATE_VERIFY_FAILED"):
                context = ssl.create_default_context()
                async with connect(cloud, cloud.login, cloud.password, context=context):
                    pass
            await cloud.wait_for(lambda: "handshake" in notices(cloud))
            assert "UNKNOWN_CA" in cloud.notices[0].en

    asyncio.run(scene())


def test_plain_mqtt_is_not_spoken(tmp_path):
    async def scene():
        async with Cloud(tmp_path) as cloud:
            client = aiomqtt.Client(
                cloud.host, cloud.port, username=cloud.login, password=cloud.password, timeout=2
            )
            with pytest.raises(aiomqtt.MqttError):
                async with client:
                    pass
            assert cloud.board.is_connected is False

    asyncio.run(scene())


def test_authority_stays_and_the_servers_certificate_is_sane(tmp_path):
    async def scene():
        async with Cloud(tmp_path) as cloud:
            login, authority = cloud.login, cloud.ca_der().read_bytes()
        async with Cloud(tmp_path) as cloud:
            assert (cloud.login, cloud.ca_der().read_bytes()) == (login, authority)
            async with connect(cloud, cloud.login, cloud.password):
                pass

    asyncio.run(scene())

    authority = x509.load_der_x509_certificate((tmp_path / "ca.der").read_bytes())
    server = x509.load_pem_x509_certificate((tmp_path / "server.pem").read_bytes())
    names = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    now = datetime.datetime.now(datetime.UTC)
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    assert [str(name) for name in names.get_values_for_type(x509.IPAddress)] == ["127.0.0.1"]
    assert server.public_key().curve.name == authority.public_key().curve.name == "secp256r1"
    assert authority.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    for certificate in (server, authority):
        assert certificate.not_valid_before_utc < now < certificate.not_valid_after_utc
    server.verify_directly_issued_by(authority)
    for secret in ("ca.key", "server.key", "account.json"):
        assert (tmp_path / secret).stat().st_mode & 0o077 == 0


def test_board_is_kept_to_its_own_topics(tmp_path):
    async def scene():
        async with Cloud(tmp_path) as cloud, FakeBoard(cloud) as board:
            codes = [
                (await board.client.subscribe(topic))[0].value
                for topic in (
                    f"{board.root}/down/#",
                    "sberdevices/v1/__config",
                    "sberdevices/v1/+/down/#",
                    "sberdevices/v1/another/down/#",
                    "#",
                )
            ]
            # MQTT 3.1.1, 3.9.3: 0x80 = failure
            assert codes == [0, 0, 0x80, 0x80, 0x80]
            await board.client.publish("sberdevices/v1/another/up/config", b"{}")
            await board.client.publish(f"{board.root}/down/commands", b"{}")
            await board.say("up/status", b"{}")
            await cloud.wait_for(lambda: cloud.log)
            assert [row["tail"] for row in cloud.log] == ["up/status"]
            assert board.heard == [("sberdevices/v1/__config", board.heard[0][1], True)]

    asyncio.run(scene())


def test_taken_port_is_told(tmp_path):
    async def scene():
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            with pytest.raises(CannotListen, match=f"{port}.*--port"):
                async with Cloud(tmp_path, port):
                    pass

    asyncio.run(scene())


def test_connection_and_subscription_of_the_board_are_seen(tmp_path):
    async def scene():
        async with Cloud(tmp_path) as cloud:
            assert cloud.board.is_connected is False
            async with FakeBoard(cloud) as board:
                await cloud.wait_for(lambda: cloud.board.is_connected)
                assert cloud.board.is_subscribed is False
                await board.listen()
                await cloud.wait_for(lambda: cloud.board.is_subscribed)
            await cloud.wait_for(lambda: cloud.board.is_connected is False)
            assert cloud.board.last_seen

    asyncio.run(scene())


@pytest.mark.parametrize("action", list(Action))
def test_decision_on_a_topic_is_made_without_waiting(action):
    # amqtt 0.12.1 decides while it walks over the subscriptions: a topic plugin that waits there
    # lets them change, and the message is lost ("dictionary changed size during iteration")
    async def scene():
        broker = RepairedBroker(BrokerConfig(plugins={}))
        broker.may = lambda session, topic, action: topic == "a"
        for topic, answer in (("a", True), ("b", action == Action.RECEIVE)):
            with pytest.raises(StopIteration) as end:
                broker._topic_filtering(None, topic, action).send(None)
            assert end.value.value is answer

    asyncio.run(scene())


def test_no_message_is_lost_while_others_subscribe(tmp_path):
    async def scene():
        async with Cloud(tmp_path) as cloud, FakeBoard(cloud) as board:
            await board.listen()

            async def talk():
                for number in range(100):
                    await cloud.publish("down/commands", str(number).encode())
                    await asyncio.sleep(0.001)

            topics = (f"{board.root}/down/x{number}" for number in range(100))
            await asyncio.gather(talk(), *(board.client.subscribe(topic) for topic in topics))
            assert await board.hear("down/commands", 100) == b"99"

    asyncio.run(scene())


def test_retained_message_waits_for_the_subscription(tmp_path):
    # amqtt 0.12.1 sends a new client what the one before it had subscribed to
    async def scene():
        async with Cloud(tmp_path) as cloud, FakeBoard(cloud) as first:
            await first.listen()
            await first.hear("sberdevices/v1/__config")
            async with FakeBoard(cloud) as second:
                await second.client.subscribe(f"{second.root}/down/#")
                await cloud.publish("down/config_request", b"{}")
                await second.hear("down/config_request")
                assert [row[0] for row in second.heard] == ["down/config_request"]

    asyncio.run(scene())


def test_second_client_with_the_same_id_replaces_the_first(tmp_path):
    # MQTT 3.1.1, 3.1.4-2
    async def scene():
        async with Cloud(tmp_path) as cloud, contextlib.AsyncExitStack() as stack:
            account = {"login": cloud.login, "password": cloud.password, "identifier": "same"}
            first = await stack.enter_async_context(connect(cloud, **account))
            await stack.enter_async_context(connect(cloud, **account))

            with pytest.raises(aiomqtt.MqttError, match="Disconnected"):
                async with asyncio.timeout(5):
                    async for _message in first.messages:
                        pass
            await cloud.wait_for(lambda: len(cloud.board.sessions) == 1)

    asyncio.run(scene())


def test_broken_client_does_not_disturb_others(tmp_path):
    async def scene():
        async with Cloud(tmp_path) as cloud, FakeBoard(cloud) as board:
            await board.listen()
            context = ssl.create_default_context(cafile=cloud.ca_pem)
            for noise in (
                b"",
                b"GET / HTTP/1.1\r\n\r\n",
                b"\x10\xff\xff\xff\xff\xff",
                b"\x10\x02\x00",
            ):
                _reader, writer = await asyncio.open_connection(
                    "127.0.0.1", cloud.port, ssl=context
                )
                writer.write(noise)
                await writer.drain()
                writer.close()
            await cloud.request_config()
            assert await board.hear("down/config_request") == b"{}"

    asyncio.run(scene())
