"""What is known of the board's connection, from the broker's notes and its messages."""

from dataclasses import dataclass, field

from host_tools.cloud.broker import CONFIG_TOPIC


@dataclass
class Session:
    """One connection with the board's login."""

    client: str
    since: float
    topics: set[str] = field(default_factory=set)


@dataclass
class BoardLink:
    """The board's connection; with a foreign broker only `last_seen` is known."""

    is_watched: bool
    last_seen: float | None = None
    sessions: dict[int, Session] = field(default_factory=dict)

    @property
    def is_connected(self) -> bool | None:
        """True or False with the embedded broker, None when nobody can tell."""
        return bool(self.sessions) if self.is_watched else None

    @property
    def is_subscribed(self) -> bool | None:
        """True once a connection listens for commands; None when nobody can tell."""
        if not self.is_watched:
            return None
        topics = {topic for session in self.sessions.values() for topic in session.topics}
        return any("/down/" in topic or topic.endswith("#") for topic in topics - {CONFIG_TOPIC})

    def take(self, what: str, now: float, details: dict) -> bool:
        """Take a note of the broker; return True when it was about the board's connection."""
        connection = details.get("connection")
        if what == "connected":
            self.sessions[connection] = Session(details["client"], now)
        elif what == "disconnected":
            self.sessions.pop(connection, None)
        elif what == "subscribed" and connection in self.sessions:
            self.sessions[connection].topics.add(details["topic"])
        elif what == "unsubscribed" and connection in self.sessions:
            self.sessions[connection].topics.discard(details["topic"])
        else:
            return False
        self.last_seen = now
        return True

    def as_json(self) -> dict:
        """Return what the page shows."""
        since = [session.since for session in self.sessions.values()]
        return {
            "connected": self.is_connected,
            "subscribed": self.is_subscribed,
            "connections": len(self.sessions),
            "since": min(since) if since else None,
            "last_seen": self.last_seen,
        }
