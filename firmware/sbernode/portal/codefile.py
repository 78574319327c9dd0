"""Carry the infrared codes away and back, beside a backup. Loaded on request."""

import json
import os

from micropython import const

from sbernode import store
from sbernode.portal.request import Refused
from sbernode.portal.routes import UPLOAD

# As in infrared.codes, which is larger.
_FILE = const("codes.txt")


class Lines:
    """A body: the lines of codes.txt, notes among them; what is no text is left out."""

    def __len__(self):
        return sum([len(part) for part in self])

    def __iter__(self):
        more = b'{"lines":['
        try:
            with open(_FILE, "rb") as file:
                for line in file:
                    try:
                        yield more + json.dumps(line.decode().rstrip()).encode()
                        more = b","
                    except UnicodeError:
                        pass
        except OSError:
            pass  # nothing was learned yet
        yield b"]}" if more == b"," else more + b"]}"


async def get_codefile(portal, request):
    """Return the lines of codes.txt."""
    return 200, "application/json", Lines()


async def put_codefile(portal, request):
    """Put another codes.txt in the place of this one: text, each line with its end."""
    if portal.is_at_work("learn"):
        raise Refused(409, "busy")
    with open(UPLOAD, "rb") as file:
        file.seek(max(0, os.stat(UPLOAD)[6] - 1))
        if file.read(1) != b"\n":
            raise Refused(400, "bad_request")
    try:
        store.settle(_FILE)
        # From here on it is finished at the next start, if it is cut.
        os.rename(UPLOAD, _FILE + ".new")
        store.replace(_FILE)
    except OSError:
        raise Refused(507, "full")
