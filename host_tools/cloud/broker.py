"""The embedded MQTT broker: amqtt in this process, TLS only, on loopback, one login.

It listens itself and hands amqtt finished TLS connections (amqtt's "external" listener): so there
is no plain port, a taken port is told plainly, and a client that turned the certificate down is
seen. The login may publish below `up/` and subscribe to its own topics and
`sberdevices/v1/__config`, nothing else; CONNACK 5 answers a wrong or missing password.
"""

import asyncio
import errno
import hmac
import logging
import secrets
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from amqtt.adapters import StreamReaderAdapter, StreamWriterAdapter
from amqtt.contexts import Action, BaseContext, BrokerConfig, ListenerConfig, ListenerType
from amqtt.plugins.base import BaseAuthPlugin

from host_tools.cloud import certificate
from host_tools.cloud.amqtt_repairs import RepairedBroker
from host_tools.words import tr

CONFIG_TOPIC = "sberdevices/v1/__config"
_LISTENER = "default"


def root(login: str) -> str:
    """Return the topic below which everything of one login happens."""
    return f"sberdevices/v1/{login}"


class CannotListen(Exception):
    """The port cannot be had; the text says why and what to do."""


@dataclass
class Account:
    """Who may connect: the board's login, and this program's own one, which may do anything."""

    login: str
    password: str
    own_login: str = "cloud"
    own_password: str = field(default_factory=secrets.token_urlsafe)

    def passwords(self) -> dict[str, str]:
        """Return login -> password."""
        return {self.login: self.password, self.own_login: self.own_password}


class EmbeddedBroker:
    """A broker at `address` (host, port; port 0 = any free one), with its files in `folder`.

    `note(what, **details)` hears `handshake`, `refused`, `connected`, `disconnected`,
    `subscribed`, `unsubscribed`, `forbidden` and `dropped`.
    """

    def __init__(
        self, folder: Path, account: Account, note: Callable, address: tuple[str, int]
    ) -> None:
        self._folder = folder
        self._account = account
        self._note = note
        self._host, self._wanted_port = address
        self._server: asyncio.Server | None = None
        self._broker: RepairedBroker | None = None
        self._connections: set[asyncio.StreamWriter] = set()

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return self._server.sockets[0].getsockname()[1]

    async def start(self) -> None:
        """Make the certificate and listen. Raises CannotListen."""
        _quiet()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(*certificate.make(self._folder, _names(self._host)))
        context.sslobject_class = self._handshake_watcher()
        settings = {"passwords": self._account.passwords(), "login": self._account.login}
        config = BrokerConfig(
            listeners={_LISTENER: ListenerConfig(type=ListenerType.EXTERNAL)},
            plugins={f"{__name__}.PasswordPlugin": settings},
        )
        self._broker = RepairedBroker(config)
        self._broker.may = self._may
        for plugin in self._broker.plugins_manager.plugins:
            plugin.note = self._note
        try:
            self._server = await asyncio.start_server(
                self._serve, self._host, self._wanted_port, ssl=context
            )
        except OSError as error:
            raise CannotListen(why_no_port(error, self._wanted_port, "--port")) from error
        await self._broker.start()

    async def stop(self) -> None:
        """Stop listening and close every connection."""
        self._server.close()
        await self._broker.shutdown()
        for writer in list(self._connections):
            writer.close()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections.add(writer)
        try:
            await self._broker.external_connected(
                StreamReaderAdapter(reader), StreamWriterAdapter(writer), _LISTENER
            )
        except (OSError, asyncio.IncompleteReadError) as error:
            self._note("dropped", reason=str(error))
        finally:
            self._connections.discard(writer)
            writer.close()

    def _may(self, session, topic: str, action: Action) -> bool:
        """Say whether a session may publish or subscribe to `topic`: a board stays within its
        login."""
        login = self._account.login
        if session.username != login:
            return True
        if action == Action.PUBLISH:
            fits = topic.startswith(f"{root(login)}/up/")
        else:
            fits = topic.startswith(f"{root(login)}/") or topic == CONFIG_TOPIC
        if not fits:
            self._note("forbidden", topic=topic, action=action.name.lower())
        return fits

    def _handshake_watcher(self) -> type[ssl.SSLObject]:
        note = self._note

        class Watched(ssl.SSLObject):
            """Tells why a handshake failed: asyncio keeps silent about it."""

            def do_handshake(self) -> None:
                try:
                    super().do_handshake()
                except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
                    raise
                except ssl.SSLError as error:
                    note("handshake", reason=error.reason or str(error))
                    raise

        return Watched


def _names(host: str) -> tuple[str, ...]:
    names = ["localhost", "127.0.0.1"]
    return tuple(names if host in names else [*names, host])


def why_no_port(error: OSError, port: int, option: str) -> str:
    """Say why a port cannot be had, and what to do; `option` is the one that chooses the port."""
    if error.errno == errno.EADDRINUSE:
        return tr(
            f"port {port} is taken by another program: stop it, or choose a port with {option}",
            f"порт {port} занят другой программой: остановите её или выберите порт: {option}",
        )
    if error.errno == errno.EACCES:
        return tr(
            f"the system does not allow port {port}: choose one above 1023 with {option}",
            f"система не разрешает порт {port}: выберите порт больше 1023: {option}",
        )
    return tr(f"cannot listen on port {port}: {error}", f"не удалось занять порт {port}: {error}")


def _quiet() -> None:
    # amqtt reports every connection as a warning or an error; what matters comes through `note`.
    for name in ("amqtt", "transitions"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


@dataclass
class _Settings:
    passwords: dict[str, str] = field(default_factory=dict)
    login: str = ""


class PasswordPlugin(BaseAuthPlugin):
    """Lets in known logins, and tells of every connection of the board's login."""

    Config = _Settings

    def __init__(self, context: BaseContext) -> None:
        super().__init__(context)
        self.note: Callable = _ignore

    async def authenticate(self, *, session) -> bool:
        """Compare the password in constant time; no login is no entry."""
        expected = self.config.passwords.get(session.username or "")
        given = (session.password or "").encode()
        if expected is not None and hmac.compare_digest(expected.encode(), given):
            return True
        self.note("refused", login=session.username or "", client=session.client_id)
        return False

    async def on_broker_client_connected(self, *, client_id: str, client_session) -> None:
        """A login was accepted."""
        self._tell("connected", client_id, client_session)

    async def on_broker_client_disconnected(self, *, client_id: str, client_session) -> None:
        """A connection ended, in whatever way."""
        self._tell("disconnected", client_id, client_session)

    async def on_broker_client_subscribed(self, *, client_id: str, topic: str, qos: int) -> None:
        """A subscription was granted."""
        self._tell("subscribed", client_id, self.context.get_session(client_id), topic=topic)

    async def on_broker_client_unsubscribed(self, *, client_id: str, topic: str) -> None:
        """A subscription was given up."""
        self._tell("unsubscribed", client_id, self.context.get_session(client_id), topic=topic)

    def _tell(self, what: str, client_id: str, session, **details: str) -> None:
        if session is not None and session.username == self.config.login:
            self.note(what, client=client_id, connection=id(session), **details)


def _ignore(_what: str, **_details: object) -> None:
    """Stands in until the broker hands its listener over."""
