"""Simulated time is exact: it moves only while the firmware waits, and ticks wrap as on boards.

Period of ticks_ms on ESP32 and RP2: 2**30 (py/mpconfig.h, MICROPY_PY_TIME_TICKS_PERIOD).
"""

import asyncio
import time

import sim
from machine import WDT, Timer

from check import eq, raises


def test_ticks_start_20_s_before_they_wrap():
    eq(time.ticks_ms(), (1 << 30) - 20000)
    before = time.ticks_ms()
    time.sleep_ms(25000)
    eq(time.ticks_ms(), 5000)
    eq(time.ticks_diff(time.ticks_ms(), before), 25000)
    eq(time.ticks_diff(before, time.ticks_ms()), -25000)
    eq(time.ticks_add(before, 25000), 5000)
    raises(OverflowError, time.ticks_add, 0, 1 << 29)


def test_time_stands_still_while_code_runs():
    before = time.ticks_us()
    for _ in range(5000):
        time.ticks_ms()
    eq(time.ticks_us(), before)


def test_a_loop_that_only_asks_the_time_ends():
    end = time.ticks_add(time.ticks_ms(), 50)
    while time.ticks_diff(end, time.ticks_ms()) > 0:
        pass


def test_sleeps_are_exact_to_the_microsecond():
    before = time.ticks_us()
    time.sleep_us(250)
    time.sleep_us(900)
    eq(time.ticks_diff(time.ticks_us(), before), 1150)
    time.sleep(1.5)
    eq(sim.now(), 1501)


def test_timers_fire_on_time_in_order_and_without_drift():
    seen = []
    Timer(period=10, callback=lambda timer: seen.append(("a", sim.now())))
    Timer(period=25, mode=Timer.ONE_SHOT, callback=lambda timer: seen.append(("b", sim.now())))
    time.sleep_ms(31)
    eq(seen, [("a", 10), ("a", 20), ("b", 25), ("a", 30)])


def test_a_stopped_timer_is_silent():
    seen = []
    timer = Timer(period=10, callback=lambda timer: seen.append(sim.now()))
    time.sleep_ms(10)
    timer.deinit()
    time.sleep_ms(50)
    eq(seen, [10])
    timer.init(period=5, mode=Timer.ONE_SHOT, callback=lambda timer: seen.append(sim.now()))
    time.sleep_ms(50)
    eq(seen, [10, 65])


def test_a_year_of_minutes_passes_at_once():
    async def year():
        for _ in range(525):
            await asyncio.sleep(60000)

    asyncio.run(year())
    eq(sim.now(), 525 * 60000 * 1000)


def test_tasks_wake_in_time_order_across_the_wrap():
    order = []

    async def sleeper(name, ms):
        await asyncio.sleep_ms(ms)
        order.append((name, sim.now()))

    async def main():
        await asyncio.gather(sleeper("late", 20005), sleeper("soon", 19990), sleeper("mid", 20000))

    asyncio.run(main())
    eq(order, [("soon", 19990), ("mid", 20000), ("late", 20005)])


def test_a_task_that_never_sleeps_does_not_stop_time():
    fired = []

    async def main():
        Timer(period=3, mode=Timer.ONE_SHOT, callback=fired.append)
        while not fired:
            await asyncio.sleep_ms(0)

    asyncio.run(main())


def test_waiting_for_what_can_never_come_is_an_error_not_a_hang():
    async def main():
        await asyncio.ThreadSafeFlag().wait()

    message = str(raises(RuntimeError, asyncio.run, main()))
    if "nothing can wake it" not in message:
        raise AssertionError(message)


def test_the_watchdog_bites_when_it_is_not_fed():
    dog = WDT(timeout=1000)
    for _ in range(5):
        time.sleep_ms(900)
        dog.feed()
    eq(raises(SystemExit, time.sleep_ms, 1001).args[0], 114)
    eq(sim.now(), 5500)
