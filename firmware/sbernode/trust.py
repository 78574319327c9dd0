"""The trusted roots: DER files in a folder that the owner can fill, and the one that fits.

The first connection tries them one by one, as a board cannot hold them all; the name of the one
that verified is kept, so later connections load that one only.
"""

import os

FOLDER = "roots"


def names() -> list:
    """Return the names of the root files, sorted."""
    try:
        return sorted([name for name in os.listdir(FOLDER) if name.endswith(".der")])
    except OSError:
        return []


def read(name: str) -> bytes:
    """Return the DER bytes of a root. Raises OSError."""
    path = FOLDER + "/" + name
    with open(path, "rb") as file:
        # One block of the right size: read() without it would take half as much again.
        return file.read(os.stat(path)[6])
