"""The agent: what a board says to the Sber cloud and how it obeys. Pure: time is passed in.

Order on every connection: the whole config, the status of everything, then the subscription;
before that no command acts. Each command is decoded, clamped, applied and answered at once with
the state the pins now have, also when nothing changed. Sources of the order and of the traps:
developers.sber.ru/docs/ru/smarthome/reference/mqtt-integrations, and the change log of
dzerik/sber-mqtt-bridge (1.14 stale commands, 1.41 defaults left out, 1.44 complete config).
"""

from micropython import const

from sbernode import forget, log, since
from sbernode.sber import message, value

# Changes of many devices within this time leave as one message.
_MERGE_MS = const(100)
# A press that could not be told for so long is not told at all: a scenario would start out of the
# blue.
_EVENT_MS = const(10000)
_MOST_EVENTS = const(16)
# A status message is closed when it is longer than this; it holds whole devices.
_STATUS_SIZE = const(700)

# Phases of a session, in their order.
_OFF = const(0)
_CONFIG = const(1)
_STATUS = const(2)
_READY = const(3)
# Not more often than this, however often the cloud asks.
_CONFIG_MS = const(3000)


class Hub:
    """The device that stands for the board itself; the cloud refuses a config without one."""

    def __init__(self, device_id: str, name: str, home=None):
        self.id, self.home, self.room = device_id, home, None
        self.name = self.default_name = name


class Agent:
    """Take messages, hand out messages.

    hub: see Hub. Set before the first session: devices, a Devices; moved, a function (id, field,
    text) called when the cloud gave a name, a home or a room.
    """

    def __init__(self, login: str, hub, version: str):
        self.login, self.hub, self.version = login, hub, version
        self.devices = self.moved = None
        self._phase = _OFF
        self._queue = []
        self._report_at = None
        self._events = []
        # A config is asked for, from when on it may go, and whether __config is still to be asked.
        self._config = self._common = False
        self._config_from = None
        self._sending = False
        # (device, field, text) that the cloud gave while a message was on its way.
        self.moves = []
        # What a settings page shows.
        self.last_error = self.http_api = ""
        self.second_board, self.asked_at = False, None

    def find(self, device_id: str):
        """Return our device with this id, which may be the hub; None for a stranger, noted.

        Two boards on one login erase each other's devices.
        """
        device = self.hub if device_id == self.hub.id else self.devices.find(device_id)
        if device is None and not self.second_board:
            self.second_board = True
            log.error("agent", "stranger", device_id[:40])
        return device

    def is_ready(self) -> bool:
        """Tell whether everything is announced and subscribed; commands are obeyed."""
        return self._phase == _READY and not self._common

    def connected(self):
        """Begin a session: everything has to be said again."""
        self._phase = _CONFIG
        self._queue = [self.hub] + self.devices.all
        self._config = self._common = self._sending = False

    def disconnected(self):
        """End a session: nothing more can be said."""
        self._phase = _OFF
        self.sent()

    def step(self, now: int) -> int:
        """Collect local changes; return the ms until next() has something, -1 for nothing yet."""
        self.devices.away(None if self.is_ready() else now)
        for device in self.devices.changed():
            self._take_events(device, now)
            self._enqueue(device)
            if self._report_at is None:
                self._report_at = now + _MERGE_MS
        while self._events and since(now, self._events[0][3]) > _EVENT_MS:
            log.warn("agent", "untold", self._events[0][1], self._events[0][0].id)
            del self._events[0]
        if self._config_from is not None and since(now, self._config_from) >= 0:
            self._config_from = None
        if self._phase == _OFF or self._sending:
            return -1
        if self._phase != _READY or self._common or self._events:
            return 0
        wait = -1
        if self._queue:
            wait = max(0, -since(now, self._report_at)) if self._report_at is not None else 0
        if self._config:
            later = 0 if self._config_from is None else -since(now, self._config_from)
            wait = later if wait < 0 else min(wait, later)
        return wait

    def next(self, now: int):
        """Return what to send now: (topic, body), (topic, None) to subscribe, or None.

        The caller reports by sent() when it is out; until then nothing else is handed out.
        """
        if self.step(now) != 0:
            return None
        self._sending = True
        if self._phase == _CONFIG:
            self._phase = _STATUS
            return self._whole()
        if self._phase == _STATUS and not self._queue:
            # From here on, not from the broker's answer on: commands may come in the same breath.
            self._phase = _READY
            self._common = True
            return message.topic(self.login, "down/#"), None
        if self._common and self._phase == _READY:
            self._common = False
            return message.COMMON_CONFIG.encode(), None
        if self._events and self._phase == _READY:
            return self._status([self._events.pop(0)])
        if self._queue:
            return self._status(())
        self._config_from = now + _CONFIG_MS
        return self._whole()

    def _whole(self):
        from sbernode.sber.config import Config

        self._config = False
        return message.topic(self.login, "up/config"), Config(
            self.hub, self.devices.all, self.version
        )

    def received(self, name: bytes, body, retained: bool, now: int):
        """Act on one message; whatever is wrong with it costs a line in the log and nothing else.

        A retained message is an old one: it is obeyed only where the cloud keeps it on purpose.
        """
        tail = message.tail(self.login, name)
        if retained and tail != "__config":
            log.warn("agent", "retained", tail)
            return
        try:
            if tail == "commands":
                self._commands(message.load(body), now)
            elif tail == "status_request":
                self._status_request(message.load(body), now)
            elif tail == "config_request":
                log.info("agent", "wantsconf")
                self._config = True
            elif tail == "__config":
                # Read here: it comes at every start, and there is no room for a module then.
                api = message.load(body).get("http_api_endpoint", "")
                if not isinstance(api, str) or len(api) > 200:
                    raise message.BadBody("http_api_endpoint")
                self.http_api = api
            else:
                self._rare(tail, body)
        except message.BadBody as wrong:
            log.warn("agent", "badbody", tail, wrong.args[0])

    def _rare(self, tail, body):
        from sbernode import notices

        try:
            notices.take(self, tail, body)
        finally:
            forget("notices")
        # Never answered: an answering config would be answered by the cloud with a move, for ever.
        if not self._sending:
            self.sent()

    def _commands(self, doc, now):
        if self._phase != _READY:
            return
        for device_id, pairs in message.commands(doc):
            device = self.find(device_id)
            if device is None:
                continue
            if device is not self.hub:
                for name, wire in self.checked(device, pairs):
                    if not device.apply(name, wire, now):
                        log.info("agent", "untaken", device_id, name)
                    if self.devices.rules:
                        self.devices.rules.touched(device, name)
            self._enqueue(device)
        self._report_at = now
        self.devices.wake()

    def checked(self, device, pairs):
        """Return the (function, value) that are to be applied, in their order.

        Nothing of a command is carried out when a part of it cannot be: half of what was meant may
        be the wrong thing. What is no function of the device is passed over.
        """
        allowed = device.allowed or {}
        good = []
        for name, wire in pairs:
            if name == "online":
                continue
            if name not in device.features:
                log.warn("agent", "badvalue", device.id, name, "not a function of this device")
                continue
            try:
                wire = value.clamp(name, value.decode(name, wire), allowed.get(name))
            except value.BadValue as wrong:
                log.warn("agent", "badvalue", device.id, name, wrong.args[1])
                return ()
            # A mode comes before what it is for, whatever the order of the message.
            if name.endswith("_mode"):
                good.insert(0, (name, wire))
            else:
                good.append((name, wire))
        return good

    def _status_request(self, doc, now):
        self.asked_at, ids = now, message.requested(doc)
        everything = [self.hub] + self.devices.all
        # Nothing of ours in the list: the hub answers, so that the cloud is not left without one.
        known = [device for device in map(self.find, ids or ()) if device] or [self.hub]
        for device in everything if ids is None else known:
            self._enqueue(device)
        self._report_at = now

    def sent(self):
        """Take note that the last message of next() is out, or will never be."""
        self._sending = False
        forget("sber.config", "sber")
        moves, self.moves = self.moves, []
        for device, name, text in moves:
            if getattr(device, name) != text:
                setattr(device, name, text)
                self.moved(device.id, name, text)

    def _take_events(self, device, now):
        for name, what in device.events:
            if len(self._events) < _MOST_EVENTS:
                self._events.append((device, name, what, now))
        if device.events:
            device.events = []

    def _enqueue(self, device):
        if device not in self._queue:
            self._queue.append(device)

    def _status(self, events):
        """Return a message of these events, or of the state of those who have to report."""
        body = message.Status()
        for device, name, what, _ in events:
            body.add(device.id, [("online", True), (name, what)])
        if not events:
            while self._queue and len(body) < _STATUS_SIZE:
                device = self._queue.pop(0)
                states = [("online", True)] if device is self.hub else device.states()
                body.add(device.id, states)
            self._report_at = None
        return message.topic(self.login, "up/status"), body
