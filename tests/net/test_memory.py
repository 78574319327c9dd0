"""Fifty lost connections cost no memory: the 32-bit interpreter, compiled firmware, a small heap.

TLS is not counted: this interpreter keeps it outside of MicroPython's heap.
"""

import re

from host_tools import build
from net_broker import Broker
from net_faulty import Proxy
from net_home import furnish, logged, source, switched_on

# The simulator's stand-ins share this heap with the firmware, and are not compiled.
_HEAP = "160k"
_RECONNECTS = 50
_EARLY = 10
# What may differ from one moment to the other: lines kept by the log, a message on its way.
_NOISE = 1024
_FREE = re.compile(r"free (\d+)")

# The firmware itself, with one more thing to say whenever it is in service.
_MAIN = """
import builtins
import gc

_print = print

def _tell(*words, **how):
    _print(*words, **how)
    if words and str(words[0]).endswith("in service"):
        gc.collect()
        _print("free", gc.mem_free())

builtins.print = _tell
from sbernode.app import main
main()
"""


async def test_reconnecting_costs_no_memory(tmp_path, certificates, micropython_i386, mpy_cross):
    firmware = tmp_path / "firmware"
    build.build(firmware, firmware=source())
    (firmware / "main.py").write_text(_MAIN, "utf-8")
    async with Broker(certificates) as broker, Proxy(broker.port) as way:
        flash = furnish(tmp_path / "flash", way.port, {"own": broker.ca_der})
        machine = {"interpreter": micropython_i386, "firmware": firmware, "heap": _HEAP}
        async with switched_on(flash, speed=40, **machine) as board:
            await logged(board, "free")
            resets = len(board.resets)  # the first start ends in one, to begin with a clean heap
            for _ in range(_RECONNECTS):
                since = len(board.log)
                way.cut()
                await logged(board, "free", since)

            free = [int(found[1]) for line in board.log if (found := _FREE.fullmatch(line))]
            print("free after", _EARLY, free[_EARLY], "after", _RECONNECTS, free[-1])
            assert len(free) == _RECONNECTS + 1
            assert free[-1] >= free[_EARLY] - _NOISE
            assert len(board.resets) == resets
