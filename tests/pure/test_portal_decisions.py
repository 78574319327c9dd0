"""The set-up button and who is near: decisions of the pages that need no board.

Times of the button: 5 s access point, 10 s erase, as docs/en/portal.md says.
"""

from check import eq
from sbernode.portal.hold import Hold
from sbernode.portal.near import is_near

# Near the end of the boards' ticks, so that they wrap while the button is held.
_BEGAN = 0x3FFFFFFF - 3000
_WRAP = 0x3FFFFFFF


def _asked(held_ms):
    return Hold(_BEGAN).released((_BEGAN + held_ms) & _WRAP)


def test_a_short_press_does_nothing():
    for held in (0, 50, 1000, 4999):
        eq(_asked(held), "", str(held))


def test_five_seconds_ask_for_the_access_point():
    for held in (5000, 7500, 9999):
        eq(_asked(held), "portal", str(held))


def test_ten_seconds_erase():
    for held in (10000, 15000, 29999):
        eq(_asked(held), "erase", str(held))


def test_a_button_that_is_stuck_does_nothing():
    for held in (30000, 3600000):
        eq(_asked(held), "", str(held))


def _blinks(from_ms, to_ms):
    """Return how often the LED goes on within a time."""
    hold, before, count = Hold(_BEGAN), True, 0
    for held in range(from_ms, to_ms, 50):
        now = hold.light((_BEGAN + held) & _WRAP)
        count += now and not before
        before = now
    return count


def test_the_led_shows_each_step():
    eq(_blinks(0, 5000), 0)
    hold = Hold(_BEGAN)
    eq(hold.light((_BEGAN + 4900) & _WRAP), True)
    slow, fast = _blinks(5000, 9900), _blinks(10000, 14900)
    eq(4 <= slow <= 8, True, "slow: %d" % slow)
    eq(fast >= 3 * slow, True, "fast: %d" % fast)
    eq(hold.light((_BEGAN + 30050) & _WRAP), False)


def test_near_is_who_has_an_address_of_the_access_point():
    eq(is_near("192.168.4.16", "192.168.4.1", None), True)
    eq(is_near("192.168.4.16", "192.168.4.1", "192.168.1.77"), True)
    eq(is_near("4.3.2.2", "4.3.2.1", "192.168.1.77"), True)
    eq(is_near("192.168.1.20", "192.168.4.1", "192.168.1.77"), False)
    eq(is_near("4.3.20.2", "4.3.2.1", None), False)
    eq(is_near("", "4.3.2.1", None), False)


def test_nobody_is_near_where_both_networks_have_the_same_numbers():
    # eero and its like give homes 192.168.4.0/22 (memovai/mimiclaw#191)
    eq(is_near("192.168.4.16", "192.168.4.1", "192.168.4.30"), False)
