"""Run in MicroPython: put the image of SIM_ROM into memory, then run a script, or the firmware.

`micropython rom_start.py [SCRIPT [ARGUMENT ...]]`. See rom.py. Needs the `ffi` module.
"""

import sys

import ffi
import uctypes
import uos
import vfs


def mount(path: str) -> None:
    """Make the image's files importable; its memory is malloc's and is never given back."""
    size = uos.stat(path)[6]
    address = ffi.open(None).func("p", "malloc", "L")(size)
    memory = uctypes.bytearray_at(address, size)
    with open(path, "rb") as file:
        file.readinto(memory)
    vfs.mount(vfs.VfsRom(memoryview(memory)), "/standins")
    sys.path[0] = "/standins"  # in the place of this script's folder


mount(uos.getenv("SIM_ROM"))
sys.argv.pop(0)
if sys.argv:
    with open(sys.argv[0]) as script:
        program = compile(script.read(), sys.argv[0], "exec")
    exec(program, {"__name__": "__main__"})  # noqa: S102  what micropython itself would run
else:
    import _sim.start  # noqa: F401  runs the firmware
