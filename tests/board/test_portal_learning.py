"""The pages teach a device a code, try it and forget it."""

import asyncio
import json

import sim

from check import eq, true
from sbernode import hw
from sbernode.devices import Device
from sbernode.hw.ports import Ports
from sbernode.infrared import signal
from sbernode.portal import learning
from sbernode.portal.request import Refused

BOARD = ("esp32", "pico_w")
_RECEIVER = 18


class Portal:
    """What learning.py asks of the real one."""

    def __init__(self, app=None):
        self.app, self.known, self._work = app, {}, None

    def start(self, work, kind):
        if self._work and not self._work.done():
            work.close()
            return False
        self._work = asyncio.create_task(work)
        return True

    def is_at_work(self, kind):
        return bool(self._work) and not self._work.done()

    def taken(self):
        return 1 << 19


class Request:
    def __init__(self, **doc):
        self.doc = self.query = doc


class App:
    """A board with one television; around: a device that stands around it, see kinds.extras."""

    around = inner = None

    def __init__(self):
        self.devices = self
        ports = Ports(hw.Urgent(), ())
        self.ir = ports.open("ir", {"ir": 5}, False, {"id": "tv"})

    def find(self, device_id):
        return (self.around or self) if device_id == "tv" else None


async def _seen(portal, device_id="tv"):
    status, _, body = (await learning.get_codes(portal, Request(id=device_id)))[:3]
    eq(status, 200)
    return json.loads(body)


async def _refused(handler, portal, **doc):
    try:
        await handler(portal, Request(**doc))
    except Refused as why:
        return why.args[:2]
    raise AssertionError("not refused")


async def _teach(portal, key, pulses, after_ms=300):
    sim.drive(_RECEIVER, 1)
    if pulses:
        sim.remote(_RECEIVER, pulses, after_ms)
    await learning.post_learn(portal, Request(id="tv", key=key, gpio=_RECEIVER))
    eq((await _seen(portal))["state"], "listening")
    await asyncio.sleep_ms(21000)
    return await _seen(portal)


async def test_a_code_is_learned_tried_and_forgotten():
    portal = Portal(App())
    eq(await _seen(portal), {"state": "idle", "code": "", "keys": []})
    pulses = signal.train("nec", "04:02*2")[1][:-1]
    eq(
        await _teach(portal, "volume=+", pulses),
        {"state": "learned", "code": "nec 04:02", "keys": ["volume=+"]},
    )
    with open("codes.txt") as file:
        eq(file.read(), "tv volume=+ nec 04:02\n")
    # Without a restart: the device does not offer it yet, but it can be tried.
    await learning.post_press(portal, Request(id="tv", key="volume=+"))
    await asyncio.sleep_ms(500)
    eq(len(sim.sent(5)), 1)
    await learning.post_unlearn(portal, Request(id="tv", key="volume=+"))
    eq((await _seen(portal))["keys"], [])
    eq(await _refused(learning.post_press, portal, id="tv", key="volume=+"), (404, "no_device"))


async def test_a_device_with_extras_has_its_remote_control_inside():
    app = App()
    app.around = Device()
    app.around.inner = app
    portal = Portal(app)
    await _teach(portal, "mute", signal.train("nec", "04:09*2")[1][:-1])
    await learning.post_press(portal, Request(id="tv", key="mute"))
    await asyncio.sleep_ms(500)
    eq(len(sim.sent(5)), 1)


async def test_what_is_no_code_is_not_kept():
    portal = Portal()
    eq((await _teach(portal, "mute", None))["state"], "silent")
    eq((await _teach(portal, "mute", [500, 500, 500]))["state"], "noise")
    jumble = [100 + 37 * n * n % 20000 for n in range(201)]
    eq((await _teach(portal, "mute", jumble))["state"], "noise")
    eq(await _seen(portal), {"state": "noise", "code": "", "keys": []})


async def test_only_while_it_is_asked_for_the_receiver_is_listened_to():
    portal = Portal()
    pulses = signal.train("nec", "04:02")[1][:-1]
    await _teach(portal, "mute", pulses)
    sim.remote(_RECEIVER, pulses)
    await asyncio.sleep_ms(500)
    eq(len((await _seen(portal))["keys"]), 1)
    eq(sim.faults(), [])


async def test_wrong_wishes_are_refused():
    portal = Portal()
    for doc in (
        {},
        {"id": "tv"},
        {"id": "tv", "key": "a b"},
        {"id": "tv", "key": ""},
        {"id": "tv", "key": "a\nb"},
        {"id": 5, "key": "mute"},
        {"id": "x" * 65, "key": "mute"},
    ):
        for handler in (learning.post_learn, learning.post_press, learning.post_unlearn):
            eq(await _refused(handler, portal, gpio=_RECEIVER, **doc), (400, "bad_request"), doc)
    asked = {"id": "tv", "key": "mute"}
    eq(await _refused(learning.post_learn, portal, gpio=19, **asked), (409, "pin_taken"))
    eq(await _refused(learning.post_learn, portal, gpio=99, **asked), (400, "forbidden_pin"))
    eq(await _refused(learning.post_press, portal, **asked), (409, "not_in_service"))
    await learning.post_learn(portal, Request(gpio=_RECEIVER, **asked))
    eq(await _refused(learning.post_learn, portal, gpio=_RECEIVER, **asked), (409, "busy"))
    eq(await _refused(learning.post_unlearn, portal, **asked), (409, "busy"))
    true(portal.is_at_work("learn"))
