"""Switch the simulated board on: run boot.py and main.py of the firmware, as a board does.

Run by host_tools/simulator/process.py as a script. The firmware is the first folder of the path,
after the stand-ins, that has a main.py.
"""

import sys

if __name__ == "__main__":
    sys.path.pop(0)  # this folder; nothing in it is for the firmware
import time  # noqa: F401  brings the simulated clock

import uos

from _sim import clock, wire


def main() -> None:
    """Run boot.py and main.py, then keep the interrupts going, as the prompt of a board does."""
    for name in ("boot.py", "main.py"):
        _run(name)
    if wire.control is None:
        return
    print("simulator: main.py has ended; interrupts still work")
    while True:
        clock.wait(None)


def _run(name: str) -> None:
    for folder in sys.path[1:]:
        path = folder + "/" + name
        try:
            uos.stat(path)
        except OSError:
            continue
        with open(path) as file:
            code = compile(file.read(), path, "exec")
        try:
            exec(code, {"__name__": "__main__"})
        except Exception as error:
            sys.print_exception(error)
            if wire.control is None:
                sys.exit(1)
        return


try:
    main()
except SystemExit:
    sys.exit(112 if clock.stopped is None else clock.stopped)  # sys.exit() restarts a board
except KeyboardInterrupt:
    sys.exit(130)
