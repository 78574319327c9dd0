"""The password of the pages: kept salted and hashed many times. Loaded when it is asked for.

SHA-256 over and over is what a board can afford: some 0.2 s for it, and a try of a guesser who
has the file costs as much again and again. The file holds the Sber password besides.
"""

import asyncio
import hashlib
from binascii import hexlify, unhexlify

from micropython import const

from sbernode import hw

SHORTEST = 8
_ROUNDS = const(1000)
# At a stretch: some 10 ms on a board.
_STRETCH = const(40)


async def make(text: str) -> dict:
    """Return what settings.json keeps of a password."""
    salt = bytes([hw.random(256) for _ in range(16)])
    digest = await _digest(text, salt, _ROUNDS)
    return {"salt": hexlify(salt).decode(), "hash": digest, "rounds": _ROUNDS}


async def fits(text: str, page) -> bool:
    """Tell whether this is the password; the time it takes tells nothing about how near it is."""
    digest = await _digest(text, unhexlify(page["salt"]), page["rounds"])
    kept = page["hash"]
    differs = len(digest) != len(kept)
    for a, b in zip(digest, kept):
        differs |= a != b
    return not differs


async def _digest(text, salt, rounds):
    secret = salt + text.encode()
    digest = b""
    for i in range(rounds):
        digest = hashlib.sha256(digest + secret).digest()
        if i % _STRETCH == 0:
            await asyncio.sleep_ms(0)
    return hexlify(digest).decode()
