"""What a connection needs before it is opened: the address, the TLS context. Dropped when had."""

import socket

import tls

from sbernode.packets import LinkDown


def make(root, verify):
    """Return the context. Raises LinkDown.

    root: DER bytes of the trusted root, None without verify. verify: False only where the owner
    of the board says so in settings.json; a root that is missing never switches the check off.
    """
    made = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
    made.verify_mode = tls.CERT_REQUIRED if verify else tls.CERT_NONE
    if verify:
        try:
            made.load_verify_locations(root)
        except (TypeError, ValueError, OSError):
            raise LinkDown("no_roots", "a root file is not a DER certificate")
    return made


def resolve(link):
    """Return the address of the broker. Blocks: a look-up cannot be done aside here."""
    try:
        # IPv4 only: the boards' stacks have nothing else switched on.
        family, kind = socket.AF_INET, socket.SOCK_STREAM
        return socket.getaddrinfo(link.server, link.port, family, kind)[0][-1]
    except (OSError, IndexError) as wrong:
        raise LinkDown("no_name", str(wrong))
