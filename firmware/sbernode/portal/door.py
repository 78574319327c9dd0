"""The listening socket and the button of the pages. Loaded to open them, then dropped."""

import select
import socket

from micropython import const

from sbernode import forget, log

_PORT = const(80)
_BACKLOG = const(4)


def open(watch):
    """Give the Watch a function that tells who knocks, and at first the one of the button.

    Says so in the log if the port cannot be had.
    """
    if watch.listener:
        watch.listener.close()
    elif watch.panel and watch.pressed is None:
        watch.pressed = _button(watch.kept, watch.panel[0], watch.app)
    watch.listener = watch.knocks = None
    try:
        watch.listener = listen(_PORT)
    except OSError as wrong:
        log.error("portal", "noport", "TCP", _PORT, str(wrong))
        return
    poller = select.poll()
    poller.register(watch.listener, select.POLLIN)
    watch.knocks = poller.poll


def _button(known, gpio, app):
    if gpio is not None and app and app.devices.taken >> gpio & 1:
        return None  # what a device uses is the device's
    from sbernode.hw.button import button

    forget("hw.button")
    return button(known, gpio)


def listen(port: int):
    """Return a socket that listens on the port. Raises OSError if it cannot be had."""
    listener = socket.socket()
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(socket.getaddrinfo("0.0.0.0", port)[0][-1])
        listener.listen(_BACKLOG)
        listener.setblocking(False)
    except OSError:
        listener.close()
        raise
    return listener
