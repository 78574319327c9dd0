"""What is in state.json at any moment: the power may be cut at each of them."""

import json
import time

from check import eq
from sbernode.app import App


class Devices:
    outs = ()

    def __init__(self):
        self.kept, self.busy = {}, False

    def save(self):
        return dict(self.kept)

    def is_busy(self):
        return self.busy


class Board:
    """As much of an App as _save() takes."""

    root = None

    def __init__(self, **kept):
        self.devices, self.cloud, self._places = Devices(), self, {}
        self._state = {"devices": kept, "checked": None, "panel": None}
        self._changed_at = time.ticks_ms()

    def _note_change(self):
        self._changed_at = time.ticks_ms()

    def save(self, busy, **kept):
        self.devices.kept, self.devices.busy = kept, busy
        self._note_change()
        App._save(self)
        with open("state.json") as file:
            return json.load(file)["devices"]


def test_where_a_motor_sets_out_from_is_forgotten_even_as_another_one_arrives():
    board = Board(left=1000, right=1000)
    eq(board.save(True, right=1000), {"right": 1000}, "the left one moves")
    eq(board.save(True, left=0), {"left": 0}, "now it has arrived, and the right one moves")
