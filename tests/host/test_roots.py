"""The roots for a board: only what certifi trusts today; what the reader adds is really one."""

import argparse
import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import certifi
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from host_tools import roots, words

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def english():
    words.choose("en")
    yield
    words.choose(None)


def certificate(name="My Root", ca=True, issuer=None, begin=NOW - DAY, end=NOW + DAY):
    """Make a certificate; ca None leaves the extension out, as very old ones did."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer or name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(signer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
    )
    if ca is not None:
        builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), True)
    return builder.sign(key, hashes.SHA256())


def run(folder, *files):
    return roots.run(SimpleNamespace(dir=folder, add=list(files)))


def save(path, *made, encoding=Encoding.PEM):
    path.write_bytes(b"".join(one.public_bytes(encoding) for one in made))
    return path


def test_every_root_of_the_list_is_in_the_bundle_of_today(tmp_path, capsys):
    assert run(tmp_path / "roots") == 0

    shown = capsys.readouterr()
    assert shown.err == ""
    assert {path.stem for path in (tmp_path / "roots").iterdir()} == set(roots.ROOTS)


def test_written_files_are_certificates_of_the_bundle_and_valid(tmp_path):
    run(tmp_path)
    bundle = Path(certifi.where()).read_text("ascii")

    for path in tmp_path.glob("*.der"):
        made = x509.load_der_x509_certificate(path.read_bytes())
        assert made.public_bytes(Encoding.PEM).decode() in bundle, path.name
        assert made.not_valid_after_utc > NOW
        assert made.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_file_names_say_which_root_it_is(tmp_path):
    # SHA-256 as the authorities publish them: letsencrypt.org/certificates,
    # support.globalsign.com (GlobalSign Root R6), digicert.com/kb/digicert-root-certificates.htm
    published = {
        "isrg-x1": "96BCEC06264976F37460779ACF28C5A7CFE8A3C0AAE11A8FFCEE05C0BDDF08C6",
        "isrg-x2": "69729B8E15A86EFC177A57AFB7171DFC64ADD28C2FCA8CF1507E34453CCB1470",
        "globalsign-r6": "2CABEAFE37D06CA22ABA7391C0033D25982952C453647349763A3AB5AD6CCF69",
        "digicert-g2": "CB3CCBB76031E5E0138F8DD39A23F9DE47FFC35E43C1144CEA27D46A5AB1CB5F",
    }
    run(tmp_path)

    for name, digest in published.items():
        raw = (tmp_path / f"{name}.der").read_bytes()
        assert hashlib.sha256(raw).hexdigest().upper() == digest, name


def test_total_of_bytes_is_that_of_the_files(tmp_path, capsys):
    run(tmp_path)

    files = list(tmp_path.glob("*.der"))
    total = sum(path.stat().st_size for path in files)
    assert f"{len(files)} files, {total} bytes" in capsys.readouterr().out


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
def test_own_root_is_added_with_subject_expiry_and_digest(encoding, tmp_path, capsys):
    made = certificate("Russian Trusted Root CA")
    path = save(tmp_path / "own.crt", made, encoding=encoding)

    assert run(tmp_path / "roots", path) == 0

    raw = (tmp_path / "roots" / "own-russian-trusted-root-ca.der").read_bytes()
    assert raw == made.public_bytes(Encoding.DER)
    shown = capsys.readouterr().out
    assert "CN=Russian Trusted Root CA" in shown
    assert f"until {NOW + DAY:%Y-%m-%d}" in shown
    assert made.fingerprint(hashes.SHA256()).hex(":").upper() in shown


def test_file_with_two_roots_gives_two_files(tmp_path):
    path = save(tmp_path / "two.pem", certificate("One"), certificate("Two"))

    run(tmp_path / "roots", path)

    assert {"own-one.der", "own-two.der"} <= {file.name for file in (tmp_path / "roots").iterdir()}


def test_name_without_latin_letters_still_gives_a_stable_name():
    made = certificate("Корень")

    assert roots.own_name(made) == "own-" + made.fingerprint(hashes.SHA256()).hex()[:8]


@pytest.mark.parametrize(
    ("made", "words_of_it"),
    [
        (certificate("site.example", ca=False), "certificate of a site"),
        (certificate("old.example", ca=None), "certificate of a site"),
        (certificate("Sub CA", issuer="Real Root"), "signed by CN=Real Root: download that one"),
        (certificate("Past", begin=NOW - 9 * DAY, end=NOW - DAY), "is valid from"),
        (certificate("Future", begin=NOW + DAY, end=NOW + 9 * DAY), "is valid from"),
    ],
    ids=["site", "no-extension", "intermediate", "expired", "future"],
)
def test_what_is_no_valid_root_is_refused_and_nothing_is_written(
    made, words_of_it, tmp_path, capsys
):
    path = save(tmp_path / "own.crt", made)

    assert run(tmp_path / "roots", path) == 1

    assert words_of_it in capsys.readouterr().err
    assert not (tmp_path / "roots").exists()


@pytest.mark.parametrize("contents", [b"", b"<html>not found</html>", b"-----BEGIN CERTIFICATE"])
def test_what_is_no_certificate_is_refused(contents, tmp_path, capsys):
    path = tmp_path / "own.crt"
    path.write_bytes(contents)

    assert run(tmp_path / "roots", path) == 1

    assert "own.crt: not a certificate" in capsys.readouterr().err


def test_refusal_speaks_russian_too(tmp_path, capsys):
    words.choose("ru")
    path = save(tmp_path / "own.crt", certificate(ca=False))

    assert run(tmp_path / "roots", path) == 1

    assert "сертификат сайта, а не центра" in capsys.readouterr().err


def test_missing_file_is_wrong_use(tmp_path):
    assert run(tmp_path / "roots", tmp_path / "none.pem") == 2


def test_root_that_the_bundle_dropped_is_removed_and_own_files_stay(tmp_path, monkeypatch, capsys):
    run(tmp_path)
    (tmp_path / "own-mine.der").write_bytes(b"x")
    monkeypatch.setitem(roots.ROOTS, "isrg-x1", ("Internet Security Research Group", "Gone", None))
    capsys.readouterr()

    assert run(tmp_path) == 0

    assert not (tmp_path / "isrg-x1.der").exists()
    assert (tmp_path / "own-mine.der").exists()
    assert "no longer trusted by certifi: isrg-x1" in capsys.readouterr().err


def test_expired_root_of_the_bundle_is_left_out():
    bundle = Path(certifi.where()).read_bytes()
    # GlobalSign Root R3 ends on 2029-03-18 (support.globalsign.com, GlobalSign Root Certificates)
    before = roots.chosen(bundle, datetime(2029, 3, 18, 9, tzinfo=UTC))
    after = roots.chosen(bundle, datetime(2029, 3, 18, 11, tzinfo=UTC))

    assert set(before) - set(after) == {"globalsign-r3"}


def test_command_line_takes_several_files(tmp_path):
    files = [str(save(tmp_path / f"{name}.pem", certificate(name))) for name in ("a", "b", "c")]
    parser = argparse.ArgumentParser()
    roots.add_arguments(parser)
    folder = tmp_path / "roots"

    args = parser.parse_args([str(folder), "--add", *files[:2], "--add", files[2]])

    assert roots.run(args) == 0
    assert {f"own-{name}.der" for name in "abc"} <= {path.name for path in folder.iterdir()}
