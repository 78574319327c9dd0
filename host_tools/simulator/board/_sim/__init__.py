"""The inside of the simulated board: clock, pins, parts, radio, control connection.

Firmware never imports this package; the stand-ins (`machine`, `network`, `time` ...) do. It takes
its orders from the environment (SIM_BOARD, SIM_SPEED ...; see host_tools/simulator/process.py).
Nothing here may keep much memory: it shares the interpreter's heap with the firmware.
"""

import sys

# Frozen asyncio and the firmware find these instead of the built-in modules: a task queue on the
# simulated clock, `schedule` that waits for the end of an interrupt, the board's sys.platform.
from _sim import tasks, upsys, upy, wire

sys.modules["_asyncio"] = tasks
sys.modules["micropython"] = upy
sys.modules["sys"] = upsys
wire.connect()  # before asyncio makes its poll object
