"""The house as the cloud keeps it: which devices there are, where they are, in what state. Pure.

No network and no clock: bodies and times come in, problems come out. Rules: up/config is the
complete list (dzerik/sber-mqtt-bridge CHANGELOG 1.44 and 1.45), models are remembered by their id
(1.43), the user's room and name belong to the cloud, a hub that is offline takes its children
along (c2c/hub, 2025-10-28).
"""

import dataclasses
from collections import deque
from dataclasses import dataclass, field

from host_tools.cloud.config_check import check_device, kind, parse_list
from host_tools.cloud.model_check import declared
from host_tools.cloud.problems import Problem, make

_EVENTS_KEPT = 50


@dataclass
class State:
    """One reported state: value in Python terms, as it came, and when (seconds)."""

    value: object
    wire: object
    time: float
    changed: float


@dataclass
class Command:
    """The last command for a device: what was sent, when, and after how many ms its answer
    came."""

    states: dict
    sent: float
    ack_ms: float | None = None
    same: bool = False  # a status held exactly what was commanded
    same_ms: float | None = None  # ... and came after this long


@dataclass
class Device:
    """What the cloud knows of one device; `config` is the object of up/config as it came."""

    id: str
    config: dict
    model: dict
    added: float
    name: str = ""
    room: str = ""
    home: str = ""
    placed: bool = False  # the user moved or renamed it: what a later config says does not count
    named: bool = False
    states: dict[str, State] = field(default_factory=dict)
    events: deque = field(default_factory=lambda: deque(maxlen=_EVENTS_KEPT))
    config_problems: list[Problem] = field(default_factory=list)
    status_problems: dict = field(default_factory=dict)  # (code, path) -> (Problem, time, count)
    command: Command | None = None
    last_status: dict | None = None
    asked: float | None = None  # a status_request is unanswered since

    @property
    def category(self) -> str:
        """The category's name, or an empty text."""
        category = self.model.get("category")
        return category if isinstance(category, str) else ""

    @property
    def features(self) -> list[str]:
        """The declared functions."""
        return declared(self.model)

    @property
    def allowed(self) -> dict:
        """The narrowings that have the form of an object."""
        allowed = self.model.get("allowed_values")
        return allowed if isinstance(allowed, dict) else {}

    @property
    def problems(self) -> list[Problem]:
        """Everything that is wrong, first what would drop the device."""
        return self.config_problems + [entry[0] for entry in self.status_problems.values()]

    @property
    def is_accepted(self) -> bool:
        """False when the real cloud would drop the device."""
        return not any(problem.drops for problem in self.config_problems)

    def value(self, feature: str) -> object:
        """Return the last reported value of a function, or None."""
        state = self.states.get(feature)
        return state.value if state else None

    def note(self, problem: Problem, now: float) -> None:
        """Remember a problem of a status; the same one is counted, not repeated."""
        key = (problem.code, problem.path)
        count = self.status_problems[key][2] if key in self.status_problems else 0
        self.status_problems[key] = (problem, now, count + 1)


class Home:
    """The list of devices, exactly as the last readable up/config said, and the remembered
    models."""

    def __init__(self) -> None:
        self.devices: dict[str, Device] = {}
        self.models: dict[str, dict] = {}  # model id -> the first model that came under it
        self.problems: list[Problem] = []  # of the last up/config as a whole

    def apply_config(self, body: bytes, now: float) -> list[str]:
        """Take an up/config body; return the ids of accepted devices that were not there
        before."""
        items, self.problems = parse_list(body)
        if items is None:
            return []  # not readable: nothing is said about any device
        fresh: dict[str, Device] = {}
        for index, item in enumerate(items):
            path = f"devices[{index}]"
            if not isinstance(item, dict):
                self.problems.append(make("device_not_object", path, kind(item)))
            elif not isinstance(item.get("id"), str) or not item["id"]:
                self.problems.append(make("id_missing", f"{path}.id"))
            elif item["id"] in fresh:
                self.problems.append(make("id_repeated", f"{path}.id", item["id"]))
            else:
                fresh[item["id"]] = self._device(item, now)
        self._check_family(fresh)
        new = [
            name
            for name, device in fresh.items()
            if device.is_accepted
            and (name not in self.devices or not self.devices[name].is_accepted)
        ]
        self.devices = fresh
        return new

    def _device(self, config: dict, now: float) -> Device:
        known = set(self.models)
        model = config.get("model")
        if not isinstance(model, dict):
            model = self.models.get(_text(config, "model_id"), {})
        device = Device(config["id"], config, model, now)
        device.config_problems = check_device(config, config["id"], known)
        device.config_problems += self._remember(
            model, f"{config['id']}.model", device.is_accepted
        )
        old = self.devices.get(config["id"])
        if old:
            device = dataclasses.replace(
                old,
                config=config,
                model=model,
                config_problems=device.config_problems,
                status_problems={},
                states={key: state for key, state in old.states.items() if key in declared(model)},
            )
        if not device.named:
            device.name = _text(config, "name")
        if not device.placed:
            device.room, device.home = _text(config, "room"), _text(config, "home")
        return device

    def _remember(self, model: dict, path: str, is_good: bool):
        """Keep a good model under its id; yield what differs from the one kept there."""
        name = _text(model, "id")
        if name and is_good:
            self.models.setdefault(name, model)
        old = self.models.get(name, model)
        for part in ("category", "features", "allowed_values"):
            before, after = old.get(part), model.get(part)
            if part == "features":
                before, after = set(declared(old)), set(declared(model))
            if before != after:
                yield make("model_changed", f"{path}.id", name, part)
                return

    def _check_family(self, devices: dict[str, Device]) -> None:
        hubs = [
            device
            for device in devices.values()
            if device.category == "hub" and device.is_accepted
        ]
        if devices and not hubs:
            # TohaRG2/MQTT-SberGate, sber_serializer.py: without a hub the whole list is refused
            self.problems.append(make("no_hub", "devices"))
            for device in devices.values():
                device.config_problems.append(make("no_hub", "devices"))
        for device in devices.values():
            parent = _text(device.config, "parent_id")
            if parent and parent not in devices:
                device.config_problems.append(
                    make("parent_unknown", f"{device.id}.parent_id", parent)
                )
        for device in devices.values():
            device.config_problems.sort(key=lambda problem: not problem.drops)

    def is_online(self, name: str) -> bool | None:
        """Return what the app would show: None before the first word, False under an offline
        hub."""
        device = self.devices[name]
        online = device.value("online")
        parent = self.devices.get(_text(device.config, "parent_id"))
        if parent and parent is not device and parent.value("online") is False:
            return False
        return online if isinstance(online, bool) else None


def _text(config: dict, name: str) -> str:
    value = config.get(name)
    return value if isinstance(value, str) else ""
