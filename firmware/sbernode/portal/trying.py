"""The page's view of a test: begin it, see how far it is. Loaded on request; see trial."""

from sbernode import forget
from sbernode.portal.answer import json
from sbernode.portal.request import Refused

_STEPS = ("wifi", "address", "name", "clock", "tls", "login", "announce")


class Result:
    """A test. state: running, ok, failed; stage: the step it is at; code, detail: why it failed.

    root: name of the root that verified the server; address: what the board got in the network;
    devices: path of their file; link: tells the stage while it is there. No methods: nothing of
    this file stays.
    """

    state, stage, code, detail = "running", "wifi", "", ""
    root = address = devices = link = None


async def post_test(portal, request):
    """Begin a test of the drafts."""
    portal.not_testing()
    from sbernode.portal import checks, drafts

    # Gone before the test begins, which takes much.
    forget("portal.checks", "portal.drafts", "store")
    settings = drafts.load("settings")
    if settings is None or checks.stops(checks.check(settings)):
        raise Refused(409, "problems", "settings")
    del settings
    result = Result()
    # A board without devices is one, too.
    result.devices, problems = await drafts.good_devices()
    if problems and checks.stops(problems):
        raise Refused(409, "problems", "devices")
    if not portal.start(_run(portal, result), "trial"):
        raise Refused(409, "busy")
    portal.trial = result
    return json({}, 202)


async def get_test(portal, request):
    """Return the state of the test and of each of its steps."""
    result = portal.trial
    if result is None:
        return json({"state": "idle", "steps": []})
    at = _STEPS.index((result.link and result.link.stage) or result.stage)
    steps = []
    for i, step in enumerate(_STEPS):
        state = "ok" if i < at or result.state == "ok" else "todo"
        if i == at and result.state != "ok":
            state = "run" if result.state == "running" else "fail"
        entry = {"step": step, "state": state, "code": "", "args": []}
        if state == "fail":
            entry["code"] = result.code
            entry["args"] = [result.detail] if result.detail else []
        steps.append(entry)
    return json({"state": result.state, "steps": steps})


async def _run(portal, result):
    from sbernode.portal import trial

    try:
        await trial.run(portal, result)
    finally:
        forget("portal.trial")
