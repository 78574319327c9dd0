"""What passed and what was said: the last messages, problems of whole messages, remarks."""

from collections import deque

from host_tools.cloud.notices import Notice
from host_tools.cloud.problems import Problem

_MESSAGES_KEPT = 500
_REMARKS_KEPT = 100
_BODY_KEPT = 20_000


class Journal:
    """The cloud's memory of messages; times are seconds of the cloud's clock."""

    def __init__(self) -> None:
        self.messages: deque[dict] = deque(maxlen=_MESSAGES_KEPT)
        self.problems: deque[tuple[float, str, Problem]] = deque(maxlen=_REMARKS_KEPT)
        self.notices: deque[Notice] = deque(maxlen=_REMARKS_KEPT)
        self._count = 0

    def record(self, tail: str, body: bytes, now: float, *, is_up: bool) -> dict:
        """Keep one message and return its row: n, time, up, tail (of the topic), body, size."""
        self._count += 1
        text = body.decode("utf-8", "replace")
        cut = text if len(text) <= _BODY_KEPT else text[:_BODY_KEPT] + "…"
        row = {"n": self._count, "time": now, "up": is_up, "tail": tail}
        row |= {"body": cut, "size": len(body)}
        self.messages.append(row)
        return row

    def blame(self, tail: str, problems: list[Problem], now: float) -> None:
        """Keep problems of a message as a whole."""
        self.problems.extend((now, tail, problem) for problem in problems)
