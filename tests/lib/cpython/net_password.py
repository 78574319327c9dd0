"""The password of a board's pages as settings.json keeps it; see sbernode.portal.password."""

import hashlib

_SALT = "000102030405060708090a0b0c0d0e0f"
_ROUNDS = 1000


def hashed(word: str) -> dict:
    """Return the `page` of a settings.json for this password."""
    digest = b""
    for _ in range(_ROUNDS):
        digest = hashlib.sha256(digest + bytes.fromhex(_SALT) + word.encode()).digest()
    return {"salt": _SALT, "hash": digest.hex(), "rounds": _ROUNDS}
