"""Names of MQTT topics.

Pure. The login is a part of every topic, so a topic is a secret in logs.
"""

from micropython import const

_ROOT = const("sberdevices/v1/")

# Retained by the cloud, the same for every login.
COMMON_CONFIG = _ROOT + "__config"


def up(login: str, tail: str) -> bytes:
    """Return the topic the agent publishes to; tail is "config" or "status"."""
    return (_ROOT + login + "/up/" + tail).encode()


def down(login: str) -> bytes:
    """Return the filter for everything the cloud says to this login."""
    return (_ROOT + login + "/down/#").encode()


def tail(login: str, topic: bytes) -> str:
    """Return what a topic is about: "commands", "__config" ...; "" if not for this login."""
    if topic == COMMON_CONFIG.encode():
        return "__config"
    start = (_ROOT + login + "/down/").encode()
    if not topic.startswith(start):
        return ""
    try:
        return topic[len(start) :].decode()
    except UnicodeError:
        return ""
