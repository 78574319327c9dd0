"""What the cloud says seldom: names and rooms, errors. Pure.

Loaded for one message, then dropped.
"""

from micropython import const

from sbernode import log
from sbernode.sber import message

_NAME = const(63)
_ROOM = const(35)


def take(agent, tail, body):
    """Have the agent take note of one message. Raises message.BadBody."""
    if tail == "errors":
        text = _text(bytes(body[:200]))
        agent.last_error = log.mask(text)
        log.error("agent", "report", text)
    elif tail == "change_group_device_request":
        _move(agent, message.load(body), ("home", "home"), ("room", "room"))
    elif tail == "rename_device_request":
        _move(agent, message.load(body), ("new_name", "name"))
    else:
        log.info("agent", "topic", tail)


def _move(agent, doc, *fields):
    device_id = field(doc, "device_id", _NAME + 1)
    device = agent.find(device_id) if device_id else None
    if device is None:
        return
    for wire, name in fields:
        try:
            text = field(doc, wire, _NAME if name == "name" else _ROOM)
        except message.BadBody as wrong:
            # One bad field does not cost the other.
            log.warn("agent", "badbody", "move", wrong.args[0])
            continue
        if text:
            agent.moves.append((device, name, text))


def field(doc, name: str, longest: int):
    """Return a text field of a message, None if missing. Raises message.BadBody."""
    text = doc.get(name)
    if text is None:
        return None
    if not isinstance(text, str) or not text.strip() or len(text) > longest:
        raise message.BadBody(name + " is not a text of 1.." + str(longest))
    return text


def _text(body):
    """Return bytes as text; the cut at the end may have split a letter."""
    for end in range(len(body), max(-1, len(body) - 4), -1):
        try:
            return body[:end].decode()
        except UnicodeError:
            pass
    return "(not text)"
