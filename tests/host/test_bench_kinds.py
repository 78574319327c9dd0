"""No kind takes more heap than the limit without a written reason; no reason stays in vain."""

import pytest

from host_tools import build
from host_tools.bench import heap, kinds


@pytest.fixture(scope="module")
def figures(tmp_path_factory, micropython_i386, mpy_cross):
    folder = tmp_path_factory.mktemp("bench")
    build.build(folder / "firmware")
    for path in heap._STANDINS.glob("*.py"):
        heap._compile(path, folder / "board" / path.with_suffix(".mpy").name)
    return kinds.figures(folder, micropython_i386)


def test_a_kind_above_the_limit_has_a_reason(figures):
    over = {name for name, (size, _, _) in figures.items() if size > kinds.LIMIT_BYTES}

    assert over <= set(kinds.REASONS)


def test_a_reason_is_given_only_where_it_may_be_needed(figures):
    near = kinds.LIMIT_BYTES * 0.85

    for name in kinds.REASONS:
        assert figures[name][0] > near, name


def test_a_board_loads_only_what_it_uses(figures):
    # relay: its own class and what it stands on, no drivers, no other kinds
    assert {name for name in figures["sensor_pir"][2] if ".kinds." in name} == {
        "sbernode.kinds.contact"
    }
    assert not [name for name in figures["light"][2] if ".drivers" in name]
