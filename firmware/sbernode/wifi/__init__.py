"""The only room that touches the radio: what the station has. Dropped when done.

Joining is in wifi.station, the access point and the scan in wifi.point. Facts about the ports:
micropython/micropython-lib#971 (a wrong key that passes after a right one).
"""

import asyncio

import network


def is_up() -> bool:
    """Tell whether the board has an address."""
    return network.WLAN(network.STA_IF).isconnected()


def address() -> str:
    """Return the board's address in the network."""
    return network.WLAN(network.STA_IF).ifconfig()[0]


def radio():
    """Return what tells the signal by status("rssi"); it stays when this room is dropped."""
    return network.WLAN(network.STA_IF)


def rssi():
    """Return the signal of the joined network in dBm, None where it is not known."""
    try:
        return radio().status("rssi")
    except (OSError, ValueError):  # not joined; a port that does not tell
        return None


def call(name: str):
    """Give the board the name under which the home network finds it, as <name>.local."""
    network.hostname(name)


async def leave():
    """Forget the joined network and switch the station off: a test begins from nothing.

    rp2: a wrong key may pass after a right one in the same session, unless it is switched off.
    """
    station = network.WLAN(network.STA_IF)
    if station.active():
        station.disconnect()
        await asyncio.sleep_ms(100)
    station.active(False)
    await asyncio.sleep_ms(100)
