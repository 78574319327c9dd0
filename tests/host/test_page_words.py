"""The words of the set-up page: for everything, in both languages, and none too many."""

import json
import re

import pytest

from check_codes import rules_of
from host_tools import check, check_words, page
from host_tools.rooms import FIRMWARE, room

KINDS = room("kinds.table").names()
WORDS, CODES, LOG = (page.read(name) for name in ("words", "codes", "log"))
TEXTS = page.texts()
SCRIPTS = {name: (page.PAGE / f"{name}.js").read_text("utf-8") for name in page.SCRIPTS}
ALL = "".join(SCRIPTS.values())

each_kind = pytest.mark.parametrize("kind", KINDS)


def pairs(found, name=""):
    """Yield every [English, Russian] of a table with its place."""
    if isinstance(found, dict):
        for key, each in found.items():
            if key not in page._PLAIN:
                yield from pairs(each, f"{name}.{key}")
    elif isinstance(found, list) and all(isinstance(each, str) for each in found):
        yield name, found
    elif isinstance(found, list):
        for each in found:
            yield from pairs(each, name)


@pytest.mark.parametrize("table", [WORDS, CODES, TEXTS], ids=["words", "codes", "kinds"])
def test_every_text_is_there_in_both_languages(table):
    # what is the same in both: names, numbers, signs
    same = re.compile(r"[A-Z0-9][\w-]*|%|°C|Wi-Fi|Sber|Id")
    found = list(pairs(table))

    assert len(found) > 40
    for name, texts in found:
        assert len(texts) == 2 and all(text.strip() for text in texts), name
        assert not re.search("[а-яА-ЯёЁ]", texts[0]), name
        assert re.search("[а-яА-ЯёЁ]", texts[1]) or same.fullmatch(texts[1]), name
        assert sorted(re.findall(r"\{\w+\}", texts[0])) == sorted(
            re.findall(r"\{\w+\}", texts[1])
        ), name


def _used() -> tuple[set[str], set[str]]:
    """Return the names the scripts use outright, and how those begin that are put together."""
    return set(page._WORD.findall(ALL)), set(page._PART.findall(ALL))


def test_every_word_that_is_used_exists():
    names, parts = _used()

    assert len(names) > 150 and names <= set(WORDS)
    for part in parts:
        assert any(key.startswith(part) for key in WORDS), part


@pytest.mark.parametrize(
    ("part", "names"),
    [
        ("step_", r"STEPS = (\[.*?\])"),
        ("tab_", r"TABS = (\[.*?\n\])"),
        ("trial_", r"TRIAL = (\[.*?\])"),
        ("fix_", r"CURE = (\{.*?\})"),
        ("grade_", r"MARKS = (\{.*?\})"),
    ],
)
def test_words_that_are_put_together_exist(part, names):
    listed = re.search(names, ALL, re.S)[1]
    if part == "fix_":
        found = set(re.findall(r": \"(\w+)\"", listed))
    elif part == "tab_":
        found = set(re.findall(r"\[\"(\w+)\"", listed))
    elif part == "grade_":
        found = set(re.findall(r"(\w+):", listed))
    else:
        found = set(re.findall(r"\"(\w+)\"", listed))

    assert found and {part + name for name in found} <= set(WORDS)


def test_no_word_is_left_over():
    names, parts = _used()
    quoted = set(re.findall(r'"(\w+)"', ALL))

    assert not {
        key for key in WORDS if key not in names | quoted and not key.startswith(tuple(parts))
    }


def test_words_a_trial_can_say_are_those_of_a_step():
    states = {"todo", "run", "ok", "fail", "skip"}

    assert {key[6:] for key in WORDS if key.startswith("state_")} == states


# Codes


def _texts() -> dict[str, str]:
    return dict(line.split(": ", 1) for line in room("texts")._TEXTS.strip().split("\n"))


def test_every_line_of_the_log_has_russian_words():
    for code, text in _texts().items():
        russian = LOG.get(code) or CODES[code][0][1]
        places = len(re.findall("%[sd]", text))
        assert set(re.findall(r"\{(\d+)\}", russian)) <= set(map(str, range(places))), code
    assert set(LOG) <= set(_texts())


def test_every_reason_of_a_failed_link_has_a_remedy():
    source = (FIRMWARE / "sbernode" / "packets.py").read_text("utf-8")
    assert "class LinkDown" in source
    raised = set()
    for path in (FIRMWARE / "sbernode").rglob("*.py"):
        raised |= set(re.findall(r'LinkDown\(\s*"(\w+)"', path.read_text("utf-8")))

    assert len(raised) > 8
    assert raised <= set(CODES)


# What only somebody without the page can run into: its own requests are well-formed.
OF_OTHERS = {
    "bad_request", "bad_method", "bad_version", "no_length", "head_too_long", "not_here",
    "not_found", "bad_json", "no_settings", "not_done",
}  # fmt: skip


# Refusals of "blink" and "watch", said in the words of the checks.
OF_A_PIN = ("forbidden_pin", "input_only", "no_input", "no_pull")


def test_every_refusal_of_the_board_has_words():
    refused = set()
    for path in (FIRMWARE / "sbernode" / "portal").glob("*.py"):
        text = path.read_text("utf-8")
        refused |= set(re.findall(r'Refused\(\d+, "(\w+)"', text))

    assert refused <= set(CODES) | set(OF_A_PIN) | OF_OTHERS


def test_what_is_said_of_a_pin_that_is_refused_is_complete():
    # complain() has the number of the pin, and why it is what it is
    rules = page.data()["rules"]

    assert "DATA.rules[code]" in SCRIPTS["core"]
    for code in OF_A_PIN:
        assert set(re.findall(r"\{(\w+)\}", str(rules[code]))) == {"gpio", "why"}


def _keys(name: str) -> set[str]:
    """Return the keys of a table of the scripts."""
    listed = re.search(rf"const {name} = \{{(.*?)\}};", SCRIPTS["faults"], re.S)[1]
    return set(re.findall(r'"?([\w.]+)"?: "', listed))


def test_every_field_of_the_files_has_a_name_in_words():
    settings, definitions = room("settings"), room("definitions")
    typed = {
        f"{part}.{name}"
        for part, name in settings._FIELDS
        if part in settings._NEEDED  # the others are not typed in
    }

    assert typed | set(settings._NEEDED) | set(settings._TEXTS) | {"ntp", "version"} <= _keys(
        "FIELDS"
    )
    assert _keys("DEVICE_FIELDS") == set(definitions._FIELDS)
    tables = re.search(r"const FIELDS = .*?\};.*?\};", SCRIPTS["faults"], re.S)[0]
    assert set(re.findall(r': "(\w+)"', tables)) <= set(WORDS)


def test_every_rule_of_the_checks_reaches_the_page():
    given = page.data()["rules"]

    # but those that the board's own checks never give
    of_a_board = rules_of("definitions") | rules_of("settings") | rules_of("check_rules")
    assert not of_a_board & set(check_words.HERE)
    assert set(given) == set(check_words.TEXTS) - set(check_words.HERE)
    assert given["not_an_object"] == [
        "must be an object in braces { }",
        "здесь должен быть объект в скобках { }",
    ]
    # the page knows what to put into each place
    places = {place for texts in given.values() for place in re.findall(r"\{(\w*)\}", str(texts))}
    assert places == {"value", "detail", "gpio", "why", "kind"}


def test_rules_that_only_warn_are_the_same_here():
    listed = re.search(r"WARNS = (\[.*?\])", SCRIPTS["checks"])[1]

    assert set(room("definitions").WARNINGS) <= set(json.loads(listed))


# Kinds


@each_kind
def test_every_kind_has_a_place_words_and_an_icon(kind):
    members = [name for group in TEXTS["groups"] for name in group["members"]]

    assert members.count(kind) == 1 and len(members) == len(KINDS)
    assert kind in TEXTS["kinds"] and kind in TEXTS["about"]
    assert re.search(rf"^  {kind}:\s", SCRIPTS["icons"], re.M)


@each_kind
def test_every_role_and_choice_of_wiring_has_words(kind):
    loaded = room("kinds.table").find(kind)

    # a set without words of its own is called by its roles
    for role in loaded.roles:
        assert role in TEXTS["roles"] or f"{kind}.{role}" in TEXTS["roles"], role


@each_kind
def test_every_option_has_words_for_it_and_its_values(kind):
    for name, default, takes in room("kinds.table").find(kind).options:
        about = TEXTS["options"].get(f"{kind}.{name}") or TEXTS["options"][name]
        if takes == "device":
            assert about["hint"]
        elif isinstance(takes[0], str):
            # what has no words is shown as it is: the name of a part
            assert set(about.get("values", {})) <= set(takes)
        else:
            # what is shown can be typed again without loss
            by = about.get("by", 1)
            for value in (default, *takes):
                assert round(float(f"{value / by:g}") * by) == value


@each_kind
def test_every_function_a_device_can_show_has_words(kind):
    table = room("kinds.table")
    for _, tokens in table.find(kind).items():
        must, may = table.split(tokens)
        pins = {role: gpio for gpio, role in enumerate(must + may)}
        doc = {"devices": [{"id": "it", "kind": kind, "name": "It", "pins": pins}]}
        (row,) = check.summary(doc)
        assert set(row["functions"]) <= set(TEXTS["functions"])


def test_values_one_can_choose_have_words():
    for key, values in TEXTS["choices"].items():
        assert key in TEXTS["functions"]
        assert all({f"{key}.{value}", value} & set(TEXTS["values"]) for value in values)
