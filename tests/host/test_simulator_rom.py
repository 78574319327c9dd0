"""The stand-ins as an image outside the heap: the same board, and more room for the firmware."""

import pytest

from host_tools.simulator import rom
from host_tools.simulator.process import Board

MEASURE = "import gc, machine, network, ntptime, sim, time\ngc.collect()\nprint(gc.mem_alloc())\n"


@pytest.fixture(scope="session")
def image(tmp_path_factory):
    return rom.build(tmp_path_factory.mktemp("rom"))


@pytest.fixture
def firmware(tmp_path):
    lines = "from machine import Pin\nPin(16, Pin.OUT, value=1)\n" + MEASURE
    (tmp_path / "main.py").write_text(lines, encoding="utf-8")
    return tmp_path


def used(firmware, interpreter, image):
    with Board(firmware, firmware=firmware, interpreter=interpreter, rom=image) as board:
        board.wait(16, 1)
        board.wait_log("main.py has ended")
        return int(board.log[0])


def test_it_is_the_same_board_with_less_in_the_heap(firmware, micropython_i386, image):
    assert used(firmware, micropython_i386, image) < used(firmware, micropython_i386, None) / 1.5
