"""Drafts: what was entered and is not in use yet, beside what is: settings, devices, own root.

Whatever moment the power goes: what was in use and what was entered are still there, one of them
at least.
"""

import os

from sbernode import store

NAMES = ("settings", "devices")
# The owner's root certificate. Its draft is one that only a test trusts, as its name does not end
# like that of a root; an empty one: it is to be removed.
ROOT = "roots/own.der"
ROOT_DRAFT = "roots/own.der.draft"


def draft(name: str) -> str:
    """Return the file of a draft."""
    return name + ".draft.json"


def load(name: str, is_draft=None):
    """Return what find() found."""
    return find(name, is_draft)[1]


def find(name: str, is_draft=None):
    """Return (path, content) of the draft, else of the file in use, else (None, None).

    is_draft True or False: just that one.
    """
    for file, sealed in ((draft(name), True), (name + ".json", False)):
        if is_draft is None or is_draft is sealed:
            try:
                path, doc = store.find(file, sealed)
            except ValueError:
                continue
            if isinstance(doc, dict):
                return path, doc
    return None, None


def root():
    """Return the size of the draft of the own root, None if there is none."""
    try:
        return os.stat(ROOT_DRAFT)[6]
    except OSError:
        return None


def exists() -> bool:
    """Tell whether there is a draft."""
    if root() is not None:
        return True
    for name in NAMES:
        for _ in store.paths(draft(name), True):
            return True
    return False


def paths(name: str, is_draft=None):
    """Yield the files that may hold it: those of the draft, unless is_draft is False, then
    those in use.
    """
    if is_draft is None:
        yield from store.paths(draft(name), True)
    yield from store.paths(name + ".json")


def path(name: str, is_draft=None):
    """Return the first of them, the file to show; None if there is none."""
    for found in paths(name, is_draft):
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
    # The root first: no password may be left to it that was not typed for it, see typed.
    store.remove(ROOT_DRAFT)
    for name in NAMES:
        store.remove(draft(name))
