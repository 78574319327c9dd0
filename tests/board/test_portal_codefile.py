"""The pages carry the infrared codes away and bring them back."""

import asyncio
import json
import os

from check import eq, true
from power import at_every_cut
from sbernode import store
from sbernode.infrared import codes
from sbernode.portal import codefile
from sbernode.portal.request import Refused

BOARD = "pico_w"
TEXT = b'# the "lounge", upstairs\ntv mute nec 04:09\nac state=cooling/24 raw 38000:500-500:g\n'


class Portal:
    """A portal that is, or is not, learning a code."""

    learning = False

    def is_at_work(self, kind):
        return self.learning


def _write(name, text):
    with open(name, "wb") as file:
        file.write(text)


def _lines():
    """Return the lines as the page gets them."""
    body = asyncio.run(codefile.get_codefile(Portal(), None))[2]
    text = b"".join(body)
    eq(len(body), len(text))
    return json.loads(text)["lines"]


def _put(text=None, portal=Portal):
    if text is not None:
        _write("upload.new", text)
    try:
        asyncio.run(codefile.put_codefile(portal(), None))
    except Refused as wrong:
        return wrong.args[:2]


def test_what_is_carried_away_can_be_brought_back():
    eq(_lines(), [])
    _write("codes.txt", TEXT)
    lines = _lines()
    store.remove("codes.txt")
    _put("".join([line + "\n" for line in lines]).encode())
    with open("codes.txt", "rb") as file:
        eq(file.read(), TEXT)
    eq(codes.Codes("tv").keys(), ["mute"])


def test_a_line_that_is_no_text_stays_behind():
    _write("codes.txt", b"\xff\xfe tv\n" + TEXT)
    eq(len(_lines()), 3)
    _write("codes.txt", b"\xff\n")
    eq(_lines(), [])


def test_half_a_file_is_refused_and_so_is_one_while_a_code_is_learned():
    _write("codes.txt", TEXT)
    eq(_put(TEXT[:-3]), (400, "bad_request"))
    eq(_put(b""), (400, "bad_request"))
    busy = type("", (Portal,), {"learning": True})
    eq(_put(b"tv mute nec 01:02\n", busy), (409, "busy"))
    eq(len(_lines()), 3)


def test_whenever_the_power_goes_there_are_all_old_codes_or_all_new_ones():
    seen = []

    def begin():
        store.remove("codes.txt")
        _write("codes.txt", TEXT)
        _write("upload.new", b"tv on_off nec 01:02\n")

    def claim(note, was_cut):
        codes.settle()
        seen.append(codes.Codes("tv").keys())

    true(at_every_cut([codefile, store], begin, _put, claim) > 1)
    true(all([keys in (["mute"], ["on_off"]) for keys in seen]), repr(seen))
    eq((seen[0], seen[-1]), (["mute"], ["on_off"]))
    true("codes.txt.new" not in os.listdir())
