"""unit.json: what belongs to this one board: the password of its access point.

Made at the first start and kept for good, also by a factory reset: the label on the board shows
the password. `setup`: it was in service once, so its access point is never open again.
"""

from micropython import const

from sbernode import hw, store

FILE = "unit.json"
# No letters that are taken for others: i l o, 0 1. 31 letters: 10 of them are 49 bits.
_LETTERS = const("abcdefghjkmnpqrstuvwxyz23456789")
_LENGTH = const(10)


def load() -> dict:
    """Return the contents; make and save them if there are none."""
    try:
        doc = store.load(FILE, True)
    except ValueError:
        doc = None
    if _is_good(doc):
        return doc
    password = "".join([_LETTERS[hw.random(len(_LETTERS))] for _ in range(_LENGTH)])
    # A damaged one was there once: who knows what for.
    doc = {"version": 1, "password": password, "setup": doc is not None}
    store.save(FILE, doc)
    return doc


def was_set_up():
    """Note that the board has been in service."""
    doc = load()
    if not doc["setup"]:
        doc["setup"] = True
        store.save(FILE, doc)


def name() -> str:
    """Return the name of this board in the air; in lower case it is its name at home."""
    return "sbernode-" + hw.unique()[-4:].upper()


def _is_good(doc):
    if not isinstance(doc, dict) or not isinstance(doc.get("setup"), bool):
        return False
    password = doc.get("password")
    return isinstance(password, str) and 8 <= len(password) <= 63
