"""The pages of a simulated board as their own script would use them: HTTP, a token, JSON.

Every answer is kept, so that a test can look for secrets in all that ever left the board.
"""

import asyncio
import http.client
import json
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

# Requests are made again for so long while the board restarts or has no seat left.
_PATIENCE_S = 15


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers in lower case, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        """Return the body as JSON."""
        return json.loads(self.body)

    @property
    def error(self) -> str:
        """Return the code of a refusal."""
        return self.json["error"]


@dataclass
class Page:
    """A browser on the board's pages. web: "http://127.0.0.1:8081"; said: every body so far."""

    web: str
    token: str | None = None
    cookie: str | None = None
    said: list[bytes] = field(default_factory=list)

    async def ask(self, method: str, path: str, body=None, **headers: str) -> Answer:
        """Send one request; body: JSON if it is no bytes. `Host` and the like by name."""
        return await asyncio.to_thread(self._ask, method, path, body, headers)

    async def get(self, path: str):
        """Return the JSON of a GET that must succeed."""
        answer = await self.ask("GET", path)
        assert answer.status == 200, (path, answer)
        return answer.json

    async def do(self, method: str, path: str, body=None):
        """Return the JSON of a change that must succeed."""
        answer = await self.ask(method, path, body)
        assert answer.status in (200, 202), (method, path, answer)
        return answer.json

    async def hello(self, timeout_s: float = _PATIENCE_S) -> dict:
        """Return what the board says of itself and keep its token; waits until it answers."""
        end = time.monotonic() + timeout_s
        while True:
            try:
                said = await self.get("/api/hello")
                break
            except (OSError, http.client.HTTPException):
                if time.monotonic() > end:
                    raise
                await asyncio.sleep(0.1)
        self.token = said["token"] or self.token
        return said

    async def tested(self, timeout_s: float = 60) -> dict:
        """Begin a test of the drafts; return its state at the end, steps by name."""
        await self.do("POST", "/api/test", {})
        return await self.test_ended(timeout_s)

    async def test_ended(self, timeout_s: float = 60) -> dict:
        """Return the state of the test when it is over."""
        end = time.monotonic() + timeout_s
        while (state := await self.get("/api/test"))["state"] == "running":
            if time.monotonic() > end:
                raise TimeoutError(str(state))
            await asyncio.sleep(0.05)
        steps = {step.pop("step"): step for step in state["steps"]}
        return {"state": state["state"], **steps}

    def _ask(self, method, path, body, headers):
        place = urlsplit(self.web)
        raw = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        connection = http.client.HTTPConnection(place.hostname, place.port, timeout=30)
        try:
            sent = dict(headers)
            if self.token and "X-Token" not in sent and method not in ("GET", "HEAD"):
                sent["X-Token"] = self.token
            if self.cookie:
                sent.setdefault("Cookie", self.cookie)
            connection.request(method, path, raw, {k: v for k, v in sent.items() if v})
            response = connection.getresponse()
            answer = Answer(
                response.status,
                {name.lower(): value for name, value in response.getheaders()},
                response.read(),
            )
        finally:
            connection.close()
        self.said.append(answer.body)
        return answer
