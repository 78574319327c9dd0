"""A nap of the loop: as long as asked for, ended early by set(), and never by mistake."""

import asyncio
import time

from check import eq, true
from sbernode.cloud import Nap


def _took(work):
    began = time.ticks_ms()
    asyncio.run(work)
    return time.ticks_diff(time.ticks_ms(), began)


def test_it_lasts_as_long_as_asked_for():
    true(100 <= _took(Nap().wait(100)) < 1000)


def test_set_before_the_wait_ends_the_next_one_only():
    nap = Nap()

    async def work():
        nap.set()
        nap.set()
        await nap.wait(5000)
        await nap.wait(100)

    true(100 <= _took(work()) < 1000)


def test_set_during_the_wait_ends_it():
    nap = Nap()

    async def work():
        ended = []

        async def sleeper():
            for _ in range(3):
                await nap.wait(5000)
                ended.append(1)

        task = asyncio.create_task(sleeper())
        for n in range(3):
            await asyncio.sleep_ms(20)
            eq(len(ended), n)
            nap.set()
            nap.set()  # before the sleeper had its turn: once is enough
        await task

    true(_took(work()) < 1000)


def test_set_does_not_disturb_a_task_that_does_something_else():
    nap = Nap()

    async def work():
        async def sleeper():
            await nap.wait(1)
            await asyncio.sleep_ms(100)
            await nap.wait(5000)

        task = asyncio.create_task(sleeper())
        await asyncio.sleep_ms(50)
        nap.set()
        await task

    true(100 <= _took(work()) < 1000)


def test_a_cancelled_task_is_cancelled():
    nap = Nap()

    async def work():
        task = asyncio.create_task(nap.wait(5000))
        await asyncio.sleep_ms(20)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            return
        raise AssertionError("it went on")

    true(_took(work()) < 1000)
