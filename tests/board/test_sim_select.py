"""The simulated select: as many sockets as a board has, beside what is no socket."""

import io
import select
import socket

from check import eq


class _NoFile(io.IOBase):
    def ioctl(self, request, argument):
        return 0 if request == 3 else -22


def test_many_sockets_beside_an_object_without_a_descriptor():
    poller = select.poll()
    poller.register(_NoFile(), select.POLLIN)
    sockets = [socket.socket() for _ in range(20)]
    for one in sockets:
        poller.register(one, select.POLLOUT)
        for _ in poller.ipoll(0):
            pass
    eq(len(sockets), 20)
    for one in sockets:
        poller.unregister(one)
        one.close()
