"""codes.txt: the infrared codes of all devices, a line each, found without loading the file.

Of two lines with one device and key the first counts. What is no code is left as it is, so that
people may write notes. See the package for the form of a line.
"""

import asyncio
from array import array

from micropython import const

from sbernode import forget

FILE = "codes.txt"
# A train of `signal` at its longest, and more; what is longer is no code.
_LONGEST = const(2048)
_KEY = const(160)


class Codes:
    """The codes of one device: where their lines are, found by a hash of the key.

    Six bytes for each code: an air conditioner may have hundreds.
    """

    def __init__(self, device_id: str):
        self._id = device_id
        self.keys()

    def keys(self) -> list:
        """Return all keys, `function` or `function=value`; takes note where they are."""
        found = []
        self._places, hashes = array("I"), bytearray()
        for at, device, key in lines():
            if device == self._id:
                found.append(key)
                self._places.append(at)
                hashes += _hash(key)
        self._hashes = bytes(hashes)
        return found

    def find(self, key: str):
        """Return [protocol, data] of a key, None if there is none."""
        wanted = _hash(key)
        for again in (True, False):
            at, stale = -1, False
            while True:
                at = self._hashes.find(wanted, at + 1)
                if at < 0:
                    break
                if at % 2 == 0:
                    parts = _line(self._places[at // 2]).split()
                    if parts[:2] == [self._id, key]:
                        return parts[2:]
                    stale = True
            if not stale or not again:
                return None
            # The file has changed since, or two keys have one hash.
            self.keys()
        return None


def lines():
    """Yield (place, device, key) of each line of the file."""
    try:
        with open(FILE, "rb") as file:
            at, begins = 0, True
            while True:
                # Only the beginning of a line is looked at, however long it is.
                text = file.readline(_KEY)
                if not text:
                    return
                parts = text.split(None, 2) if begins else ()
                if len(parts) > 1:
                    try:
                        yield at, parts[0].decode(), parts[1].decode()
                    except UnicodeError:
                        pass  # of a damaged file: nobody can ask for it
                begins = text.endswith(b"\n")
                at += len(text)
    except OSError:
        return  # there is no file: nothing was learned yet


def _line(at):
    try:
        with open(FILE, "rb") as file:
            file.seek(at)
            return file.readline(_LONGEST).decode()
    except (OSError, UnicodeError):
        return ""


def _hash(key):
    return (hash(key) & 0xFFFF).to_bytes(2, "little")


def settle():
    """Finish a change of the file that the power cut. Called at the start."""
    from sbernode import store

    store.settle(FILE)
    forget("store")


async def change(device_id: str, key: str, code=None):
    """Put a code, (protocol, data), in the place of the one this key has; None: remove that one.

    Raises OSError: the old file is still there.
    """
    from sbernode import store

    store.settle(FILE)
    mine = [device_id.encode(), key.encode()]
    try:
        old = open(FILE, "rb")
    except OSError:
        old = None  # nothing was learned yet, or all was forgotten
    try:
        with open(FILE + ".new", "wb") as new:
            while old:
                line = old.readline(_LONGEST)
                if not line:
                    break
                if line.split(None, 2)[:2] != mine:
                    new.write(line if line.endswith(b"\n") else line + b"\n")
                # Hundreds of lines take a second.
                await asyncio.sleep_ms(0)
            if code:
                new.write(("%s %s %s %s\n" % (device_id, key, code[0], code[1])).encode())
    finally:
        if old:
            old.close()
    store.replace(FILE)
    forget("store")
