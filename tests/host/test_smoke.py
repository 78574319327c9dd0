"""The homes of `smoke`: sound, complete, and each thing in them is driven. It runs by itself."""

import json

import pytest

from host_tools import boards, check, check_codes, smoke
from host_tools.rooms import room
from host_tools.smoke_homes import HOMES, Near
from host_tools.smoke_homes.remotes import _nec, _rc5

KINDS = room("kinds.table").names()


def devices(home) -> list[dict]:
    return json.loads(home.DEVICES.read_text("utf-8"))["devices"]


def test_every_kind_lives_in_some_home():
    kinds = {entry["kind"] for home in smoke.homes() for entry in devices(home)}

    assert kinds == set(KINDS)


each_home = pytest.mark.parametrize("home", smoke.homes(), ids=HOMES)


@each_home
def test_a_home_passes_the_check_of_its_board(home):
    board = boards.load(home.BOARD)
    found, doc = check.check_devices(home.DEVICES, board)
    if home.CODES:
        found += check_codes.check_codes(home.CODES, doc)

    assert [entry["text"] for entry in found if entry["severity"] == "error"] == []


@each_home
def test_every_device_of_a_home_is_seen_to_do_something(home):
    told = {row.device for row in home.ROWS if row.pin or row.states or row.event}

    assert told == {entry["id"] for entry in devices(home)}


def test_what_is_near_is_equal_and_nothing_else():
    assert Near(1000, 0.02) == 1020
    assert Near(1000, 0.02) != 1021
    assert Near(1, 0.5) != True  # noqa: E712  a truth is no measurement
    assert Near(1, 0.5) != "1"


# Vishay, Data Formats for IR Remote Control: NEC bit by bit, address 04 and command 08 with their
# complements, the lowest bit first; RC5 half bit by half bit: 1 1 0 00000 110101.
NEC_04_08 = (
    "38000 9000 4500 560 560 560 560 560 1690 560 560 560 560 560 560 560 560 560 560 "
    "560 1690 560 1690 560 560 560 1690 560 1690 560 1690 560 1690 560 1690 "
    "560 560 560 560 560 560 560 1690 560 560 560 560 560 560 560 560 "
    "560 1690 560 1690 560 1690 560 560 560 1690 560 1690 560 1690 560 1690 560"
)
RC5_00_35 = (
    "36000 889 889 1778 889 889 889 889 889 889 889 889 889 889 "
    "1778 889 889 1778 1778 1778 1778 889"
)


def test_expected_trains_are_those_of_the_standards():
    assert _nec(0x04, 0x08) == NEC_04_08
    assert _nec(0x04, 0x08) == NEC_04_08 + " 40000"
    assert _nec(0x04, 0x08) != NEC_04_08.replace("1690", "560", 1)
    assert _nec(0x04, 0x08) != NEC_04_08[:-4]
    assert _rc5(0, 0x35) == RC5_00_35
    assert _rc5(0, 0x34) != RC5_00_35
