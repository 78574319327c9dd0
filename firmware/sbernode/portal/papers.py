"""Devices as they are edited: kept as a draft, checked, not in use. Loaded on request."""

import gc
import os

from sbernode import forget
from sbernode.portal.answer import json
from sbernode.portal.request import Refused
from sbernode.portal.routes import UPLOAD


async def get_devices(portal, request):
    """Return devices.json as it is."""
    from sbernode.portal import drafts

    path = drafts.path("devices")
    if path is None:
        return json({"version": 1, "devices": []})
    return 200, "application/json", (path, "")


async def put_devices(portal, request):
    """Keep devices as a draft; say what is wrong with them."""
    portal.not_testing()
    # What the last one was kept with; a check takes the memory.
    forget("portal.drafts", "store", "kinds")
    from sbernode.portal import checks

    try:
        problems = await checks.check_devices(UPLOAD)
    except ValueError:
        problems = None
    del checks
    forget("portal.checks")
    gc.collect()
    if problems is None or ("", "", "not_an_object") in [problem[:3] for problem in problems]:
        raise Refused(400, "not_json")
    keep(portal, UPLOAD)
    return json({"problems": problems})


def keep(portal, path):
    """Make a file the draft of the devices. Raises Refused."""
    # Not before: a check takes the memory.
    from sbernode import store
    from sbernode.portal import drafts

    try:
        with open(path, "a") as file:
            file.write("\n")
        os.rename(path, drafts.draft("devices") + ".new")
        store.replace(drafts.draft("devices"))
    except OSError:
        raise Refused(507, "full")
    portal.trial = None
