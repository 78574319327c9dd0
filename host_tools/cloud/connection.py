"""The cloud's own way to the broker, embedded or not: TLS verified, never given up.

It knows topics and bytes, nothing of devices.
"""

import asyncio
import ssl
from collections.abc import Callable
from pathlib import Path

import aiomqtt

from host_tools.cloud.broker import Account, EmbeddedBroker
from host_tools.words import tr

_RETRY_S = 1


class CloudError(Exception):
    """Something that the caller asked for cannot be done; the text says why."""


class Connection:
    """An MQTT client that stays connected; `folder` holds the embedded broker's files.

    `on_message(topic, body)`, `on_note(what, **details)` and `on_change()` are called in the loop.
    """

    def __init__(
        self, address: tuple[str, int], account: Account, folder: Path, ca: Path | None
    ) -> None:
        self.is_embedded = ca is None
        self.ca = ca or folder / "ca.pem"
        self.on_message: Callable[[str, bytes], None]
        self.on_note: Callable[..., None]
        self.on_change: Callable[[], None]
        self._address = address
        self._account = account
        self._folder = folder
        self._broker: EmbeddedBroker | None = None
        self._client: aiomqtt.Client | None = None
        self._task: asyncio.Task | None = None

    @property
    def is_connected(self) -> bool:
        """True while messages can pass."""
        return self._client is not None

    @property
    def host(self) -> str:
        """The name for a board to connect to; the embedded broker's certificate is made for it."""
        is_local = self.is_embedded and self._address[0] in ("127.0.0.1", "0.0.0.0")
        return "localhost" if is_local else self._address[0]

    @property
    def port(self) -> int:
        """The broker's port."""
        return self._broker.port if self._broker else self._address[1]

    async def start(self, subscription: str, retained: tuple[str, bytes]) -> None:
        """Start the broker if it is ours, connect, subscribe, leave the retained message.

        Raises CannotListen or CloudError.
        """
        if self.is_embedded:  # its authority is made by its start
            broker = EmbeddedBroker(self._folder, self._account, self.on_note, self._address)
            await broker.start()
            self._broker = broker
        ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        try:
            work = self._stay(self._trust(), subscription, retained, ready)
            self._task = asyncio.create_task(work)
            await ready
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Disconnect, and stop the broker if it is ours."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._broker:
            await self._broker.stop()

    async def publish(self, topic: str, body: bytes) -> None:
        """Send one message, QoS 0, not retained. Raises CloudError while the broker is away."""
        if self._client is None:
            raise CloudError(tr("the broker is away", "брокер недоступен"))
        try:
            await self._client.publish(topic, body, qos=0, retain=False)
        except aiomqtt.MqttError as error:
            raise CloudError(tr(f"not sent: {error}", f"не отправлено: {error}")) from error

    def _trust(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=self.ca)
        except OSError as error:  # no such file, or (ssl.SSLError) no certificate in it
            raise CloudError(
                tr(
                    f"{self.ca} holds no certificate in PEM form: {error}",
                    f"в файле {self.ca} нет сертификата в виде PEM: {error}",
                )
            ) from error

    async def _stay(
        self,
        context: ssl.SSLContext,
        subscription: str,
        retained: tuple[str, bytes],
        ready: asyncio.Future,
    ) -> None:
        """Connect, serve, connect again; the first failure goes to `ready`."""
        login, password = self._account.login, self._account.password
        if self.is_embedded:
            login, password = self._account.own_login, self._account.own_password
        while True:
            try:
                client = aiomqtt.Client(
                    self.host if self.host != "localhost" else "127.0.0.1",
                    self.port,
                    username=login,
                    password=password,
                    tls_context=context,
                )
                async with client:
                    await client.subscribe(subscription)
                    await client.publish(*retained, qos=0, retain=True)
                    self._client = client
                    if not ready.done():
                        ready.set_result(None)
                    self.on_change()
                    async for message in client.messages:
                        self.on_message(str(message.topic), bytes(message.payload))
            except (aiomqtt.MqttError, OSError) as error:
                if not ready.done():
                    ready.set_exception(CloudError(self._why(error)))
                    return
                self.on_note("broker_lost", reason=str(error))
            finally:
                self._client = None
            self.on_change()
            await asyncio.sleep(_RETRY_S)

    def _why(self, error: Exception) -> str:
        place = f"{self._address[0]}:{self.port}"
        return tr(
            f"no connection to the broker {place}: {error}. "
            "Check the address, the login and the CA file",
            f"нет связи с брокером {place}: {error}. "
            "Проверьте адрес, логин и файл сертификата (CA)",
        )
