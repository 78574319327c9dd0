"""Drafts: what was entered and is not in use yet; settings.json and devices.json beside them.

Whatever moment the power goes: what was in use and what was entered are still there, one of them
at least.
"""

from sbernode import store

NAMES = ("settings", "devices")


def draft(name: str) -> str:
    """Return the file of a draft."""
    return name + ".draft.json"


def load(name: str, is_draft=None):
    """Return the draft, else the file in use, else None; is_draft True or False: just that one."""
    for file, sealed in ((draft(name), True), (name + ".json", False)):
        if is_draft is None or is_draft is sealed:
            try:
                doc = store.load(file, sealed)
            except ValueError:
                continue
            if isinstance(doc, dict):
                return doc
    return None


def exists() -> bool:
    """Tell whether there is a draft."""
    for name in NAMES:
        for _ in store.paths(draft(name), True):
            return True
    return False


def paths(name: str):
    """Yield the files that may hold it: those of the draft, then those in use."""
    yield from store.paths(draft(name), True)
    yield from store.paths(name + ".json")


def path(name: str):
    """Return the file to show: the draft, else the one in use; None if there is none."""
    for found in paths(name):
        return found
    return None


async def good_devices():
    """Return (path, problems) of the devices: the draft, else those in use.

    (None, None) if there are none, or none that can be read.
    """
    from sbernode.portal import checks

    for found in paths("devices"):
        try:
            return found, await checks.check_devices(found)
        except ValueError:
            pass
    return None, None


def save(name: str, doc, is_draft: bool) -> bool:
    """Save a draft, or what is in use; False: the file system would not have it."""
    return store.save(draft(name) if is_draft else name + ".json", doc)


def discard():
    """Drop the drafts."""
    for name in NAMES:
        store.remove(draft(name))
