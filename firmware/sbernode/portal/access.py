"""The access point of the board with its name server: raise it, lower it. Loaded when wanted.

Open only while the board has never been in service: there is no secret on it yet. From then on it
has the password of the unit, which the label shows.
"""

import asyncio

from sbernode import forget, hw, log


class Access:
    """The access point while it is up. address: as text; phones() counts who is joined."""

    def __init__(self):
        # Only for a moment: none of them may stay in memory for this.
        from sbernode.portal import unit
        from sbernode.wifi import point

        doc = unit.load()
        moves = "RP2" not in hw.name()
        password = doc["password"] if doc["setup"] else None
        name = unit.name()
        self.address = point.up(name, password, moves)
        answer = self.address
        self._aliased = not moves and _wants_alias()
        if self._aliased:
            answer = point.alias()
        if password:
            log.info("portal", "closed", name, password, self.address)
        else:
            log.info("portal", "open", name, self.address)
        forget("portal.unit", "portal.drafts", "wifi.point", "wifi")
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


def _wants_alias():
    from sbernode.portal import drafts

    settings = drafts.load("settings", False) or {}
    portal = settings.get("portal")
    return isinstance(portal, dict) and portal.get("alias") is True
