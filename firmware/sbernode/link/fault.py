"""What went wrong while a connection was opened. Loaded when something did, then dropped."""

import errno

from sbernode.packets import LinkDown


def of(wrong):
    """Return the LinkDown for what a socket (OSError) or the handshake (ValueError) raised."""
    if isinstance(wrong, ValueError):
        return LinkDown(_mistrust(str(wrong)), str(wrong).strip())
    refused = wrong.errno in (errno.ECONNREFUSED, errno.ECONNRESET)
    return LinkDown("refused" if refused else "unreachable", str(wrong))


def _mistrust(text):
    """Return the reason in the words of mbedTLS; a wrong root hides whatever else is wrong."""
    if "not correctly signed" in text:
        return "not_trusted"
    if "future" in text:
        return "clock_not_set"
    if "expired" in text:
        return "expired"
    return "wrong_name" if "CN" in text else "not_trusted"
