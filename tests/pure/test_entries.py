"""devices.json taken apart as it comes: whatever the cuts, nothing is lost or made up."""

import json

from check import eq
from sbernode.definitions import Check
from sbernode.entries import Splitter

DEVICES = [
    {"id": "a", "name": 'quoted "}" and \\', "pins": {"out": {"gpio": 2}}, "options": {}},
    {"id": "b", "name": "Лампа {[", "list": [1, [2, {"x": "]"}]]},
    {},
]


def _split(text, size, depth=2):
    data, splitter, found = text.encode(), Splitter(depth), []
    for at in range(0, len(data), size):
        found += splitter.feed(data[at : at + size])
    return found, splitter.doc()


def _refuses(text):
    try:
        _split(text, 16)
    except ValueError:
        return True
    return False


def test_any_cuts_give_the_same_devices():
    text = json.dumps({"version": 1, "devices": DEVICES, "more": ["{", {"y": 1}]})
    whole = {"version": 1, "devices": [{}, {}, {}], "more": ["{", {}]}
    for size in (1, 2, 3, 7, 64, 4096):
        eq(_split(text, size), (DEVICES + [{"y": 1}], whole), "%d" % size)


def test_blanks_and_a_line_end_do_not_matter():
    text = ' {\n "devices" :\r\n\t[ {"id": "a"} ,\n {"id":"b"} ] , "version": 1 }\n'
    eq(_split(text, 5), ([{"id": "a"}, {"id": "b"}], {"version": 1, "devices": [{}, {}]}))


def test_devices_deeper_inside():
    text = json.dumps({"settings": {"wifi": {"ssid": "x"}}, "devices": {"devices": DEVICES}})
    eq(
        _split(text, 9, 3),
        (DEVICES, {"settings": {"wifi": {"ssid": "x"}}, "devices": {"devices": [{}, {}, {}]}}),
    )


def test_rules_are_told_from_devices_whatever_comes_first():
    rules = [{"when": {"devices": ["rules"]}, "do": [{}]}, {}]
    for names in (("devices", "rules"), ("rules", "devices")):
        texts = {"devices": DEVICES, "rules": rules}
        doc = ["%s\n :\t%s" % (json.dumps(n), json.dumps(texts[n])) for n in names]
        data = ('{"rules.of": [{"x": "rules"}],' + ",".join(doc) + "}").encode()
        for size in (1, 7, 4096):
            splitter, found = Splitter(), {True: [], False: []}
            for at in range(0, len(data), size):
                for entry in splitter.feed(data[at : at + size]):
                    found[splitter.rules].append(entry)
            eq(found, {True: rules, False: [{"x": "rules"}] + DEVICES}, "%s %d" % (names, size))


def test_what_is_not_whole_is_refused():
    text = json.dumps({"version": 1, "devices": DEVICES})
    for size in range(len(text)):
        eq(_refuses(text[:size]), True, text[:size])
    for bad in ("", "x", '{"a": 1}}', '{"devices": [{[]: 1}]}', "{} x"):
        eq(_refuses(bad), True, bad)


def test_a_check_of_a_file_finds_what_a_check_of_its_content_finds():
    devices = [
        {"id": "r", "kind": "relay", "name": "Реле", "pins": {"out": 2}},
        7,
        {"id": "r", "kind": "lamp", "name": "", "pins": {"out": 2}},
        {"kind": "relay", "pins": {"out": 2}},
    ]
    check = Check()
    check.feed(json.dumps({"version": 1, "devices": devices, "x": 1}).encode())
    found = [problem[:3] for problem in check.end()]
    eq(
        found,
        [
            ("", "x", "unknown_field"),
            ("#2", "", "not_an_object"),
            ("r", "name", "empty"),
            ("r", "id", "taken_id"),
            ("r", "kind", "unknown_kind"),
            ("#3", "id", "missing"),
            ("#3", "name", "missing"),
            ("#3", "pins.out", "pin_taken"),
        ],
    )
