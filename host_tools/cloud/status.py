"""Take an up/status into the house: check, keep states, log events, time answers. Pure.

Shapes: developers.sber.ru/docs/ru/smarthome/reference/mqtt-u-status (2025-07-15). Events (motion,
presses) are logged with their time and are no state (c2c/pir, 2024-10-28: not part of periodic
status).
"""

from dataclasses import dataclass

from host_tools.cloud.catalogue import functions
from host_tools.cloud.config_check import kind, parse_object
from host_tools.cloud.home import Device, Home, State
from host_tools.cloud.problems import Problem, make
from host_tools.cloud.values import read


@dataclass
class Event:
    """Something that happened once: motion, or a press of a button."""

    time: float
    device: str
    feature: str
    value: object


@dataclass
class Outcome:
    """What one up/status did; `problems` are those of the message as a whole."""

    devices: list[str]
    events: list[Event]
    answered: list[str]
    problems: list[Problem]


def apply_status(home: Home, body: bytes, now: float) -> Outcome:
    """Take an up/status body that arrived at `now` (seconds)."""
    outcome = Outcome([], [], [], [])
    data, outcome.problems = parse_object(body)
    if data is None:
        return outcome
    if "devices" not in data:
        outcome.problems.append(make("devices_missing", "devices"))
        return outcome
    if not isinstance(data["devices"], dict):
        outcome.problems.append(make("devices_not_map", "devices", kind(data["devices"])))
        return outcome
    if not data["devices"]:
        outcome.problems.append(make("empty_status", "devices"))
    for name, item in data["devices"].items():
        if name not in home.devices:
            outcome.problems.append(make("device_unknown", f"devices.{name}", name))
            continue
        outcome.devices.append(name)
        _take(home.devices[name], item, now, outcome)
    return outcome


def _take(device: Device, item: object, now: float, outcome: Outcome) -> None:
    device.last_status = item if isinstance(item, dict) else None
    states = item.get("states") if isinstance(item, dict) else None
    if not isinstance(states, list):
        device.note(make("states_missing", f"{device.id}.states", kind(states)), now)
        return
    if not states:
        device.note(make("states_empty", f"{device.id}.states"), now)
    seen: dict[str, object] = {}
    for index, state in enumerate(states):
        path = f"{device.id}.states[{index}]"
        if (
            not isinstance(state, dict)
            or not isinstance(state.get("key"), str)
            or "value" not in state
        ):
            device.note(make("state_form", path), now)
            continue
        key = state["key"]
        if key in seen:
            device.note(make("state_repeated", f"{path}.key", key), now)
        seen[key] = _value(device, key, state["value"], path, now, outcome)
    _answer(device, seen, now, outcome)


def _value(
    device: Device, key: str, wire: object, path: str, now: float, outcome: Outcome
) -> object:
    """Check and keep one state; return its value, or None."""
    function = functions().get(key)
    if function is None or key not in device.features:
        device.note(make("state_undeclared", f"{path}.key", key), now)
        return None
    if function.is_write_only:
        device.note(make("state_write_only", f"{path}.key", key), now)
        return None
    narrowed = device.allowed.get(key)
    value, problems = read(
        function, wire, f"{path}.value", narrowed if isinstance(narrowed, dict) else None
    )
    for problem in problems:
        device.note(problem, now)
    if value is None:
        return None
    if function.is_event:
        event = Event(now, device.id, key, value)
        device.events.append(event)
        outcome.events.append(event)
    else:
        old = device.states.get(key)
        changed = old.changed if old and old.value == value else now
        device.states[key] = State(value, wire, now, changed)
    return value


def _answer(device: Device, seen: dict[str, object], now: float, outcome: Outcome) -> None:
    """Settle an open status_request and an open command with the states of this message."""
    if device.asked is not None and "online" in seen:
        device.asked = None
        for key in seen:
            if key in functions() and functions()[key].is_event:
                device.note(make("event_in_answer", f"{device.id}.{key}", key), now)
    command = device.command
    if command is None or command.same:
        return
    readable = [
        key for key in command.states if key in functions() and not functions()[key].is_write_only
    ]
    told = [key for key in readable if key in seen]
    if readable and not told:
        return
    elapsed_ms = (now - command.sent) * 1000
    if command.ack_ms is None:
        command.ack_ms = elapsed_ms
        outcome.answered.append(device.id)
    if all(seen[key] == command.states[key] for key in told):
        command.same, command.same_ms = True, elapsed_ms
