"""Drafts and the power: it may go at any change of the file system, and nothing may be lost."""

import json
import os

from check import eq, true
from power import at_every_cut, cut_after
from sbernode import store, trust
from sbernode.portal import drafts, finish, papers, typed, unit

_TOUCH_FILES = (store, drafts, finish, papers, typed)
_OLD = {"version": 1, "wifi": {"ssid": "Old"}, "sber": {"login": "o", "password": "old-secret"}}
_NEW = {"version": 1, "wifi": {"ssid": "New"}, "sber": {"login": "n", "password": "new-secret"}}


def _at_every_cut(begin, work, claim):
    return at_every_cut(_TOUCH_FILES, begin, work, claim)


def _fresh():
    _empty()
    store.save("settings.json", {"version": 1})
    store.save("settings.json", _OLD)
    store.save("devices.json", {"version": 1, "devices": []})


def _empty():
    for name in os.listdir():
        if name.endswith("json") or ".json." in name or name.endswith(".new"):
            os.remove(name)
    if "roots" not in os.listdir():
        os.mkdir("roots")
    for name in os.listdir("roots"):
        os.remove("roots/" + name)


def _write(name, text):
    with open(name, "w") as file:
        file.write(text)


def _text(name):
    try:
        with open(name) as file:
            return file.read()
    except OSError:
        return None


def _commit():
    """Put in use what is shown, as post_save does."""
    return finish.commit((drafts.find("settings")[0], drafts.path("devices")))


def _is_used(note):
    """What is shown can be put in use, whatever copies it is in, and nothing older comes back."""
    shown = [drafts.load(name) for name in drafts.NAMES]
    there = [drafts.load(name, True) for name in drafts.NAMES] != [None, None]
    eq(drafts.exists(), there or drafts.root() is not None, note)
    eq(_commit(), True, note)
    eq([drafts.load(name, False) for name in drafts.NAMES], shown, note)
    eq([drafts.load(name, True) for name in drafts.NAMES], [None, None], note)
    eq(drafts.exists(), False, note)
    left = [name for name in os.listdir() if "draft" in name]
    eq(left, [], note)


_DEVICES = {"version": 1, "devices": [{"id": "new"}]}


def test_putting_drafts_in_use_survives_a_cut_at_every_step():
    def begin():
        _fresh()
        _write("roots/own.der", "old root")
        _write("roots/own.der.draft", "new root")
        for n in (1, 2):
            # A copy of an older draft is there, too.
            store.save(drafts.draft("settings"), _NEW if n == 2 else {"version": 1})
            store.save(drafts.draft("devices"), _DEVICES if n == 2 else {"version": 1})

    def claim(note, was_cut):
        true(drafts.load("settings", False) in (_OLD, _NEW), note)
        # What was entered is never lost: still the draft, or in use.
        eq(drafts.load("settings"), _NEW, note)
        eq(drafts.load("devices"), _DEVICES, note)
        roots = [_text("roots/own.der"), _text("roots/own.der.draft")]
        true(roots in (["old root", "new root"], ["new root", None]), note)
        if not was_cut:
            eq(drafts.exists(), False, note)
        _is_used(note)
        eq([_text("roots/own.der"), _text("roots/own.der.draft")], ["new root", None], note)

    true(_at_every_cut(begin, _commit, claim) >= 7)


def test_the_first_drafts_come_into_use_whatever_is_cut():
    # A cut between the two renames of a save left settings.draft.json.new alone, which was shown
    # and tested, and "saved", but never used.
    def begin():
        _empty()

    def work():
        drafts.save("settings", _NEW, True)
        drafts.save("settings", _OLD, True)
        _write("taken.new", json.dumps(_DEVICES))
        papers.keep(_Watch, "taken.new")
        _commit()

    def claim(note, was_cut):
        true(drafts.load("settings") in (None, _NEW, _OLD), note)
        if drafts.load("settings"):
            _is_used(note)
        if not was_cut:
            eq(drafts.load("settings", False), _OLD)
            eq(drafts.load("devices", False), _DEVICES)

    true(_at_every_cut(begin, work, claim) >= 20)


def test_putting_drafts_in_use_takes_no_room():
    # With the settings copied and no room for the devices the one was in use, the other not.
    _fresh()
    store.save(drafts.draft("settings"), _NEW)
    store.save(drafts.draft("devices"), _DEVICES)
    sources = drafts.find("settings")[0], drafts.path("devices")

    def is_full(name, mode="r"):
        if "r" not in mode:
            raise OSError(28)  # ENOSPC
        return open(name, mode)

    store.open = finish.open = is_full
    try:
        eq(finish.commit(sources), True)
    finally:
        store.open = finish.open = open
    eq([drafts.load(name, False) for name in drafts.NAMES], [_NEW, _DEVICES])


def test_a_copy_that_was_left_beside_what_is_in_use_does_not_come_out():
    def begin():
        _fresh()
        _write("settings.json.new", json.dumps({"version": 1, "n": "stale"}) + "\n")
        store.save(drafts.draft("settings"), _NEW)

    def claim(note, was_cut):
        true(drafts.load("settings", False) in (_OLD, _NEW), note)

    _at_every_cut(begin, _commit, claim)


def test_a_new_draft_survives_a_cut_at_every_step():
    first = {"version": 1, "n": 1}

    def begin():
        _fresh()
        store.save(drafts.draft("settings"), first)

    def claim(note, was_cut):
        true(drafts.load("settings") in (_NEW, first), note)
        eq(drafts.load("settings", False), _OLD, note)
        _is_used(note)

    _at_every_cut(begin, lambda: drafts.save("settings", _NEW, True), claim)


def test_new_devices_survive_a_cut_at_every_step():
    first = {"version": 1, "devices": []}

    def begin():
        _fresh()
        store.save(drafts.draft("devices"), first)
        store.save(drafts.draft("devices"), first)
        _write("taken.new", json.dumps(_DEVICES))

    def claim(note, was_cut):
        true(drafts.load("devices") in (_DEVICES, first), note)
        _is_used(note)

    _at_every_cut(begin, lambda: papers.keep(_Watch, "taken.new"), claim)


def test_dropping_drafts_never_touches_what_is_in_use():
    def begin():
        _fresh()
        _write("roots/own.der", "root")
        _write("roots/own.der.draft", "new root")
        store.save(drafts.draft("settings"), {"version": 1})
        store.save(drafts.draft("settings"), _NEW)
        store.save(drafts.draft("devices"), _DEVICES)

    def claim(note, was_cut):
        eq(drafts.load("settings", False), _OLD, note)
        # The whole draft, or none; not an older copy of it.
        true(drafts.load("settings") in (_NEW, _OLD), note)
        eq(_text("roots/own.der"), "root")
        if was_cut:
            # No password is left to a root that it was not typed for, see typed.put_root.
            true(drafts.load("settings", True) == _NEW or not drafts.root(), note)
            _is_used(note)
        else:
            eq(drafts.exists(), False)

    _at_every_cut(begin, drafts.discard, claim)


def test_a_root_that_is_to_be_removed_is_a_draft_too():
    def begin():
        _fresh()
        _write("roots/own.der", "root")
        _write("roots/own.der.draft", "")

    def claim(note, was_cut):
        eq(drafts.exists(), was_cut and drafts.root() is not None, note)
        true(not was_cut or drafts.exists() or _text("roots/own.der") is None, note)
        _commit()
        eq(os.listdir("roots"), [])

    begin()
    eq(drafts.exists(), True)
    eq(trust.names(), ["own.der"])
    drafts.discard()
    eq(os.listdir("roots"), ["own.der"])
    true(_at_every_cut(begin, _commit, claim) >= 2)


def test_a_root_that_is_a_draft_is_trusted_by_nobody_yet():
    _fresh()
    _write("roots/own.der.draft", "root")
    eq(trust.names(), [])


class _Watch:
    app, kept = None, {}


def test_a_factory_reset_that_is_cut_brings_nothing_old_back():
    from sbernode.portal.portal import Portal

    changes = 0
    while True:
        _fresh()
        unit.load()
        store.save(drafts.draft("settings"), _NEW)
        was_cut = cut_after(_TOUCH_FILES, changes, Portal(_Watch()).erase)
        # What was in use, or nothing; not what was in use before that.
        true(drafts.load("settings", False) in (_OLD, None), "after %d" % changes)
        if not was_cut:
            break
        changes += 1
    true(changes >= 4, "changes: %d" % changes)
    names = os.listdir()
    eq([n for n in names if n.startswith("settings") or n.startswith("devices")], [])
    eq("unit.json" in names, True)


def test_a_file_that_is_removed_does_not_come_back_from_its_copies():
    _fresh()
    store.remove("settings.json")
    eq(store.load("settings.json"), None)
    eq([name for name in os.listdir() if name.startswith("settings")], [])
