"""Find the 32-bit MicroPython that stands in for the boards' memory."""

import subprocess
from pathlib import Path

_PLACE = Path(__file__).resolve().parents[2] / ".tools" / "bin" / "micropython-i386"
_ASK = "import sys; print(sys.version.split('MicroPython ')[1].split(' ')[0], sys.maxsize)"


def find32() -> tuple[Path | None, str]:
    """Return (path, its version), or (None, why there is none)."""
    if not _PLACE.exists():
        return None, "run `make setup`; it needs an x86-64 Linux that runs 32-bit programs"
    asked = subprocess.run([_PLACE, "-c", _ASK], capture_output=True, text=True, check=False)
    version, _, biggest = asked.stdout.strip().partition(" ")
    if asked.returncode or int(biggest) != 2**31 - 1:
        return None, asked.stderr.strip() or "it is not a 32-bit one"
    return _PLACE, f"MicroPython {version} i386"
