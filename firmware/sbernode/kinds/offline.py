"""What a valve does while the cloud, and so whoever could close it, is out of reach. Pure."""

from sbernode import since
from sbernode.devices import Device


def guard(valve, now, wait):
    """Close the valve after options[2] seconds without the cloud, once each time; 0: never.

    wait: what its step() would return; returns what it has to return.
    """
    lost, most = Device.lost_at, valve.options[2] * 1000
    if lost is None or not most:
        valve._shut = False
    elif not valve._shut:
        left = most - since(now, lost)
        if left <= 0:
            valve._shut = valve.dirty = True
            valve.apply("open_set", "close", now)
            return 0
        if wait < 0 or left < wait:
            return left
    return wait
