"""Forget everything but what belongs to the unit. Loaded for that, then dropped."""

import os

from sbernode import log, store
from sbernode.portal import drafts


def erase():
    """Remove settings, devices, infrared codes, states, drafts and the own root."""
    drafts.discard()
    for name in ("devices.json", "codes.txt", "state.json", "settings.json"):
        store.remove(name)
    for name in ("roots/own.der", "upload.new", "restore.new", "devices.plan", "rules.plan"):
        try:
            os.remove(name)
        except OSError:
            pass  # there is none
    log.warn("portal", "erased")
