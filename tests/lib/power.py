"""Cut the power of a board at each change of its file system, in MicroPython.

modules: those that touch files; they get an `os` and an `open` of ours meanwhile.
"""

import io
import os


class _PowerCut(Exception):
    """The power is gone."""


class _Disk:
    """os and open that go away after so many changes of the file system."""

    def __init__(self, changes):
        self.left = changes

    def change(self):
        if not self.left:
            raise _PowerCut
        self.left -= 1

    def rename(self, old, new):
        self.change()
        os.rename(old, new)

    def remove(self, name):
        os.stat(name)  # one that is not there is no change
        self.change()
        os.remove(name)

    def stat(self, name):
        return os.stat(name)

    def open(self, name, mode="r"):
        if "r" in mode:
            return open(name, mode)
        self.change()
        return _File(self, open(name, mode))


class _File(io.IOBase):
    """A file that is written to; what was written before the cut is there."""

    def __init__(self, disk, file):
        self._disk, self._file = disk, file

    def write(self, data):
        self._disk.change()
        return self._file.write(data)

    def close(self):
        self._file.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def cut_after(modules, changes: int, work) -> bool:
    """Do the work with a disk that goes away; return whether it was cut."""
    disk = _Disk(changes)
    for module in modules:
        module.os, module.open = disk, disk.open
    try:
        work()
        return False
    except _PowerCut:
        return True
    finally:
        for module in modules:
            module.os, module.open = os, open


def at_every_cut(modules, begin, work, claim) -> int:
    """Cut the power at each change of the file system in turn, then do it whole.

    claim(changes, was_cut) is called after each; returns how many changes the whole takes.
    """
    changes = 0
    while True:
        begin()
        was_cut = cut_after(modules, changes, work)
        claim("after %d: %s" % (changes, sorted(os.listdir())), was_cut)
        if not was_cut:
            return changes
        changes += 1
