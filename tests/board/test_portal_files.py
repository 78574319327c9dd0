"""What the pages keep on the board: the unit, drafts, passwords; a power cut between any steps.

RFC 6234 (SHA-256) through hashlib is the reference of the page password.
"""

import asyncio
import hashlib
import json
import os
from binascii import hexlify, unhexlify

from check import eq, true
from sbernode import store
from sbernode.portal import checks, drafts, finish, password, typed, unit

_OLD = {"version": 1, "wifi": {"ssid": "Old"}, "sber": {"login": "o", "password": "old-secret"}}
_NEW = {"version": 1, "wifi": {"ssid": "New"}, "sber": {"login": "n", "password": "new-secret"}}


# -- unit.json


def test_the_password_of_a_unit_is_made_once_and_stays():
    first = unit.load()
    eq((len(first["password"]), first["setup"]), (10, False))
    eq([c for c in first["password"] if c not in "abcdefghjkmnpqrstuvwxyz23456789"], [])
    eq(unit.load(), first)
    unit.was_set_up()
    eq(unit.load(), {"version": 1, "password": first["password"], "setup": True})


def test_two_units_have_two_passwords():
    first = unit.load()["password"]
    store.remove("unit.json")
    true(unit.load()["password"] != first)


def test_a_damaged_unit_file_never_opens_the_access_point():
    with open("unit.json", "w") as file:
        file.write('{"password": 5}\n')
    eq(unit.load()["setup"], True)


def test_the_name_ends_in_the_last_digits_of_the_chip():
    # e6616408431f5a2b and 240ac4a1b2c3 are the ids of the simulated boards
    true(unit.name() in ("sbernode-5A2B", "sbernode-B2C3"), unit.name())


# -- the password of the pages


def test_a_password_is_kept_salted_and_hashed_many_times():
    kept = asyncio.run(password.make("пароль-12"))
    eq(sorted(kept), ["hash", "rounds", "salt"])
    digest = b""
    for _ in range(kept["rounds"]):
        digest = hashlib.sha256(digest + unhexlify(kept["salt"]) + "пароль-12".encode()).digest()
    eq(kept["hash"], hexlify(digest).decode())
    true(kept["rounds"] >= 1000)
    true(asyncio.run(password.make("пароль-12"))["salt"] != kept["salt"])


def test_only_the_right_password_fits():
    kept = asyncio.run(password.make("geheim12"))
    eq(asyncio.run(password.fits("geheim12", kept)), True)
    for wrong in ("", "geheim1", "geheim123", "Geheim12"):
        eq(asyncio.run(password.fits(wrong, kept)), False, wrong)
    kept["hash"] = kept["hash"][:10]
    eq(asyncio.run(password.fits("geheim12", kept)), False)


def test_hashing_lets_others_work_meanwhile():
    turns = []

    async def other():
        while True:
            turns.append(1)
            await asyncio.sleep_ms(0)

    async def both():
        task = asyncio.create_task(other())
        await password.make("geheim12")
        task.cancel()

    asyncio.run(both())
    true(len(turns) >= 20, "turns: %d" % len(turns))


# -- secrets


def test_settings_are_shown_without_secrets():
    doc = dict(_OLD, page={"salt": "00", "hash": "ff", "rounds": 1})
    doc["wifi"] = {"ssid": "Old", "password": "wifi-secret"}
    shown = json.dumps(typed.shown(doc))
    for secret in ("old-secret", "wifi-secret", "hash", "ff"):
        eq(secret in shown, False, secret)
    eq(json.loads(shown)["wifi"], {"ssid": "Old", "password": True})
    eq(typed.shown({"wifi": {"ssid": "x"}})["wifi"]["password"], False)
    eq(doc["wifi"]["password"], "wifi-secret")


def test_a_secret_that_is_left_out_stays():
    kept = dict(_OLD, page={"salt": "00", "hash": "ff", "rounds": 1}, ntp=["a"])
    for given in ({"login": "n"}, {"login": "n", "password": True}):
        doc = typed.merge({"wifi": {"ssid": "x"}, "sber": given, "page": True}, kept)
        eq(doc["sber"], {"login": "n", "password": "old-secret"})
        eq((doc["page"], doc["ntp"]), (kept["page"], ["a"]))
    doc = typed.merge({"wifi": {"ssid": "x", "password": ""}, "sber": {"login": "n"}}, None)
    eq((doc["wifi"], doc["sber"]), ({"ssid": "x"}, {"login": "n"}))
    eq("page" in doc, False)


def test_problems_show_no_secret():
    problems = checks.check({"version": 1, "wifi": "my-secret", "sber": "my-secret"})
    eq([problem[1] for problem in problems], ["wifi", "sber"])
    eq("my-secret" in repr(problems), False)


# -- drafts and power cuts


class PowerCut(Exception):
    """The power is gone."""


class _Disk:
    """os and open that go away after so many changes of the file system."""

    def __init__(self, changes):
        self.left = changes

    def change(self):
        if not self.left:
            raise PowerCut
        self.left -= 1

    def rename(self, old, new):
        self.change()
        os.rename(old, new)

    def remove(self, name):
        self.change()
        os.remove(name)

    def stat(self, name):
        return os.stat(name)

    def open(self, name, mode="r"):
        if "w" in mode:
            self.change()
        return open(name, mode)


def _cut_after(changes, work):
    """Do the work with a disk that goes away; return whether it was cut."""
    disk = _Disk(changes)
    store.os = disk
    store.open = finish.open = disk.open
    try:
        work()
        return False
    except PowerCut:
        return True
    finally:
        store.os = os
        store.open = finish.open = open


def _fresh():
    for name in os.listdir():
        if name.endswith("json") or ".json." in name:
            os.remove(name)
    store.save("settings.json", {"version": 1})
    store.save("settings.json", _OLD)
    store.save("devices.json", {"version": 1, "devices": []})


def test_putting_drafts_in_use_survives_a_cut_at_every_step():
    devices = {"version": 1, "devices": [{"id": "new"}]}
    changes = 0
    while True:
        _fresh()
        store.save(drafts.draft("settings"), _NEW)
        store.save(drafts.draft("devices"), devices)
        was_cut = _cut_after(changes, finish.commit)
        used, entered = drafts.load("settings", False), drafts.load("settings")
        true(used in (_OLD, _NEW), "after %d: %r" % (changes, used))
        # What was entered is never lost: still the draft, or in use.
        eq(entered, _NEW, "after %d" % changes)
        eq(drafts.load("devices"), devices, "after %d" % changes)
        finish.commit()
        eq(drafts.load("settings", False), _NEW)
        eq(drafts.load("devices", False), devices)
        eq(drafts.exists(), False)
        if not was_cut:
            break
        changes += 1
    true(changes >= 8, "changes: %d" % changes)


def test_a_new_draft_survives_a_cut_at_every_step():
    for changes in range(20):
        _fresh()
        store.save(drafts.draft("settings"), {"version": 1, "n": 1})
        was_cut = _cut_after(changes, lambda: drafts.save("settings", _NEW, True))
        true(drafts.load("settings") in (_NEW, {"version": 1, "n": 1}), "after %d" % changes)
        eq(drafts.load("settings", False), _OLD)
        if not was_cut:
            return
    raise AssertionError("never done")


def test_dropping_drafts_never_touches_what_is_in_use():
    for changes in range(20):
        _fresh()
        store.save(drafts.draft("settings"), {"version": 1})
        store.save(drafts.draft("settings"), _NEW)
        was_cut = _cut_after(changes, drafts.discard)
        eq(drafts.load("settings", False), _OLD)
        # The whole draft, or none; not an older copy of it.
        true(drafts.load("settings") in (_NEW, _OLD), "after %d" % changes)
        if not was_cut:
            eq(drafts.exists(), False)
            return
    raise AssertionError("never done")


class _Watch:
    app, kept = None, {}


def test_a_factory_reset_that_is_cut_brings_nothing_old_back():
    from sbernode.portal.portal import Portal

    changes = 0
    while True:
        _fresh()
        unit.load()
        store.save(drafts.draft("settings"), _NEW)
        was_cut = _cut_after(changes, Portal(_Watch()).erase)
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
