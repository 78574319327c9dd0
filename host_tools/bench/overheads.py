"""What lies in the heap of the bench and is not the firmware's: measured, to be taken off.

A program of a few lines runs in the same interpreter and asks gc.mem_alloc() before and after.
"""

import subprocess
from pathlib import Path

_PROGRAM = """
import gc


def used():
    gc.collect()
    return gc.mem_alloc()


used()  # the first call makes room for itself
before = used()
import machine, network, neopixel, dht, os, socket

standins = used() - before
import tls

with open("cloud/ca.der", "rb") as file:
    root = file.read()
raw = socket.socket()
raw.setblocking(False)
before = used()
context = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
context.verify_mode = tls.CERT_REQUIRED
context.load_verify_locations(root)
wrapped = context.wrap_socket(raw, server_hostname="localhost", do_handshake_on_connect=False)
print(standins, used() - before)
"""


def measure(interpreter: Path, standins: Path) -> tuple[int, int]:
    """Return the bytes of the compiled stand-ins in a folder, and of the objects of TLS."""
    from host_tools.cloud import certificate

    certificate.make(standins / "cloud")
    done = subprocess.run(
        [interpreter, "-c", _PROGRAM],
        cwd=standins,
        env={"MICROPYPATH": ".:.frozen"},
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = done.stdout.split()
    return int(first), int(second)
