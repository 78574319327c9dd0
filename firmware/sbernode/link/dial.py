"""Open a connection: TCP, TLS, CONNECT, each with its deadline. Dropped when it is done.

Blocking is only the arithmetic of the handshake. Source of the packets: MQTT 3.1.1, 3.1 and 3.2.
"""

import asyncio
import errno
import gc
import select
import socket
import struct
import time

from micropython import const

from sbernode import forget
from sbernode.link import KEEPALIVE_S, packet
from sbernode.packets import LinkDown

_TCP_MS = const(10000)
_TLS_MS = const(30000)
_REFUSALS = {3: "not_now", 4: "login_refused", 5: "not_authorised"}


async def dial(link, address):
    """Connect the link, which has its `context`, up to the accepted login. Raises LinkDown."""
    link.begin()
    try:
        await _tcp(link, address)
        gc.collect()
        # The handshake runs inside the first reads and writes, which do not block.
        link.socket = link.context.wrap_socket(
            link.socket, server_hostname=link.server, do_handshake_on_connect=False
        )
        await _login(link)
    except BaseException:
        link.close()
        raise


async def _tcp(link, address):
    link.socket = raw = socket.socket()
    raw.setblocking(False)
    try:
        raw.connect(address)
    except OSError as wrong:
        if wrong.errno != errno.EINPROGRESS:
            raise _fault(wrong)
    poller = select.poll()
    poller.register(raw, select.POLLOUT)
    started = time.ticks_ms()
    ready = poller.poll(0)
    while not ready:
        if time.ticks_diff(time.ticks_ms(), started) > _TCP_MS:
            raise LinkDown("no_answer", "TCP")
        await asyncio.sleep_ms(10)
        ready = poller.poll(0)
    if ready[0][1] & ~select.POLLOUT:
        try:
            raw.send(b"")
            raw.recv(1)
        except OSError as wrong:
            raise _fault(wrong)
        raise LinkDown("refused", "TCP")


async def _login(link):
    fields = b"\0\4MQTT\4\xc2" + struct.pack("!H", KEEPALIVE_S)  # clean session, user, password
    for text in (link.client_id, link.user, link.pswd):
        text = text.encode()
        fields += struct.pack("!H", len(text)) + text
    try:
        await link.write(packet(0x10, fields), _TLS_MS)
    except ValueError as wrong:
        raise _fault(wrong)
    link.stage = "login"
    link.listen()
    await link.wait(lambda: link.connack is not None, "no CONNACK")
    code = link.connack
    if code:
        raise LinkDown(_REFUSALS.get(code, "not_mqtt"), "CONNACK %d" % code)


def _fault(wrong):
    from sbernode.link import fault

    try:
        return fault.of(wrong)
    finally:
        forget("link.fault")
