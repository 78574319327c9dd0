"""A small project to run set-up on, without network, on a machine with a PATH of its own.

The packages are two small ones made here, named as those that set-up looks at. PATH holds only
the programs listed here, so this also says what set-up needs of a machine.
"""

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import mpy

# fmt: off
PROGRAMS = [
    "awk", "cat", "chmod", "cksum", "dirname", "env", "find", "grep", "head", "id", "ls", "make",
    "mkdir", "mv", "rm", "sed", "sh", "sleep", "tail", "touch",
]
# fmt: on


def wheel(folder: Path, name: str, version: str) -> str:
    """Make a wheel of one empty module; return its line for requirements.txt."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    about = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}.py", "")
        archive.writestr(
            f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        )
        archive.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{about}/RECORD", f"{name}.py,,\n{about}/METADATA,,\n{about}/WHEEL,,\n")
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def _sdist(folder: Path) -> str:
    """Make an archive like umqtt.simple's: one module, no setup.py."""
    path = folder / "micropython-umqtt.simple-1.3.4.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        about = b"Metadata-Version: 1.0\nName: micropython-umqtt.simple\nVersion: 1.3.4\n"
        for name, text in (("umqtt/simple.py", b"class MQTTClient: ...\n"), ("PKG-INFO", about)):
            entry = tarfile.TarInfo(f"micropython-umqtt.simple-1.3.4/{name}")
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"micropython-umqtt.simple==1.3.4 --hash=sha256:{digest}\n"


class Project:
    """A copy of what set-up needs, in a folder of its own, on a machine with a PATH of its own."""

    def __init__(self, base: Path, name: str):
        self.house, self.bin, self.root = base / "house", base / "bin", base / name
        for folder in (self.house, self.bin, self.root / "host_tools"):
            folder.mkdir(parents=True)
        shutil.copytree(mpy.ROOT / "host_tools" / "setup", self.root / "host_tools" / "setup")
        shutil.copy(mpy.ROOT / "Makefile", self.root)
        requirements = wheel(self.house, "certifi", "1.0")
        (self.root / "requirements.txt").write_text(requirements)
        (self.root / "host_tools" / "setup" / "umqtt.txt").write_text(_sdist(self.house))
        for tool in PROGRAMS:
            (self.bin / tool).symlink_to(shutil.which(tool))
        self.tool("python3", f'exec "{sys.executable}" "$@"')
        self.tool("micropython", f'exec "{mpy.find().path}" "$@"')
        self.tool("uname", "case $1 in -s) echo Linux ;; *) echo aarch64 ;; esac")  # no i386 there
        pip = mpy.TOOLS / "apt" / "pip"
        if pip.exists():  # this machine's Python came without ensurepip
            (self.root / ".tools" / "apt").mkdir(parents=True)
            (self.root / ".tools" / "apt" / "pip").symlink_to(pip)

    def tool(self, name: str, body: str) -> None:
        """Put a program of one line on the PATH."""
        path = self.bin / name
        path.unlink(missing_ok=True)
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)

    def setup(self, target: str = "setup", **env: str) -> tuple[int, list[str]]:
        """Run `make setup`; return its exit code and its lines, without make's own."""
        done = subprocess.run(
            [shutil.which("make"), "--silent", target],
            cwd=self.root,
            env={
                "PATH": str(self.bin),
                "HOME": str(self.house),
                "LC_ALL": "C.UTF-8",
                "PIP_CONFIG_FILE": os.devnull,
                "PIP_NO_INDEX": "1",
                "PIP_FIND_LINKS": str(self.house),
                **env,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        lines = (done.stdout + done.stderr).splitlines()
        return done.returncode, [
            line for line in lines if not re.match(r"g?make(\[\d\])?: ", line)
        ]

    def has(self, name: str) -> bool:
        """Whether set-up has brought this."""
        return (self.root / ".tools" / name).exists()
