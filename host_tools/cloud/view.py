"""What the page is told: devices, catalogue and remarks as plain JSON. Pure."""

from host_tools.cloud.catalogue import categories, functions
from host_tools.cloud.home import Device, Home
from host_tools.cloud.notices import Notice
from host_tools.cloud.problems import Problem

_EVENTS_SHOWN = 20


def catalogue() -> dict:
    """Return titles of categories, and type, range, words and access of every function."""
    fields = ("title", "type", "unit", "min", "max", "step", "values", "access")
    return {
        "categories": {name: item.titles for name, item in categories().items()},
        "functions": {
            name: {field: getattr(item, field) for field in fields} | {"event": item.is_event}
            for name, item in functions().items()
        },
    }


def device(home: Home, item: Device) -> dict:
    """Return one device; times are seconds since 1970."""
    command = item.command
    return {
        "id": item.id,
        "name": item.name,
        "room": item.room,
        "home": item.home,
        "category": item.category,
        "model_id": item.model.get("id"),
        "features": item.features,
        "allowed": item.allowed,
        "accepted": item.is_accepted,
        "online": home.is_online(item.id),
        "states": {
            key: {"value": state.value, "time": state.time, "changed": state.changed}
            for key, state in item.states.items()
        },
        "events": [
            {"time": event.time, "key": event.feature, "value": event.value}
            for event in list(item.events)[-_EVENTS_SHOWN:]
        ],
        "problems": [problem(entry) for entry in item.problems],
        "command": command
        and {
            "states": command.states,
            "sent": command.sent,
            "ack_ms": command.ack_ms,
            "same": command.same,
            "same_ms": command.same_ms,
        },
        "last_status": item.last_status,
    }


def problem(item: Problem) -> dict:
    """Return one problem with both texts."""
    return item._asdict()


def notice(item: Notice) -> dict:
    """Return one remark with both texts."""
    return item._asdict()
