"""JSON files that survive a power cut: written anew, then renamed, the one before kept."""

import json
import os

from sbernode import log

_ENDINGS = ("", ".new", ".old")


def load(name: str, sealed: bool = False):
    """Return what find() found."""
    return find(name, sealed)[1]


def find(name: str, sealed: bool = False):
    """Return (path, content) of the first good one of the file, its new and its old copy.

    (None, None) if there is none.
    sealed: the file is one of save(), so it ends with a line end; a cut one does not, and the
    board's JSON reader would take many a cut text for a whole one.
    Raises ValueError if there are files and none of them is good: then a person must look.
    """
    for path in paths(name, sealed):
        try:
            with open(path, "rb") as file:
                return path, json.load(file)
        except (OSError, ValueError):
            pass
    if exists(name):
        raise ValueError(name)
    return None, None


def paths(name: str, sealed: bool = False):
    """Yield the paths of the file, its new and its old copy that hold something; see find."""
    for ending in _ENDINGS:
        try:
            with open(name + ending, "rb") as file:
                good = _is_whole(name + ending, file) if sealed else file.read(1)
        except OSError:
            continue
        if good:
            yield name + ending


def exists(name: str) -> bool:
    """Tell whether there is a file, or a copy of it."""
    for ending in _ENDINGS:
        try:
            os.stat(name + ending)
            return True
        except OSError:
            pass
    return False


def save(name: str, doc) -> bool:
    """Replace the file; at no moment is there neither the old nor the new content.

    False: the file system is full or cannot be written; the old content is still there.
    """
    try:
        _finish(name)
        with open(name + ".new", "w") as file:
            json.dump(doc, file)
            file.write("\n")
        replace(name)
    except OSError as wrong:
        log.error("app", "unsaved", name, str(wrong))
        return False
    return True


def replace(name: str, source=None):
    """Put name.new, or source, which is complete, in the place of the file.

    That one is kept as name.old. Raises OSError.
    """
    try:
        os.rename(name, name + ".old")
    except OSError:
        pass  # the first time there is none
    os.rename(source or name + ".new", name)


def settle(name: str):
    """Have no new copy beside the file: the next replace() that is cut must not bring it out."""
    _finish(name)
    try:
        os.remove(name + ".new")
    except OSError:
        pass  # as it should be


def remove(name: str):
    """Remove a file with its copies; a cut on the way leaves the file or nothing."""
    for ending in reversed(_ENDINGS):
        try:
            os.remove(name + ending)
        except OSError:
            pass  # not there


def remove_copies(name: str):
    """Remove the copies of a file that is there: what it no longer says is to be forgotten."""
    for ending in _ENDINGS[1:]:
        try:
            os.remove(name + ending)
        except OSError:
            pass  # not there


def _finish(name):
    """Do the last step of a save that was cut between its two renames."""
    try:
        os.stat(name)
    except OSError:
        try:
            with open(name + ".new", "rb") as file:
                is_whole = _is_whole(name + ".new", file)
        except OSError:
            return
        if is_whole:
            os.rename(name + ".new", name)


def _is_whole(name, file):
    """Tell whether the open file ends as save() ends one; the file is at its start then."""
    size = os.stat(name)[6]
    file.seek(max(0, size - 1))
    last = file.read(1)
    file.seek(0)
    return last == b"\n"
