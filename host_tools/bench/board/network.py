"""A radio that joins whatever is asked for, with its own access point."""

import uos

STA_IF, AP_IF = 0, 1


# Station and access point; a board whose files are there was joined when the measuring began.
_on = [not uos.getenv("BENCH_NEW"), False]


class _Radio:
    """An interface: 0 the station, 1 the access point."""

    def __init__(self, kind):
        self.kind = kind

    def active(self, on=None):
        if on is not None:
            _on[self.kind] = on
        return _on[self.kind]

    def isconnected(self):
        return _on[STA_IF]

    def connect(self, _ssid, _key):
        pass

    def disconnect(self):
        pass

    def config(self, **_):
        pass

    def status(self, what=None):
        return () if what == "stations" else -50

    def ifconfig(self, _=None):
        return ("127.0.0.1", "", "", "")

    def scan(self):
        """Return a house full of neighbours."""
        return [(b"Neighbour-network-%d" % n, b"", 1, -40 - n, 3, False) for n in range(20)]


_radios = _Radio(STA_IF), _Radio(AP_IF)


def WLAN(interface):
    """Return the interface; as on a board, there is one of each."""
    return _radios[interface]


def hostname(_name):
    """Take the name, for nothing."""
