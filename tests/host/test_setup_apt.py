"""Packages taken without installing them: which suite they come from when an archive is unwell."""

import subprocess
from pathlib import Path

import pytest

_APT_SH = Path(__file__).parents[2] / "host_tools" / "setup" / "apt.sh"

# Stands in for apt-get: `update` fails for the suites in $SICK, `download` for those in $EMPTY.
_APT_GET = """#!/bin/sh
list=$(cat "$TOP/sources.list" 2>/dev/null)
set -- "$@" .
case " $* " in
    *indextargets*) echo http://archive.invalid/debian/ ;;
    *" update "*) for suite in $SICK; do case $list in *" $suite "*) exit 100 ;; esac; done ;;
    *" -s install "*) echo "Inst micropython (1.25)"; echo "Conf micropython (1.25)" ;;
    *" download "*)
        for suite in $EMPTY; do case $list in *" $suite "*) exit 100 ;; esac; done
        touch "$TOP/debs/micropython.deb"
        ;;
esac
"""


@pytest.fixture
def unpack(tmp_path):
    """Return a function: sick, empty suites -> (return code, last reason, source in use)."""
    bin_dir = tmp_path / "bin"
    bin_dir.mkdir()
    for name, text in (("apt-get", _APT_GET), ("dpkg-deb", "#!/bin/sh\n")):
        (bin_dir / name).write_text(text)
        (bin_dir / name).chmod(0o755)
    keyring = tmp_path / "keyring.gpg"
    keyring.touch()
    (tmp_path / "os-release").write_text("ID=debian\n")
    top = tmp_path / "apt" / "it"

    def run(sick="", empty=""):
        script = (
            'TOOLS=$1; have() { command -v "$1" >/dev/null; }\n'
            'log_of() { echo "$TOOLS/$1.log"; }\n'
            f'. "{_APT_SH}"; apt_keyring="{keyring}"\n'
            'apt_unpack it i386 micropython whole; code=$?; echo "$code|$apt_reason"'
        )
        told = subprocess.run(
            ["sh", "-c", script, "sh", tmp_path],
            env={
                "PATH": f"{bin_dir}:/usr/bin:/bin",
                "TOP": str(top),
                "SICK": sick,
                "EMPTY": empty,
                "OS_RELEASE": str(tmp_path / "os-release"),
            },
            capture_output=True,
            text=True,
            check=True,
        )
        code, _, reason = told.stdout.strip().partition("|")
        return int(code), reason, (top / "sources.list").read_text().split()[-2]

    return run


@pytest.mark.parametrize(
    ("sick", "empty", "suite"),
    [
        ("", "", "trixie"),
        # A mirror in the middle of a sync: new signature over old lists.
        ("trixie", "", "stable"),
        # Whole lists that name a package which is gone.
        ("trixie", "stable", "forky"),
    ],
)
def test_the_first_suite_that_is_whole_is_taken(unpack, sick, empty, suite):
    assert unpack(sick, empty) == (0, "", suite)


def test_no_suite_is_a_reason_that_names_all_of_them(unpack):
    code, reason, _ = unpack("trixie stable forky")

    assert code == 1
    assert "micropython for i386" in reason and "trixie stable forky" in reason
