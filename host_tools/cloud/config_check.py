"""Check one device of an up/config message: why would the real cloud drop it? Pure.

Fields: developers.sber.ru/docs/ru/smarthome/c2c/device (2025-10-28). What the pages do not say
(empty names, "Unknown" versions, the alphabet of ids) was met by dzerik/sber-mqtt-bridge and
TohaRG2/MQTT-SberGate.
"""

import json
import re

from host_tools.cloud.model_check import check_model
from host_tools.cloud.problems import Problem, make

_TEXTS = (
    "id",
    "parent_id",
    "name",
    "default_name",
    "home",
    "room",
    "model_id",
    "hw_version",
    "sw_version",
)
_OTHERS = ("model", "groups", "nicknames", "partner_meta")
_ID = re.compile(r"[A-Za-z0-9_.-]+")
_NAME_LIMIT = 63
_ROOM_LIMIT = 35
_META_LIMIT = 1024


def parse_list(body: bytes) -> tuple[list | None, list[Problem]]:
    """Return (the devices of an up/config body, or None if it cannot be read; problems of the
    whole)."""
    data, problems = parse_object(body)
    if data is None:
        return None, problems
    if "devices" not in data:
        return None, [make("devices_missing", "devices")]
    devices = data["devices"]
    if not isinstance(devices, list):
        return None, [make("devices_not_list", "devices", kind(devices))]
    if not devices:
        return [], [make("empty_list", "devices")]
    return devices, []


def parse_object(body: bytes) -> tuple[dict | None, list[Problem]]:
    """Return (the JSON object of a body, or None; problems)."""
    try:
        data = json.loads(body)
    except ValueError as error:  # JSONDecodeError and UnicodeDecodeError both
        return None, [make("not_json", "", str(error))]
    if not isinstance(data, dict):
        return None, [make("not_object", "", kind(data))]
    return data, []


def kind(value: object) -> str:
    """Return the JSON name of a value's type, for messages."""
    names = {dict: "{...}", list: "[...]", str: '"..."', bool: "true/false", type(None): "null"}
    return names.get(type(value), "number")


def check_device(device: dict, path: str, known_models: set[str]) -> list[Problem]:
    """Return every problem of one device object whose `id` is already known to be a text."""
    problems = list(_fields(device, path))
    name = device.get("name")
    if not isinstance(name, str) or not name.strip():
        problems.append(make("name_empty", f"{path}.name"))
    elif len(name) > _NAME_LIMIT:
        problems.append(make("name_long", f"{path}.name", len(name), _NAME_LIMIT))
    room = device.get("room")
    if isinstance(room, str) and len(room) > _ROOM_LIMIT:
        problems.append(make("name_long", f"{path}.room", len(room), _ROOM_LIMIT))
    if not _ID.fullmatch(device["id"]):
        problems.append(make("id_alphabet", f"{path}.id", device["id"]))
    problems += check_versions(device, path)
    problems += _model(device, path, known_models)
    return problems


def _fields(device: dict, path: str):
    for name, value in device.items():
        place = f"{path}.{name}"
        if name in _TEXTS:
            if not isinstance(value, str) and name != "name":
                yield make("field_type", place, kind(value), "text")
        elif name not in _OTHERS:
            yield make("field_unknown", place)
        elif name in ("groups", "nicknames"):
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                yield make("field_type", place, kind(value), "a list of texts")
        elif name == "partner_meta":
            size = len(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
            if not isinstance(value, dict):
                yield make("field_type", place, kind(value), "an object")
            elif size > _META_LIMIT:
                yield make("meta_long", place, size, _META_LIMIT)


def check_versions(owner: dict, path: str):
    """Yield a problem for each version whose text the cloud rejects."""
    for name in ("hw_version", "sw_version"):
        value = owner.get(name)
        if isinstance(value, str) and value.lower() == "unknown":
            yield make("version_unknown", f"{path}.{name}", value)


def _model(device: dict, path: str, known_models: set[str]) -> list[Problem]:
    model_id = device.get("model_id")
    if "model" not in device:
        if not model_id:
            return [make("model_missing", path)]
        if isinstance(model_id, str) and model_id not in known_models:
            return [make("model_unknown", f"{path}.model_id", model_id)]
        return []
    problems = []
    if model_id:
        problems.append(make("model_both", f"{path}.model_id"))
    elif model_id is not None:
        problems.append(make("model_id_empty", f"{path}.model_id"))
    model = device["model"]
    if not isinstance(model, dict):
        return [*problems, make("field_type", f"{path}.model", kind(model), "an object")]
    problems += check_versions(model, f"{path}.model")
    return problems + check_model(model, f"{path}.model")
