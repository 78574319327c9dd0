"""A real mosquitto on loopback: TLS with a certificate made on the spot, password file.

Facts used: https://mosquitto.org/man/mosquitto-conf-5.html (listener, certfile, password_file),
https://mosquitto.org/man/mosquitto_passwd-1.html.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

_START_S = 10


def find() -> str | None:
    """Return the program's path; Debian keeps it in /usr/sbin, which is not on everyone's PATH."""
    return _program("mosquitto")


def _program(name: str) -> str | None:
    more = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin", "/opt/homebrew/bin")
    return shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", os.defpath), *more]))


def free_port() -> int:
    """Return a TCP port of 127.0.0.1 on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def end(process: subprocess.Popen) -> None:
    """End a process that this test started: ask, wait, then kill, by its pid."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            stream.close()


class Mosquitto:
    """One broker. TLS on `port`, plain MQTT on `plain_port`, one account, nobody anonymous.

    ca_der: the authority's certificate, as the board's `roots/` wants it; ca_pem: a file with it.
    `names` are the names in the server's certificate; `leaf` replaces it whole
    (an expired one, one of another authority).
    """

    host = "localhost"
    login = "user1"
    password = "pass1"

    def __init__(
        self,
        program: str,
        folder: Path,
        authority: trustme.CA,
        names: tuple[str, ...] = ("localhost", "127.0.0.1"),
        leaf: trustme.LeafCert | None = None,
    ):
        folder.mkdir(parents=True)
        self._program = program
        self._folder = folder
        self._process: subprocess.Popen | None = None
        self.port = free_port()
        self.plain_port = free_port()
        pem = authority.cert_pem.bytes()
        self.ca_der = x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)
        self.ca_pem = folder / "ca.pem"
        self.ca_pem.write_bytes(pem)
        leaf = leaf or authority.issue_cert(*names, key_type=trustme.KeyType.ECDSA)
        leaf.private_key_pem.write_to_path(folder / "key.pem")
        for blob in leaf.cert_chain_pems:
            blob.write_to_path(folder / "cert.pem", append=True)
        self.set_password(self.password)
        self._configure()

    def _configure(self) -> None:
        lines = [
            "per_listener_settings false",
            f"password_file {self._folder}/passwords",
            "allow_anonymous false",
            "persistence false",
            f"log_dest file {self._folder}/log",
            "log_type all",
            f"listener {self.port} 127.0.0.1",
            f"certfile {self._folder}/cert.pem",
            f"keyfile {self._folder}/key.pem",
            f"listener {self.plain_port} 127.0.0.1",
        ]
        if os.getuid() == 0:
            lines.append("user root")  # else it gives up root and cannot read our folder
        config = self._folder / "mosquitto.conf"
        config.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def set_password(self, password: str) -> None:
        """Change the account's password; takes effect at the next start."""
        helper = _program("mosquitto_passwd")
        if helper is None:
            raise FileNotFoundError("mosquitto is here, mosquitto_passwd is not")
        command = [helper, "-b", "-c", str(self._folder / "passwords"), self.login, password]
        subprocess.run(command, check=True, capture_output=True)

    def start(self) -> None:
        """Start it and wait until both ports answer; RuntimeError with its log if they do not."""
        self._process = subprocess.Popen(
            [self._program, "-c", str(self._folder / "mosquitto.conf")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        give_up_at = time.monotonic() + _START_S
        while not all(_answers(port) for port in (self.port, self.plain_port)):
            if self._process.poll() is not None or time.monotonic() > give_up_at:
                self.stop()
                raise RuntimeError(f"mosquitto did not start:\n{self.log()}")
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop it: connections close, the ports refuse. `start` brings the same broker back."""
        if self._process is not None:
            self.resume()
            end(self._process)
            self._process = None

    def pause(self) -> None:
        """Make it silent: the port accepts (the kernel does), nothing answers any more."""
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on after `pause`."""
        self._process.send_signal(signal.SIGCONT)

    def log(self) -> str:
        """Return what it has logged so far."""
        log = self._folder / "log"
        return log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
