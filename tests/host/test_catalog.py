"""The generator of the compact tables: nothing is lost on the way, stale files are noticed."""

import json
import shutil
from types import SimpleNamespace

import pytest

import mpy
from host_tools import generate
from host_tools import sber_tables as catalog
from sbernode.sber import catalog as functions
from sbernode.sber import categories

FEATURES = json.loads((catalog.ROOT / catalog.FEATURES).read_text("utf-8"))
CATEGORIES = json.loads((catalog.ROOT / catalog.CATEGORIES).read_text("utf-8"))

# The same comparison inside MicroPython, where floats are short and the compiler is another one.
IN_MICROPYTHON = """
import json, sys
from sbernode.sber import catalog, categories
said = json.load(open(sys.argv[1]))
access = {"read": "r", "write": "w", "read_write": "rw"}
for name, row in said.items():
    got = catalog.feature(name)
    assert got[0] == row["type"][0] and got[1] == access[row["access"]], name
    for value, want in zip(got[2:5], (row["min"], row["max"], row["step"])):
        assert value == want or abs(value - want) < 1e-5, (name, value, want)
    assert list(got[5] or ()) == row["values"], name
said = json.load(open(sys.argv[2]))
for name, row in said.items():
    got = categories.category(name)
    assert list(got[0]) == row["required"] and list(got[2]) == row["optional"], name
    assert [list(group) for group in got[1]] == row["one_of"], name
assert categories.names() == sorted(said)
print("same")
"""


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """Return a project folder of which the generated files can be spoilt."""
    for name in (catalog.FEATURES, catalog.CATEGORIES):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(catalog.ROOT / name, tmp_path / name)
    shutil.copytree(catalog.ROOT / "boards", tmp_path / "boards")
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    # Only what depends on the copies.
    monkeypatch.setattr(generate, "for_people", lambda root: {})
    return tmp_path


def test_generated_files_match_their_source():
    for name, text in generate.outputs(generate.ROOT).items():
        present = (catalog.ROOT / name).read_text("utf-8")
        assert present == text, "".join(generate.difference(present, text, name))


def test_data_are_complete():
    # developers.sber.ru/docs/ru/smarthome/c2c: 96 functions, 29 categories
    assert (len(FEATURES), len(CATEGORIES)) == (96, 29)


@pytest.mark.parametrize("name", FEATURES)
def test_every_feature_survives_the_compact_form(name):
    row = FEATURES[name]

    letter, access, low, high, step, values = functions.feature(name)

    assert letter == row["type"][0]
    assert access == {"read": "r", "write": "w", "read_write": "rw"}[row["access"]]
    assert (low, high, step) == (row["min"], row["max"], row["step"])
    assert list(values or ()) == row["values"]
    if row["type"] == "INTEGER":
        assert {type(low), type(high), type(step)} == {int}


@pytest.mark.parametrize("name", CATEGORIES)
def test_every_category_survives_the_compact_form(name):
    row = CATEGORIES[name]

    required, groups, optional = categories.category(name)

    assert list(required) == row["required"]
    assert [list(group) for group in groups] == row["one_of"]
    assert list(optional) == row["optional"]


def test_events_are_those_that_the_documentation_describes_as_events():
    # `notify_only`, and the functions whose notes call them an event of the device
    described = {
        name
        for name, row in FEATURES.items()
        if row["docs_usage"] == "notify_only" or "event sent by the device" in row["notes"]
    }
    assert {name for name in FEATURES if functions.is_event(name)} == described


def test_both_tables_read_the_same_in_micropython(micropython, tmp_path):
    script = tmp_path / "compare.py"
    script.write_text(IN_MICROPYTHON)
    data = [catalog.ROOT / catalog.FEATURES, catalog.ROOT / catalog.CATEGORIES]

    outcome = mpy.run([micropython, script, *data], tmp_path, mpy.environment([mpy.FIRMWARE]))

    assert outcome.output.strip() == "same"


def test_command_writes_what_is_missing_then_is_content(copy, capsys):
    assert generate.run(SimpleNamespace(check=True)) == 1
    assert generate.run(SimpleNamespace(check=False)) == 0
    capsys.readouterr()

    assert generate.run(SimpleNamespace(check=True)) == 0

    assert capsys.readouterr().out.count("up to date") == 3
    assert not list(copy.rglob("*.new"))


def test_check_of_an_edited_file_prints_the_difference_and_fails(copy, capsys):
    generate.run(SimpleNamespace(check=False))
    path = copy / "firmware/sbernode/sber/catalog.py"
    path.write_text(path.read_text().replace("volume_int Irw 0 100 1", "volume_int Irw 0 99 1"))
    capsys.readouterr()

    code = generate.run(SimpleNamespace(check=True))

    shown = capsys.readouterr()
    assert code == 1
    assert "-volume_int Irw 0 99 1\n+volume_int Irw 0 100 1\n" in shown.out
    assert "1 stale file" in shown.err


def test_check_writes_nothing(copy):
    generate.run(SimpleNamespace(check=True))

    assert not (copy / "firmware").exists()


def test_changed_source_changes_the_version(copy):
    before = catalog.version(copy / catalog.FEATURES)
    path = copy / catalog.FEATURES
    path.write_text(path.read_text("utf-8").replace('"max": 100', '"max": 101', 1), "utf-8")

    assert catalog.version(path) != before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"type": "ENUM", "values": ["two words"]}, "'two words'"),
        ({"type": "ENUM", "values": ["a;b"]}, "'a;b'"),
        ({"type": "ENUM", "values": ["да"]}, "'да'"),
        ({"type": "ENUM", "values": []}, "needs values"),
        ({"type": "INTEGER", "min": 0, "max": 5, "step": None}, "needs min, max and step"),
        ({"type": "JSON"}, "'JSON' is not known"),
        ({"access": "admin"}, "'admin' is not known"),
    ],
)
def test_source_that_the_compact_form_cannot_hold_is_refused(change, words):
    row = {"type": "BOOL", "access": "read", "min": None, "max": None, "step": None, "values": []}

    with pytest.raises(catalog.BadSource, match=words):
        catalog.feature_line("x", row | change)


def test_category_with_an_unknown_function_is_refused():
    rows = {"x": {"required": ["online", "fly"], "one_of": [], "optional": []}}

    with pytest.raises(catalog.BadSource, match="fly is not a known function"):
        catalog.render_categories(rows, {"online": {}}, "0")
