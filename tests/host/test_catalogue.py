"""What `catalogue` says: every category, every function, who has it."""

import json
from types import SimpleNamespace

from host_tools import catalogue
from host_tools.sber_tables import CATEGORIES, ROOT


def test_every_function_is_bound_or_the_reason_is_given(capsys):
    code = catalogue.run(SimpleNamespace(json=False))

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    left = catalogue.unbound(catalogue.categories())
    assert set(left) == set(catalogue.WHY)
    assert lines[-1] == f"categories 29 of 29, functions {96 - len(left)} of 96"


def test_what_is_missing_in_a_category_is_said(capsys):
    catalogue.run(SimpleNamespace(json=False))

    text = capsys.readouterr().out
    # c2c/gate: the halves are optional there, and no kind of ours has them
    assert "not bound here: open_left_percentage" in text


def test_for_machines_it_has_every_category_with_its_functions(capsys):
    catalogue.run(SimpleNamespace(json=True))

    found = json.loads(capsys.readouterr().out)
    known = json.loads((ROOT / CATEGORIES).read_text("utf-8"))
    assert list(found) == list(known)
    for name, entry in found.items():
        assert set(known[name]["required"]) <= set(entry["functions"]), name
    assert "SCD4X" in found["sensor_air"]["parts"]
