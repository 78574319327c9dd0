"""The connection to the host program: JSON lines over loopback TCP (SIM_CONTROL=host:port).

Board to host: {"hello": ...}, {"ms", "pin", "value", "mode"}, {"pins": ...}, {"error": ...},
{"point": what phones see of the access point, or null}.
Host to board: {"drive", "value"}, {"part", ...}, {"net": {...}}, {"wifi": {...}}, {"ask": "pins"},
{"bootsel": pressed}, {"remote": GPIO, "pulses": [us of light, of dark, ...]}.
Without SIM_CONTROL there is no connection and nothing is sent.
"""

import json

import uos
import uselect
import usocket

from _sim import clock, facts

grace = int(uos.getenv("SIM_GRACE") or "60")  # real ms that a real peer has before time jumps
control = None
_buffer = b""
_poll = None


def look(real_ms: int) -> list:
    """Wait for a message of the host; what it says is done here, so the list is always empty."""
    if _poll is None:
        if real_ms < 0:
            raise RuntimeError("simulator: the firmware waits for ever and nothing can wake it")
        if real_ms:
            import utime

            utime.sleep_ms(real_ms)
    elif _poll.poll(real_ms):
        read()
    return []


def send(message: dict) -> None:
    """Send a message to the host, if there is one."""
    if control is not None:
        control.write(json.dumps(message) + "\n")


def read() -> None:
    """Take what the host has sent and do it. The board stops when the host is gone."""
    global _buffer
    got = control.recv(1024)
    if not got:
        clock.stop(0)
    _buffer += got
    while b"\n" in _buffer:
        line, _buffer = _buffer.split(b"\n", 1)
        _obey(json.loads(line))


def _obey(message: dict) -> None:
    import sim

    try:
        if "drive" in message:
            sim.drive(message["drive"], message["value"])
        elif "part" in message:
            sim.part(message.pop("part"), **message)
        elif "remote" in message:
            sim.remote(message["remote"], message["pulses"])
        elif "net" in message:
            sim.net(**message["net"])
        elif "wifi" in message:
            sim.wifi(**message["wifi"])
        elif "bootsel" in message:
            sim.bootsel(message["bootsel"])
        elif message.get("ask") == "pins":
            from _sim import lines

            send({"pins": lines.table()})
        else:
            raise ValueError("not understood: %r" % message)
    except (ValueError, TypeError, KeyError) as error:
        send({"error": "%s: %s" % (type(error).__name__, error)})


def connect() -> None:
    """Connect to the host named in SIM_CONTROL and say hello."""
    global control, _poll
    address = uos.getenv("SIM_CONTROL")
    if not address or control is not None:
        return
    host, number = address.rsplit(":", 1)
    control = usocket.socket()
    control.connect(usocket.getaddrinfo(host, int(number))[0][-1])
    # TCP_NODELAY of IPPROTO_TCP, on Linux and macOS: a pin is told when it moves, not 40 ms later.
    control.setsockopt(6, 1, 1)
    _poll = uselect.poll()
    _poll.register(control, uselect.POLLIN)
    send({"hello": {"board": facts.board, "port": facts.port}})
