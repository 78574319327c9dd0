"""The UDP side of dns.py: answer everybody who asks for a name. Nothing gets out of it."""

import asyncio
import socket

from micropython import const

from sbernode import log
from sbernode.portal.dns import answer
from sbernode.watch import arrival

# A header, the longest name, type and class; what follows is not looked at.
_LONGEST = const(288)
_AGAIN_MS = const(5000)
_REST_MS = const(20)


class Names:
    """A name server for the board's own access point."""

    def __init__(self, address: bytes):
        """Take the address that every name leads to, four bytes; it may be changed."""
        self.address = address
        self._socket = None

    async def serve(self, port: int = 53):
        """Answer for ever; as long as the port cannot be had, try again every 5 s."""
        while True:
            try:
                await self._serve(port)
            except OSError as wrong:
                log.error("portal", "noport", "UDP", port, str(wrong))
            except MemoryError:
                log.warn("portal", "no_memory")
            finally:
                self.close()
            await asyncio.sleep_ms(_AGAIN_MS)

    def close(self):
        """Let go of the port."""
        if self._socket:
            self._socket.close()
        self._socket = None

    async def _serve(self, port):
        self._socket = own = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        own.bind(socket.getaddrinfo("0.0.0.0", port)[0][-1])
        own.setblocking(False)
        while True:
            await arrival(own)
            try:
                query, asker = own.recvfrom(_LONGEST)
                packet = answer(query, self.address)
                if packet:
                    own.sendto(packet, asker)
            except (OSError, MemoryError):
                # One phone that is gone or one packet too many; it asks again.
                await asyncio.sleep_ms(_REST_MS)
