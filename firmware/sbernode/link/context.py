"""What TLS needs for any number of connections: the longest block of all. Dropped when made."""

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
