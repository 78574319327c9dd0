"""Tasks of modules that are to be forgotten: nothing of them stays. In MicroPython's own time."""

import asyncio
import gc

from check import near
from sbernode import watch

# In CPython a task that is over is no riddle.
ENGINES = ("mpy", "mpyO2", "mpy32")


async def _work(block):
    while True:
        await asyncio.sleep_ms(5)


async def _level(size):
    """Return how much is in use once a task with so long a block is over."""
    task = watch.apart(_work(bytearray(size)))
    # This task was before that one in the queue, and then not again: see watch.apart.
    await asyncio.sleep_ms(12)
    task.cancel()
    task = None
    for _ in range(3):
        await asyncio.sleep_ms(20)
    gc.collect()
    return gc.mem_alloc()


async def test_a_task_that_is_over_holds_nothing():
    before = await _level(1000)
    near(await _level(50000), before, 1000)
