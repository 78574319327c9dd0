"""Write the plan: the definitions as service needs them, once they are checked.

devices.plan has a line of JSON for each device, see resolve.py, then one that says "end";
rules.plan the same for rules, if there are any. They are made of devices.json and the table alone,
and made anew whenever either is another one.
Loaded for that, then dropped; build.py reads it.
"""

import json
import os

from sbernode.resolve import resolve

NAMES = ("devices.plan", "rules.plan")


def write(path: str):
    """Make the plans of a good devices.json. Raises OSError: the file system is full."""
    _replace(NAMES[0], map(resolve, Entries(path)))
    _replace(NAMES[1], Entries(path, b'"rules'))


def _replace(name, entries):
    """Write a file of these entries, one at a time; without rules there is no file of them."""
    count = 0
    with open(name + ".new", "w") as out:
        for entry in entries:
            count += 1
            json.dump(entry, out)
            out.write("\n")
        out.write('"end"\n')
    try:
        os.remove(name)
    except OSError:
        pass  # there is none
    if count or name == NAMES[0]:
        os.rename(name + ".new", name)
    else:
        os.remove(name + ".new")


class Entries:
    """The devices of a good devices.json, read one at a time: the whole would fill the heap.

    name: of the list they stand in, without its last quotation mark.
    """

    def __init__(self, path: str, name=b'"devices'):
        self._path, self._name = path, name

    def __iter__(self):
        depth, quoted, escaped = 0, False, False
        text, name = bytearray(), bytearray()
        for byte in self._bytes():
            if quoted:
                quoted = escaped or byte != 0x22
                escaped = not escaped and byte == 0x5C
            elif byte == 0x22:
                quoted = True
                if depth == 1:
                    name = bytearray()
            elif byte == 0x7B:
                depth += 1
            elif byte == 0x7D:
                depth -= 1
            if depth == 1 and quoted:
                name.append(byte)
            # The file is an object, the objects in its lists are devices or rules.
            elif name == self._name and (depth > 1 or text):
                text.append(byte)
                if depth == 1:
                    yield json.loads(text)
                    text = bytearray()

    def _bytes(self):
        with open(self._path, "rb") as file:
            while True:
                block = file.read(128)
                if not block:
                    return
                yield from block
