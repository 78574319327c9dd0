"""The calendar clock before and after network time, with the epoch of ESP32 (docs: time)."""

import time

import ntptime
import sim
from machine import RTC

from check import eq, near, raises

BOARD = "esp32"
ENV = {"SIM_CLOCK": "unset"}
_1970_TO_2000 = 946684800


def test_the_clock_starts_in_2000_and_network_time_sets_it():
    import utime  # the host's own clock

    eq(time.time(), 0)
    eq(time.gmtime()[:6], (2000, 1, 1, 0, 0, 0))
    ntptime.settime()
    near(time.time() + _1970_TO_2000, utime.time(), 2)
    time.sleep(3600)
    near(time.time() + _1970_TO_2000, utime.time() + 3600, 2)


def test_silent_network_time_takes_its_timeout_and_leaves_the_clock():
    sim.net(ntp="silent")
    raises(OSError, ntptime.settime)
    eq(sim.now(), 1000)
    eq(time.time(), 1)


def test_mktime_and_gmtime_are_inverse():
    for parts in ((2026, 8, 19, 12, 30, 45), (2024, 2, 29, 23, 59, 59), (2000, 1, 1, 0, 0, 0)):
        eq(time.gmtime(time.mktime(parts + (0, 0)))[:6], parts)
    eq(time.mktime((2000, 3, 1, 0, 0, 0, 0, 0)), 60 * 86400)  # 2000 was a leap year
    eq(time.gmtime(0)[6], 5)  # 2000-01-01 was a Saturday


def test_the_rtc_sets_the_clock():
    RTC().datetime((2030, 5, 6, 0, 7, 8, 9, 0))
    eq(time.gmtime()[:6], (2030, 5, 6, 7, 8, 9))
    eq(RTC().datetime()[:3], (2030, 5, 6))
