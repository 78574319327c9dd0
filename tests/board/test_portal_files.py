"""What the pages keep on the board: the unit, passwords. Drafts: test_portal_drafts.py.

RFC 6234 (SHA-256) through hashlib is the reference of the page password.
"""

import asyncio
import hashlib
import json
from binascii import hexlify, unhexlify

from check import eq, true
from sbernode import store
from sbernode.portal import checks, password, typed, unit

_OLD = {"version": 1, "wifi": {"ssid": "Old"}, "sber": {"login": "o", "password": "old-secret"}}


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
    for given in ({"login": "o"}, {"login": "o", "password": True}):
        doc = {"wifi": {"ssid": "x"}, "sber": given, "page": True}
        eq(typed.merge(doc, None, kept), [])
        eq(doc["sber"], {"login": "o", "password": "old-secret"})
        eq((doc["page"], doc["ntp"]), (kept["page"], ["a"]))
    doc = {"wifi": {"ssid": "x", "password": ""}, "sber": {"login": "n"}}
    eq(typed.merge(doc, None), [])
    eq((doc["wifi"], doc["sber"]), ({"ssid": "x"}, {"login": "n"}))
    eq("page" in doc, False)


def test_a_secret_goes_only_where_it_was_typed_for():
    # Whoever is on an open access point could send it to a server, or a network, of his own.
    here = {"host": "a", "port": 8883, "login": "o", "password": "old-secret"}
    kept = {"wifi": {"ssid": "Old", "password": "wifi-secret"}, "sber": here}
    again = ("sber", "sber.password", "type_again", None)
    for name, other in (("host", "b"), ("port", 1), ("login", "p"), ("verify", False)):
        for given in ({}, {"password": True}):
            moved = {"host": "a", "login": "o", "port": 8883}
            moved.update(given)
            moved[name] = other
            doc = {"wifi": {"ssid": "Old"}, "sber": moved}
            eq(typed.merge(doc, kept), [again], name)
            eq("password" in doc["sber"], False, name)
            eq(doc["wifi"]["password"], "wifi-secret")
    for wifi in ({"ssid": "New"}, {"ssid_hex": "4f6c64"}, {"ssid": "New", "password": True}):
        doc = {"wifi": wifi, "sber": {"login": "o", "host": "a"}}
        eq(typed.merge(doc, kept), [("wifi", "wifi.password", "type_again", None)])
        eq("password" in doc["wifi"], False)
        eq(doc["sber"]["password"], "old-secret")
    # An open network has none; and what is typed is taken.
    doc = {"wifi": {"ssid": "New", "password": ""}, "sber": {"login": "p", "password": "new"}}
    eq(typed.merge(doc, kept), [])
    eq((doc["wifi"], doc["sber"]["password"]), ({"ssid": "New"}, "new"))


def test_what_is_in_use_gives_its_secret_where_the_draft_has_another():
    used = {"wifi": {}, "sber": {"host": "a", "login": "o", "password": "for-a"}}
    draft = {"wifi": {}, "sber": {"host": "b", "login": "o", "password": "for-b"}}
    for host in "ab":
        doc = {"wifi": {}, "sber": {"host": host, "login": "o"}}
        eq(typed.merge(doc, draft, used), [])
        eq(doc["sber"]["password"], "for-" + host)


def test_a_field_that_is_left_out_is_what_the_program_takes_for_it():
    from sbernode import assemble

    bound = dict(dict(typed._BOUND)["sber"])
    settings = {"wifi": {"ssid": "x"}, "sber": {"login": "o", "password": "s"}}
    link = assemble.cloud(settings, None).link
    eq((link.server, link.port), (bound["host"], bound["port"]))
    doc = {"wifi": {}, "sber": dict(bound, login="o")}
    eq(typed.merge(doc, settings), [])
    eq(doc["sber"]["password"], "s")


def test_blanks_around_host_and_login_are_nobodys():
    # A phone's keyboard puts one after each word that it offers.
    doc = {"wifi": {"ssid": " x "}, "sber": {"host": " localhost ", "login": "o ", "port": 1}}
    typed.merge(doc, None)
    eq(doc["sber"], {"host": "localhost", "login": "o", "port": 1})
    eq(doc["wifi"]["ssid"], " x ")


def test_problems_show_no_secret():
    problems = checks.check({"version": 1, "wifi": "my-secret", "sber": "my-secret"})
    eq([problem[1] for problem in problems], ["wifi", "sber"])
    eq("my-secret" in repr(problems), False)
