"""Make the certificates of the local cloud: a lasting authority, a server's one per start.

The authority is kept in the cloud's folder (`ca.pem`, `ca.der`, `ca.key`), so that a board that
was given it once goes on trusting a restarted cloud. EC P-256 throughout: MicroPython's builds
verify it everywhere.
"""

import datetime
import ipaddress
import os
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_DAY = datetime.timedelta(days=1)
_AUTHORITY_DAYS = 3650
_SERVER_DAYS = 365


def make(folder: Path, names: tuple[str, ...] = ("localhost", "127.0.0.1")) -> tuple[Path, Path]:
    """Return PEM paths (server certificate, its key); the authority is made if missing."""
    folder.mkdir(parents=True, exist_ok=True)
    authority, authority_key = _authority(folder)
    key = ec.generate_private_key(ec.SECP256R1())
    hosts = [_general_name(name) for name in names]
    certificate = (
        _builder(names[0], authority.subject, key.public_key(), _SERVER_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(hosts), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(_usage(digital_signature=True), critical=True)
        .add_extension(_issued_by(authority_key), critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    paths = folder / "server.pem", folder / "server.key"
    _write(paths[0], certificate.public_bytes(serialization.Encoding.PEM))
    _write(paths[1], _key_bytes(key), secret=True)
    return paths


def _authority(folder: Path) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    pem, key_file = folder / "ca.pem", folder / "ca.key"
    if pem.exists() and key_file.exists():
        authority = x509.load_pem_x509_certificate(pem.read_bytes())
        key = serialization.load_pem_private_key(key_file.read_bytes(), None)
        if authority.not_valid_after_utc > _now() + _SERVER_DAYS * _DAY:
            _write(folder / "ca.der", authority.public_bytes(serialization.Encoding.DER))
            return authority, key
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("sbernode local cloud")
    authority = (
        _builder("sbernode local cloud", name, key.public_key(), _AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write(key_file, _key_bytes(key), secret=True)
    _write(pem, authority.public_bytes(serialization.Encoding.PEM))
    _write(folder / "ca.der", authority.public_bytes(serialization.Encoding.DER))
    return authority, key


def _builder(subject: str, issuer: x509.Name, public_key, days: int) -> x509.CertificateBuilder:
    # A day back: a board's clock may be a little behind.
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(_now() - _DAY)
        .not_valid_after(_now() + days * _DAY)
    )


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _general_name(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(text))
    except ValueError:
        return x509.DNSName(text)


def _issued_by(key: ec.EllipticCurvePrivateKey) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())


def _usage(**wanted: bool) -> x509.KeyUsage:
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in names})


def _key_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write(path: Path, data: bytes, secret: bool = False) -> None:
    new = path.with_name(path.name + ".new")
    with open(new, "wb", opener=_secret_opener if secret else None) as file:
        file.write(data)
    new.replace(path)


def _secret_opener(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
