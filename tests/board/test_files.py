"""The firmware's files: a power cut between any two steps leaves the old or the new content."""

import json
import os

from check import eq, raises
from sbernode import log, store, trust
from sbernode.plan import Entries


def _write(name, text):
    with open(name, "w") as file:
        file.write(text)


def test_nothing_there_is_none():
    eq(store.load("state.json"), None)


def test_saved_and_loaded():
    for i in range(3):
        eq(store.save("state.json", {"n": i, "name": "Кухня"}), True)
        eq(store.load("state.json"), {"n": i, "name": "Кухня"})


def _cuts(doc):
    """Yield a function that saves the document and is cut after so many steps."""

    def write_part():
        _write("state.json.new", '{"n": %d' % doc["n"])

    def write():
        _write("state.json.new", '{"n": %d}\n' % doc["n"])

    def first_rename():
        write()
        try:
            os.rename("state.json", "state.json.old")
        except OSError:
            pass

    def both():
        first_rename()
        os.rename("state.json.new", "state.json")

    return (lambda: None, write_part, write, first_rename, both)


def _finished(name):
    # what save() does before it writes: the last step of a save that was cut
    store._finish(name)


def test_two_cuts_in_a_row_leave_what_was_there_or_what_came():
    for first in range(5):
        for second in range(5):
            for name in ("state.json", "state.json.new", "state.json.old"):
                try:
                    os.remove(name)
                except OSError:
                    pass
            store.save("state.json", {"n": 0})
            store.save("state.json", {"n": 1})
            _cuts({"n": 2})[first]()
            between = store.load("state.json", True)["n"]
            eq(between in (1, 2), True)
            _finished("state.json")
            eq(store.load("state.json", True)["n"], between)
            _cuts({"n": 3})[second]()
            got = store.load("state.json", True)["n"]
            eq(
                got in (between, 3),
                True,
                "cuts %d %d: %d, then %d" % (first, second, between, got),
            )


def test_a_cut_text_is_not_taken_for_a_whole_one():
    # MicroPython's json reads these as {} and {"n": 1}
    for text in ("{", '{"n": 1', '{"n": 1}'):
        _write("state.json", text)
        raises(ValueError, store.load, "state.json", True)


def test_an_empty_file_of_a_broken_file_system_falls_back():
    store.save("state.json", {"n": 1})
    store.save("state.json", {"n": 2})
    _write("state.json", "")
    eq(store.load("state.json"), {"n": 1})


def test_files_that_are_all_damaged_are_not_taken_for_none():
    _write("state.json", "oops")
    raises(ValueError, store.load, "state.json")


def test_a_file_that_cannot_be_written_is_told_and_harms_nothing():
    os.mkdir("state.json.new")
    eq(store.save("state.json", {"n": 1}), False)
    eq(log.lines()[-1][2], "unsaved")


def test_roots_are_der_files_of_their_folder_in_order():
    eq(trust.names(), [])
    os.mkdir("roots")
    for name in ("b.der", "a.der", "readme.txt"):
        _write("roots/" + name, name)
    eq(trust.names(), ["a.der", "b.der"])
    eq(trust.read("a.der"), b"a.der")
    raises(OSError, trust.read, "gone.der")


def test_devices_are_read_one_at_a_time_whatever_is_in_their_texts():
    devices = [
        {"id": "a", "name": 'Лампа {"верх"}]}', "pins": {"out": {"gpio": 1}}, "options": {}},
        {"id": "b", "name": "\\", "room": '\\"{', "pins": {"out": 2, "button": 3}},
        {"id": "c", "name": "к" * 200},
    ]
    for separators in ((", ", ": "), (",", ":")):
        with open("devices.json", "w") as file:
            json.dump({"version": 1, "devices": devices}, file, separators=separators)
        for _ in range(2):
            eq(list(Entries("devices.json")), devices)


def test_the_place_of_a_file_is_told_with_its_content():
    eq(store.find("settings.json"), (None, None))
    with open("settings.json.old", "w") as file:
        file.write("{}")
    eq(store.find("settings.json"), ("settings.json.old", {}))


def test_rules_are_told_from_devices_whatever_comes_first():
    devices, rules = [{"id": "rules", "name": '"rules": [{'}], [{"when": {"a": "devices"}}, {}]
    for doc in (
        '{"version": 1, "devices": %s, "rules": %s}' % (json.dumps(devices), json.dumps(rules)),
        '{"rules" :\n%s,"devices":%s , "version":1}' % (json.dumps(rules), json.dumps(devices)),
    ):
        with open("devices.json", "w") as file:
            file.write(doc)
        eq(list(Entries("devices.json")), devices)
        eq(list(Entries("devices.json", b'"rules')), rules)
