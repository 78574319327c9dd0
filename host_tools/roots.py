"""Write the roots that a board trusts: likely public ones from `certifi`, and the reader's own.

Result: one DER file each, for the folder `roots/` on the board. They are made anew when wanted and
never kept in the repository: what `certifi` no longer holds, nobody should trust.
"""

import hashlib
import os
import re
import sys
import warnings
from datetime import UTC, datetime
from pathlib import Path

from host_tools.words import tr

HELP = (
    "write trusted root certificates for a board",
    "записать для платы корневые сертификаты, которым она доверяет",
)

# Which authority signs the MQTT host of Sber is documented nowhere, and it may change. So these
# are the families whose certificates large sites use: GlobalSign, Let's Encrypt (ISRG), DigiCert,
# Sectigo (USERTrust), Certum, HARICA; of each the root in wide use and its successor, because
# chains move from one to the other. The Russian state root is in no public bundle: whoever needs
# it downloads it and gives it to --add. GlobalSign Root CA (R1) and DigiCert Global Root CA are
# not here: certifi holds them no longer. File name -> (organisation, common name, organisational
# unit or None).
ROOTS = {
    "globalsign-r3": ("GlobalSign", "GlobalSign", "GlobalSign Root CA - R3"),
    "globalsign-r6": ("GlobalSign", "GlobalSign", "GlobalSign Root CA - R6"),
    "globalsign-r46": ("GlobalSign nv-sa", "GlobalSign Root R46", None),
    "globalsign-e46": ("GlobalSign nv-sa", "GlobalSign Root E46", None),
    "isrg-x1": ("Internet Security Research Group", "ISRG Root X1", None),
    "isrg-x2": ("Internet Security Research Group", "ISRG Root X2", None),
    "digicert-g2": ("DigiCert Inc", "DigiCert Global Root G2", "www.digicert.com"),
    "digicert-g3": ("DigiCert Inc", "DigiCert Global Root G3", "www.digicert.com"),
    "usertrust-rsa": ("The USERTRUST Network", "USERTrust RSA Certification Authority", None),
    "sectigo-r46": (
        "Sectigo Limited",
        "Sectigo Public Server Authentication Root R46",
        None,
    ),
    "sectigo-e46": (
        "Sectigo Limited",
        "Sectigo Public Server Authentication Root E46",
        None,
    ),
    "certum-ca": (
        "Unizeto Technologies S.A.",
        "Certum Trusted Network CA",
        "Certum Certification Authority",
    ),
    "harica-rsa": (
        "Hellenic Academic and Research Institutions CA",
        "HARICA TLS RSA Root CA 2021",
        None,
    ),
}

_OWN = "own-"
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


class BadCertificate(Exception):
    """A file offered as a root is none; the text says why."""


def add_arguments(parser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("dir", type=Path, metavar="DIR")
    text = tr(
        "a root of your own, PEM or DER (for example the Russian Trusted Root CA)",
        "свой корневой сертификат, PEM или DER (например, Russian Trusted Root CA)",
    )
    parser.add_argument(
        "--add", type=Path, metavar="FILE", nargs="+", action="extend", default=[], help=text
    )


def run(args) -> int:
    """Write the files and print what is in them; 1 if a file of the reader is no root."""
    import certifi

    now = datetime.now(UTC)
    try:
        own = {}
        for path in args.add:
            for certificate in authorities(path.read_bytes(), path.name, now):
                own[own_name(certificate)] = certificate
        bundled = Path(certifi.where()).read_bytes()
    except BadCertificate as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as problem:
        print(problem, file=sys.stderr)
        return 2
    found = chosen(bundled, now)
    print_missing(found)
    written = write(args.dir, found | own)
    for line in table(args.dir, written):
        print(line)
    return 0


def chosen(bundle: bytes, now: datetime) -> dict:
    """Return {file name: certificate} of ROOTS that the bundle holds and that are valid now."""
    by_subject = {}
    for block in _PEM.findall(bundle):
        try:
            certificate = parse(block)
        except ValueError:
            # Too odd for the library (one has serial number 0). If it was one of ours, it shows up
            # as missing.
            continue
        by_subject[_subject(certificate)] = certificate
    found = {name: by_subject.get(subject) for name, subject in ROOTS.items()}
    return {
        name: certificate
        for name, certificate in found.items()
        if certificate is not None and _is_valid(certificate, now)
    }


def authorities(raw: bytes, name: str, now: datetime) -> list:
    """Return the certificates of a PEM or DER file. Raises BadCertificate if one is no root."""
    blocks = _PEM.findall(raw) or [raw]
    certificates = []
    for block in blocks:
        try:
            certificate = parse(block)
        except ValueError:
            raise BadCertificate(
                tr(
                    f"{name}: not a certificate in PEM or DER form",
                    f"{name}: это не сертификат в виде PEM или DER",
                )
            ) from None
        subject = certificate.subject.rfc4514_string()
        if not _is_authority(certificate):
            raise BadCertificate(
                tr(
                    f"{name}: {subject} is the certificate of a site, not of an authority (CA): "
                    "download the root certificate",
                    f"{name}: {subject} - сертификат сайта, а не центра (CA): "
                    "скачайте корневой сертификат",
                )
            )
        if certificate.subject != certificate.issuer:
            issuer = certificate.issuer.rfc4514_string()
            raise BadCertificate(
                tr(
                    f"{name}: {subject} is no root, it is signed by {issuer}: download that one",
                    f"{name}: {subject} - не корневой, его подписал {issuer}: скачайте тот",
                )
            )
        if not _is_valid(certificate, now):
            begin, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
            raise BadCertificate(
                tr(
                    f"{name}: {subject} is valid from {begin:%Y-%m-%d} to {end:%Y-%m-%d} only",
                    f"{name}: {subject} действует лишь с {begin:%Y-%m-%d} по {end:%Y-%m-%d}",
                )
            )
        certificates.append(certificate)
    return certificates


def parse(raw: bytes):
    """Return a certificate from one PEM block or from DER. Raises ValueError."""
    from cryptography import x509
    from cryptography.utils import CryptographyDeprecationWarning

    with warnings.catch_warnings():
        # About the serial number 0 of one old root, which nobody here can change.
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)
        if raw.lstrip().startswith(b"-----BEGIN"):
            return x509.load_pem_x509_certificate(raw)
        return x509.load_der_x509_certificate(raw)


def der(certificate) -> bytes:
    """Return the DER form of a certificate."""
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.DER)


def own_name(certificate) -> str:
    """Return a short stable file name for a root of the reader's own."""
    label = _subject(certificate)[1] or _subject(certificate)[0]
    plain = re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")[:24].strip("-")
    return _OWN + (plain or hashlib.sha256(der(certificate)).hexdigest()[:8])


def write(folder: Path, certificates: dict) -> dict:
    """Write the files, remove those of ROOTS no longer trusted; return what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ROOTS:
        if name not in certificates:
            (folder / f"{name}.der").unlink(missing_ok=True)
    for name, certificate in certificates.items():
        new = folder / f"{name}.der.new"
        new.write_bytes(der(certificate))
        os.replace(new, folder / f"{name}.der")
    return certificates


def print_missing(found: dict) -> None:
    """Name the roots of the list that the bundle does not hold any more."""
    missing = ", ".join(name for name in ROOTS if name not in found)
    if missing:
        print(
            tr(
                f"left out, expired or no longer trusted by certifi: {missing}",
                f"пропущены, истекли или исключены из certifi: {missing}",
            ),
            file=sys.stderr,
        )


def table(folder: Path, certificates: dict) -> list[str]:
    """Return the lines about every written file, and the total of bytes in the folder."""
    lines = []
    for name, certificate in certificates.items():
        raw = der(certificate)
        end = f"{certificate.not_valid_after_utc:%Y-%m-%d}"
        until = tr(f"until {end}", f"до {end}")
        lines.append(f"{name + '.der':30} {len(raw):5}  {until}")
        if name.startswith(_OWN):
            digest = hashlib.sha256(raw).hexdigest().upper()
            pairs = ":".join(digest[i : i + 2] for i in range(0, len(digest), 2))
            lines += ["    " + certificate.subject.rfc4514_string(), f"    SHA-256 {pairs}"]
    files = sorted(folder.glob("*.der"))
    total = sum(path.stat().st_size for path in files)
    lines.append(
        tr(
            f"{folder}: {len(files)} files, {total} bytes",
            f"{folder}: файлов {len(files)}, байтов {total}",
        )
    )
    return lines


def _subject(certificate) -> tuple:
    from cryptography.x509.oid import NameOID

    def first(oid):
        found = certificate.subject.get_attributes_for_oid(oid)
        return found[0].value if found else None

    return (
        first(NameOID.ORGANIZATION_NAME),
        first(NameOID.COMMON_NAME),
        first(NameOID.ORGANIZATIONAL_UNIT_NAME),
    )


def _is_valid(certificate, now: datetime) -> bool:
    return certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc


def _is_authority(certificate) -> bool:
    from cryptography import x509

    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False
