"""Bodies that the cloud sends, in its own style: compact JSON, defaults left out. Pure.

Shapes: developers.sber.ru/docs/ru/smarthome/reference/mqtt-d-commands, mqtt-d-status-request,
mqtt-d-config-request (2025-07-15) and mqtt__config (2022-09-28); moving and renaming:
ikstema/mqtt-sbergate, dzerik/sber-mqtt-bridge.
"""

from host_tools.cloud.catalogue import functions
from host_tools.cloud.values import BadValue, compact, write

COMMANDS = "down/commands"
STATUS_REQUEST = "down/status_request"
CONFIG_REQUEST = "down/config_request"
CHANGE_GROUP = "down/change_group_device_request"
RENAME = "down/rename_device_request"
ERRORS = "down/errors"


def commands(wanted: dict[str, dict[str, object]]) -> bytes:
    """Return the body that commands id -> function -> value, in this order. Raises BadValue."""
    devices = {}
    for name, values in wanted.items():
        unknown = [key for key in values if key not in functions()]
        if unknown:
            raise BadValue(f"{unknown[0]} is none of the functions of the Sber catalogue")
        states = [
            {"key": key, "value": write(functions()[key], value)} for key, value in values.items()
        ]
        devices[name] = {"states": states}
    return compact({"devices": devices})


def status_request(names: list[str]) -> bytes:
    """Return the body that asks for states; `[]` and `[""]` stand for all devices."""
    return compact({"devices": names})


def config_request(*, empty: bool) -> bytes:
    """Return the body that asks for the configuration: `{}`, or nothing at all."""
    return b"" if empty else b"{}"


def change_group(name: str, home: str, room: str) -> bytes:
    """Return the body that tells a board where a device is; what is empty is left out."""
    place = {"device_id": name, "home": home, "room": room}
    return compact({key: value for key, value in place.items() if value})


def rename(name: str, new_name: str) -> bytes:
    """Return the body that tells a board a device's new name."""
    return compact({"device_id": name, "new_name": new_name})


def error(text: str) -> bytes:
    """Return a complaint. The real envelope is unknown; this is c2c's common error object."""
    return compact({"code": 400, "message": text, "details": []})


def endpoint(address: str) -> bytes:
    """Return the body of the retained `sberdevices/v1/__config`."""
    return compact({"http_api_endpoint": address})
