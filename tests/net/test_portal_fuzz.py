"""Made-up documents against the handlers of the real firmware, of a board that is in service.

All of it in CI, a tenth elsewhere. Whatever comes: no answer is a fault, JSON is JSON, and in the
end there is as much memory as before. The server under them: tests/host/test_portal_fuzz.py.
"""

import http.client
import json
import os
import random
from collections import Counter

import pytest

from net_broker import Broker
from net_home import DEVICES, LOGIN, PASSWORD, PUMP, in_service
from net_portal import KEY, WORD, furnished, logged_in, on

_COUNT = 2000 if os.environ.get("CI") == "true" else 200
# What is garbage at the moment differs by so much (of 64-bit words), however many requests: a leak
# of 64 bytes for each shows in CI.
_NOISE = 24 * 1024
_SEEDS = (1, 2, 3, 8908)
_LEAVES = [None, True, False, 0, -1, 5, PUMP, 2**40, 10**30, 1.5, -1e300, "", "x", "🦄", "../x"]
_LEAVES += ["Ж" * 50, "[{" * 20, "\0", "high", "low", "on_off", "lamp", [], {}, [[1]], {"gpio": 3}]
_NAMES = ["x", "pins", "options", "version", "password", "id", "kind", "page", "ssid_hex", "name"]
_SETTINGS = {
    "wifi": {"ssid": "Home", "password": KEY},
    "sber": {"host": "localhost", "port": 8883, "login": LOGIN, "password": PASSWORD},
    "home": "Мой дом",
    "page_password": "12345678",
    "portal": {"alias": True},
}
_MORE = [
    {"id": "st", "kind": "led_strip", "name": "S", "pins": {"pixels": {"gpio": 2}}},
    {"id": "t", "kind": "sensor_temp", "name": "T", "pins": {"ds18b20": {"gpio": 14}}},
]
_DEVICES = {"version": 1, "devices": [*DEVICES, *_MORE]}
_BACKUP = {"version": 1, "settings": _SETTINGS, "devices": _DEVICES}
_SET = {"id": "lamp", "key": "on_off", "value": True}
# (how often, method, path, body)
_ASKED = (
    (4, "PUT", "settings", _SETTINGS),
    (4, "PUT", "devices", _DEVICES),
    (2, "PUT", "restore", _BACKUP),
    (2, "POST", "set", _SET),
    (2, "POST", "set", {"id": "lamp", "key": "light_brightness", "value": 500}),
    (2, "POST", "set", {"id": "curtain", "key": "open_set", "value": "open"}),
    (1, "POST", "blink", {"gpio": 19, "active": "low"}),
    (2, "POST", "watch", {"gpio": 20, "pull": "up"}),
    (1, "POST", "password", {"old": "x", "new": "12345678"}),
    (1, "POST", "login", {"password": "x"}),
    (1, "POST", "discard", {}),
    (1, "PUT", "root", {"no": "certificate"}),
    (1, "POST", "scan", {}),
)
_READ = ["state", "settings", "devices", "backup", "backup?secrets=1", "config", "log", "scan"]
_READ += ["test", "hello", "done"]


def _spoilt(found):
    """Return the value with something in it changed, left out or added."""
    if random.random() < 0.08:
        return random.choice(_LEAVES)
    if isinstance(found, list):
        return [_spoilt(each) for each in found]
    if not isinstance(found, dict):
        return found
    some = {name: _spoilt(each) for name, each in found.items() if random.random() > 0.06}
    if random.random() < 0.1:
        some[random.choice(_NAMES)] = random.choice(_LEAVES)
    return some


def _bytes(doc) -> bytes:
    """Return JSON as browsers write it, or with escapes, or cut."""
    text = json.dumps(doc, ensure_ascii=random.random() < 0.3).encode()
    return text[: random.randrange(len(text))] if random.random() < 0.05 else text


async def _level(page) -> int:
    """Return the bytes that are free: most of what is none any more is collected before."""
    levels = []
    for _ in range(6):
        await page.get("/api/test")  # another file, so the next one is loaded, after a collection
        levels.append((await page.get("/api/state"))["heap"])
    return max(levels)


@pytest.mark.parametrize("seed", _SEEDS)
async def test_no_document_is_a_fault_and_nothing_of_it_stays(seed, tmp_path, certificates):
    random.seed(seed)
    weights = [row[0] for row in _ASKED]
    said = Counter()
    async with Broker(certificates) as broker, on(furnished(tmp_path, broker)) as board:
        await in_service(board)
        page = await logged_in(board)
        resets = list(board.resets)  # after the files have been checked for the first time
        for number in range(_COUNT // len(_SEEDS)):
            if number == _COUNT // 20:
                before = await _level(page)
            if random.random() < 0.15:
                method, path, body = "GET", random.choice(_READ), None
            else:
                ((_, method, path, doc),) = random.choices(_ASKED, weights)
                body = _bytes(_spoilt(doc))
            try:
                answer = await page.ask(method, "/api/" + path, body)
            except (OSError, http.client.HTTPException) as wrong:
                raise AssertionError((number, method, path, body)) from wrong
            assert answer.status < 500, (number, method, path, body, board.log[-3:])
            assert isinstance(answer.json, dict), (number, method, path, body)
            said[answer.status] += 1
        # They come far: a good part is taken, a good part refused.
        assert said[200] > _COUNT // 40 and said[400] > _COUNT // 80, said
        assert await _level(page) > before - _NOISE
        assert board.resets == resets
        assert (await page.ask("POST", "/api/login", {"password": WORD})).status in (200, 429)
