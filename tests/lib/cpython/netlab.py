"""Network namespaces for tests with real clients: a board, a phone, a home, and cables between.

Linux and root only. A Place has its own network and its own /etc, so that programs may change
what they like; it lives as long as one process that holds it. Nothing outside is touched.
"""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

_CLONE_NEWNET = 0x40000000  # linux/sched.h
_NEEDED = ("unshare", "nsenter", "ip", "dnsmasq", "dbus-daemon", "NetworkManager", "nmcli")
# An own /sys that cannot be written tells NetworkManager that there is no udev to wait for.
_HOLD = """
mount --make-rprivate /
cp -a /etc "$1/etc" && mount --bind "$1/etc" /etc
rm -f /etc/resolv.conf && : >/etc/resolv.conf
mount -t sysfs -o ro sysfs /sys
for folder in /run/NetworkManager /var/lib/NetworkManager; do
    mkdir -p $folder && mount -t tmpfs tmpfs $folder
done
ip link set lo up
echo ready
exec sleep 3600
"""
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path={path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/>
<allow receive_sender="*"/></policy></busconfig>
"""
_MANAGER = """[main]
plugins=keyfile
dhcp=internal
dns=default
rc-manager=file
auth-polkit=root-only
no-auto-default=*
[connectivity]
enabled=true
uri=http://nmcheck.gnome.org/check_network_status.txt
interval=300
[keyfile]
path={folder}/connections
"""


def require(*more: str) -> None:
    """Skip the test (CI: fail it) if a program is missing, or the right to make networks."""
    path = os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin"
    missing = [name for name in (*_NEEDED, *more) if shutil.which(name, path=path) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)} (Debian: .ci/run names the packages)")
    trial = ["unshare", "--net", "--mount", "true"]
    if subprocess.run(trial, capture_output=True, check=False).returncode:
        pytest.skip("needs root, to make networks of its own")


class Place:
    """One machine in the lab; `folder` is its own and empty."""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True)
        self.folder = folder
        self._running: list[subprocess.Popen] = []
        command = ["unshare", "--net", "--mount", "sh", "-ec", _HOLD, "hold", folder]
        self._holder = subprocess.Popen(
            list(map(str, command)), stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        if self._holder.stdout.readline() != "ready\n":
            raise RuntimeError(f"no namespace: exit code {self._holder.wait(5)}")

    @property
    def pid(self) -> int:
        """Return the process that holds the place."""
        return self._holder.pid

    def run(self, *command: object, check: bool = True, **env: str) -> str:
        """Run a program there to its end; return what it printed, without the last newline."""
        done = subprocess.run(
            self._command(command), env=self._env(env), capture_output=True, text=True, check=False
        )
        if check and done.returncode:
            raise RuntimeError(f"{command}: {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout.strip()

    def start(self, name: str, *command: object, **env: str) -> subprocess.Popen:
        """Start a program there; what it says goes to <folder>/<name>.log."""
        with open(self.folder / f"{name}.log", "ab") as log:
            process = subprocess.Popen(
                self._command(command),
                env=self._env(env),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._running.append(process)
        return process

    def said(self, name: str) -> str:
        """Return what a started program has said."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    @contextlib.contextmanager
    def inside(self):
        """Make this thread, its sockets, and the threads and processes it starts, live there."""
        own = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        there = os.open(f"/proc/{self.pid}/ns/net", os.O_RDONLY)
        try:
            _enter(there)
            yield
        finally:
            _enter(own)
            os.close(own)
            os.close(there)

    def end(self, process: subprocess.Popen) -> None:
        """End one program that was started here, with all that it has started."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(5)
                break

    def close(self) -> None:
        """End what was started here, and the place."""
        for process in reversed([self._holder, *self._running]):
            self.end(process)
        self._holder.stdout.close()

    def _command(self, command: tuple) -> list[str]:
        return ["nsenter", "-t", str(self.pid), "-n", "-m", "--", *map(str, command)]

    def _env(self, more: dict[str, str]) -> dict[str, str]:
        path = os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin"
        return {"PATH": path, "HOME": str(self.folder), "LC_ALL": "C.UTF-8", **more}


def _enter(handle: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(handle, _CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")


def cable(one: Place, name: str, other: Place, other_name: str) -> None:
    """Lay a cable between two places; both ends are down."""
    ends = ["ip", "link", "add", name, "netns", one.pid, "type", "veth"]
    ends += ["peer", "name", other_name, "netns", other.pid]
    subprocess.run(list(map(str, ends)), check=True)


def serve_addresses(place: Place, port: str, own: str, *more: str, domain: str = "") -> None:
    """Give the place an address and have it give more of them, as a radio's DHCP server does.

    more: further lines for dnsmasq, which answers for names only if they say so.
    """
    network = own.rpartition(".")[0]
    place.run("ip", "address", "add", f"{own}/24", "dev", port)
    place.run("ip", "link", "set", port, "up")
    lines = [
        *(more or ["port=0"]),
        f"interface={port}",
        "bind-interfaces",
        "no-ping",
        "no-resolv",
        "no-hosts",
        "user=root",
        "pid-file=",
        f"dhcp-leasefile={place.folder}/leases",
        f"dhcp-range={network}.16,{network}.23,255.255.255.0,24h",
        f"dhcp-option=option:router,{own}",
        f"dhcp-option=option:dns-server,{own}",
    ]
    config = place.folder / "dnsmasq.conf"
    config.write_text("\n".join(lines) + "\n")
    place.start("dnsmasq", "dnsmasq", "--keep-in-foreground", "--conf-file=" + str(config))


class Manager:
    """NetworkManager in a place, with a message bus and a configuration of its own."""

    def __init__(self, place: Place):
        self._place, folder = place, place.folder
        (folder / "connections").mkdir()
        (folder / "conf.d").mkdir()
        (folder / "bus.conf").write_text(_BUS.format(path=folder / "bus"))
        (folder / "manager.conf").write_text(_MANAGER.format(folder=folder))
        self._env = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder}/bus"}
        command = ["dbus-daemon", f"--config-file={folder}/bus.conf", "--nofork", "--nopidfile"]
        place.start("bus", *command)
        wait((folder / "bus").exists, "the message bus", 10)
        place.start(
            "manager",
            "NetworkManager",
            "--debug",
            f"--config={folder}/manager.conf",
            f"--config-dir={folder}/conf.d",
            f"--system-config-dir={folder}/conf.d",
            f"--state-file={folder}/state",
            f"--pid-file={folder}/pid",
            "--log-level=INFO",
            **self._env,
        )
        wait(lambda: self.tell("-t", "-f", "RUNNING", "general") == "running", "it to run", 20)

    def tell(self, *words: str) -> str:
        """Run nmcli with these words; return what it printed, "" if it failed."""
        return self._place.run("nmcli", *words, check=False, **self._env)

    def join(self, port: str) -> None:
        """Join what is at the other end of this port, as a laptop does."""
        self._place.run(
            *("nmcli", "connection", "add", "type", "ethernet", "ifname", port),
            *("con-name", port, "ipv4.method", "auto", "ipv6.method", "disabled"),
            **self._env,
        )
        self._place.run("nmcli", "connection", "up", port, **self._env)

    def leave(self, port: str) -> None:
        """Leave it and forget it."""
        self._place.run("nmcli", "connection", "delete", port, **self._env)

    def connectivity(self) -> str:
        """Check now: none, portal, limited or full."""
        return self.tell("networking", "connectivity", "check")


def wait(ready, what: str, timeout_s: float):
    """Wait until ready() is true; return it. Raises TimeoutError that says what did not come."""
    end = time.monotonic() + timeout_s
    while not (found := ready()):
        if time.monotonic() > end:
            raise TimeoutError(f"not within {timeout_s} s: {what}")
        time.sleep(0.1)
    return found
