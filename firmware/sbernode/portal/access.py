"""The access point of the board with its name server: raise it, lower it. Loaded when wanted.

Open only while the board has never been in service: there is no secret on it yet. From then on it
has the password of the unit, which the label shows.
"""

import asyncio

from sbernode import forget, log


class Access:
    """The access point while it is up. address: as text; phones() counts who is joined."""

    def __init__(self):
        from sbernode.portal import rise

        self.address, answer = rise.up()
        self._aliased = answer != self.address
        forget("portal.rise", "portal.unit", "portal.drafts", "store", "wifi.point", "wifi")
        from sbernode.portal.names import Names

        self._names = Names(packed(answer))
        self._task = asyncio.create_task(self._names.serve())

    def phones(self) -> int:
        """Return how many phones are joined."""
        return _point().phones()

    def quiet(self):
        """Have the station stop looking for its network."""
        _point().quiet()

    def no_alias(self):
        """Answer with the address of the access point alone: the station is wanted."""
        if self._aliased:
            self._aliased = False
            _point().no_alias()
            self._names.address = packed(self.address)

    def lower(self):
        """Switch it off."""
        self._task.cancel()
        self._names.close()
        _point().down()
        log.info("portal", "gone")
        forget("portal.names", "portal.dns")


def packed(address: str) -> bytes:
    """Return an IPv4 address as four bytes."""
    return bytes([int(part) for part in address.split(".")])


def _point():
    from sbernode.wifi import point

    forget("wifi.point", "wifi")
    return point
