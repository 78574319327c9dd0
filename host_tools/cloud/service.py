"""The local cloud itself: it behaves as the Sber cloud does towards the boards of one login.

It owns the order of things and the message log; what a message means is decided by `home` and
`status`, how a command looks by `values`, the network is `connection`. It must not import the
firmware. Topics and shapes: developers.sber.ru/docs/ru/smarthome/reference/mqtt-u-config,
mqtt-u-status, mqtt-d-commands, mqtt-d-status-request, mqtt-d-config-request (2025-07-15);
`change_group_device_request`, `rename_device_request` and `errors`: dzerik/sber-mqtt-bridge,
ikstema/mqtt-sbergate.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from pathlib import Path

from host_tools.cloud import messages
from host_tools.cloud.broker import CONFIG_TOPIC, Account, root
from host_tools.cloud.connection import CloudError, Connection
from host_tools.cloud.home import Command, Device, Home
from host_tools.cloud.journal import Journal
from host_tools.cloud.link import BoardLink
from host_tools.cloud.notices import Notice, notice
from host_tools.cloud.problems import make
from host_tools.cloud.settings import board_settings, credentials, split_address, to_der
from host_tools.cloud.signals import Signals
from host_tools.cloud.status import apply_status
from host_tools.cloud.values import plain
from host_tools.words import tr

_SUBSCRIPTION_WAIT_S = 10
_EMPTY = "value must contain at least 1 item(s)"

log = logging.getLogger(__name__)


class Cloud:
    """The cloud of one login, as an async context manager.

    `devices`: id -> Device (config, states, problems, last command). `problems`: (time, topic
    tail, Problem) of whole messages. `events`: async callables, each called with one dict
    {"kind": ...} per thing that happened (config, status, command, message, board, notice,
    device), in order.
    """

    def __init__(
        self,
        folder: Path | str = ".tools/cloud",
        port: int = 0,
        login: str | None = None,
        password: str | None = None,
        *,
        listen: str = "127.0.0.1",
        broker: str | None = None,
        ca: Path | str | None = None,
        status_period_s: float = 0,
        http_api_endpoint: str = "https://localhost",
    ) -> None:
        if (broker is None) != (ca is None):
            raise CloudError(
                tr("a broker and its CA file go together", "брокер и файл его CA задают вместе")
            )
        self.folder = Path(folder)
        self.login, self.password = credentials(self.folder, login, password)
        self.connection = Connection(
            split_address(broker) if broker else (listen, port),
            Account(self.login, self.password),
            self.folder,
            Path(ca) if ca else None,
        )
        self.connection.on_message = self._receive
        self.connection.on_note = self._note
        self.connection.on_change = lambda: self.signals.emit("board")
        self.home = Home()
        self.board = BoardLink(is_watched=broker is None)
        self.journal = Journal()
        self.problems = self.journal.problems
        self.notices = self.journal.notices
        self.log = self.journal.messages
        self.signals = Signals()
        self.events = self.signals.listeners
        self._status_period_s = status_period_s
        self._endpoint = http_api_endpoint
        self._tasks: set[asyncio.Task] = set()
        self._start = time.time() - time.monotonic()

    # What a board needs to know

    @property
    def devices(self) -> dict[str, Device]:
        """The devices that the last readable up/config named, by id."""
        return self.home.devices

    @property
    def host(self) -> str:
        """The broker's name, as a board must give it."""
        return self.connection.host

    @property
    def port(self) -> int:
        """The broker's port."""
        return self.connection.port

    @property
    def ca_pem(self) -> Path:
        """The file of the authority that signed the broker's certificate."""
        return self.connection.ca

    def ca_der(self) -> Path:
        """The same authority as a board takes it."""
        name = "ca.der" if self.connection.is_embedded else "broker-ca.der"
        return to_der(self.ca_pem, self.folder / name)

    def board_settings(self) -> dict:
        """Return the part of a board's settings.json that leads it here."""
        return board_settings(self.host, self.port, self.login, self.password)

    def now(self) -> float:
        """Seconds since 1970 that never step back."""
        return self._start + time.monotonic()

    # Life

    async def __aenter__(self) -> "Cloud":
        self._spawn(self.signals.run())
        endpoint = messages.endpoint(self._endpoint)
        try:
            await self.connection.start(f"{root(self.login)}/up/#", (CONFIG_TOPIC, endpoint))
        except BaseException:
            await self._stop_tasks()
            raise
        if self._status_period_s:
            self._spawn(self._ask_periodically())
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._stop_tasks()
        await self.connection.stop()

    async def _stop_tasks(self) -> None:
        for task in (tasks := list(self._tasks)):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _spawn(self, work) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and isinstance(task.exception(), CloudError):
            self._say(notice("unsent", self.now(), reason=str(task.exception())))
        elif not task.cancelled() and task.exception():
            log.error("the cloud stumbled", exc_info=task.exception())

    async def wait_for(self, claim: Callable[[], object], timeout_s: float = 5) -> object:
        """Wait until `claim()` is true and return what it returned. Raises TimeoutError."""
        return await self.signals.wait_for(claim, timeout_s)

    # From the board

    def _note(self, what: str, **details: object) -> None:
        """Hear of clients from the embedded broker."""
        if self.board.take(what, self.now(), details):
            self.signals.emit("board")
        elif what != "dropped":  # a connection that just broke is told by `disconnected`
            self._say(notice(what, self.now(), **details))

    def _say(self, message: Notice) -> None:
        self.notices.append(message)
        self.signals.emit("notice", notice=message)

    def _receive(self, topic: str, body: bytes) -> None:
        now = self.now()
        tail = topic.removeprefix(root(self.login) + "/")
        self.board.last_seen = now
        self._record(tail, body, now, is_up=True)
        try:
            if tail == "up/config":
                self._take_config(body, now)
            elif tail == "up/status":
                self._take_status(body, now)
            else:
                self.journal.blame(tail, [make("topic_unknown", tail, tail)], now)
        except Exception as error:  # one odd message must not end the cloud; it is shown
            log.exception("a message could not be taken in: %s", tail)
            self._say(notice("internal", now, reason=repr(error)))

    def _take_config(self, body: bytes, now: float) -> None:
        before = set(self.devices)
        new = self.home.apply_config(body, now)
        self.journal.blame("up/config", self.home.problems, now)
        self.signals.emit("config", new=new, removed=sorted(before - set(self.devices)))
        if any(problem.code in ("no_hub", "empty_list") for problem in self.home.problems):
            self._spawn(self.send_error(_EMPTY))
        if new:
            self._spawn(self._confirm(new))

    async def _confirm(self, names: list[str]) -> None:
        """Tell the board where its new devices were put; it comes after a registration (ha2)."""
        if self.board.is_subscribed is None:
            await asyncio.sleep(1)
        else:
            with contextlib.suppress(TimeoutError):  # a board that does not listen misses it
                await self.wait_for(lambda: self.board.is_subscribed, _SUBSCRIPTION_WAIT_S)
        for name in names:
            if device := self.devices.get(name):
                await self._tell_place(device)

    def _take_status(self, body: bytes, now: float) -> None:
        outcome = apply_status(self.home, body, now)
        self.journal.blame("up/status", outcome.problems, now)
        told = {"events": outcome.events, "answered": outcome.answered}
        self.signals.emit("status", devices=outcome.devices, **told)
        if any(problem.code == "empty_status" for problem in outcome.problems):
            self._spawn(self.send_error(_EMPTY))

    # To the board

    async def publish(self, tail: str, body: bytes) -> None:
        """Send any body; `tail` is the topic below the login's, such as "down/commands"."""
        self._record(tail, body, self.now(), is_up=False)
        await self.connection.publish(f"{root(self.login)}/{tail}", body)

    async def send(self, name: str, values: dict[str, object]) -> Command:
        """Command one device: function -> value, in this order; a colour is a dict or a triple.

        Raises CloudError for an unknown device, BadValue for an unknown function or a value of
        another type. Ranges are not checked: a board must clamp.
        """
        return (await self.send_many({name: values}))[name]

    async def send_many(self, commands: dict[str, dict[str, object]]) -> dict[str, Command]:
        """Command several devices in one message; as `send`."""
        devices = [self._device(name) for name in commands]
        body = messages.commands(commands)
        for device in devices:
            device.command = Command(plain(commands[device.id]), self.now())
        await self.publish(messages.COMMANDS, body)
        self.signals.emit("command", devices=list(commands))
        return {device.id: device.command for device in devices}

    async def request_status(self, names: list[str] | None = None) -> None:
        """Ask for states of these ids; None = each accepted device; [] or [""] as they are."""
        if names is None:
            names = [name for name, device in self.devices.items() if device.is_accepted]
        for name in names if any(names) else self.devices:
            if name in self.devices:
                self.devices[name].asked = self.now()
        await self.publish(messages.STATUS_REQUEST, messages.status_request(names))

    async def request_config(self, *, empty: bool = False) -> None:
        """Ask for the configuration; the body is `{}`, or nothing when `empty`."""
        await self.publish(messages.CONFIG_REQUEST, messages.config_request(empty=empty))

    async def send_error(self, text: str) -> None:
        """Complain on down/errors."""
        await self.publish(messages.ERRORS, messages.error(text))

    async def move(self, name: str, room: str, home: str | None = None) -> None:
        """Put a device into a room, as the user does in the app."""
        device = self._device(name)
        device.room, device.placed = room, True
        device.home = device.home if home is None else home
        self.signals.emit("device", device=name)
        await self._tell_place(device)

    async def rename(self, name: str, new_name: str) -> None:
        """Rename a device, as the user does in the app."""
        device = self._device(name)
        device.name, device.named = new_name, True
        self.signals.emit("device", device=name)
        await self.publish(messages.RENAME, messages.rename(name, new_name))

    async def _tell_place(self, device: Device) -> None:
        body = messages.change_group(device.id, device.home, device.room)
        await self.publish(messages.CHANGE_GROUP, body)

    async def _ask_periodically(self) -> None:
        while True:
            await asyncio.sleep(self._status_period_s)
            if self.devices and self.board.is_subscribed is not False:
                with contextlib.suppress(CloudError):  # the broker's absence is told already
                    await self.request_status()

    def _device(self, name: str) -> Device:
        if name not in self.devices:
            raise CloudError(tr(f"no device {name}", f"нет устройства {name}"))
        return self.devices[name]

    def _record(self, tail: str, body: bytes, now: float, *, is_up: bool) -> None:
        row = self.journal.record(tail, body, now, is_up=is_up)
        self.signals.emit("message", message=row)
