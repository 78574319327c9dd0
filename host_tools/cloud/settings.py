"""Where the cloud is and who may enter: address, login, password, authority's files."""

import json
import os
import secrets
import string
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

# Logins seen in the wild are about 20 lower-case letters and digits.
_LOGIN_LETTERS = string.ascii_lowercase + string.digits
_LOGIN_LENGTH = 20


class BadAddress(ValueError):
    """A text that is no host:port."""


class Credentials(NamedTuple):
    """The login and password of the one account."""

    login: str
    password: str


def credentials(folder: Path, login: str | None, password: str | None) -> Credentials:
    """Return what was given; what was not is taken from `account.json`, and made up the first
    time."""
    path = folder / "account.json"
    kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
    chosen = Credentials(
        login
        or kept.get("login")
        or "".join(secrets.choice(_LOGIN_LETTERS) for _ in range(_LOGIN_LENGTH)),
        password or kept.get("password") or secrets.token_urlsafe(12),
    )
    folder.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    with open(new, "w", encoding="utf-8", opener=_secret_opener) as file:
        json.dump({"login": chosen.login, "password": chosen.password}, file)
    new.replace(path)
    return chosen


def _secret_opener(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def split_address(text: str) -> tuple[str, int]:
    """Return (host, port) of "host:port"; the port may be left out (8883). Raises BadAddress."""
    host, colon, port = text.rpartition(":")
    if not colon:
        host, port = text, "8883"
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise BadAddress(text)
    return host.strip("[]"), int(port)


def to_der(pem: Path, der: Path) -> Path:
    """Write the first certificate of a PEM file as DER, the form a board takes; return the new
    file."""
    der.parent.mkdir(parents=True, exist_ok=True)
    certificate = x509.load_pem_x509_certificates(pem.read_bytes())[0]
    der.write_bytes(certificate.public_bytes(Encoding.DER))
    return der


def board_settings(host: str, port: int, login: str, password: str) -> dict:
    """Return the part of a board's settings.json that leads it here."""
    return {
        "sber": {"host": host, "port": port, "login": login, "password": password, "verify": True}
    }
