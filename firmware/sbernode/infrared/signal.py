"""Codes of remote controls as pulses. Pure.

A code is a protocol and its data, numbers in hexadecimal:

    nec 04:08         address, command; two digits: the byte and its complement, four: as they are
    samsung 07:02     the same, but of two digits the address is sent twice
    rc5 05:35         address 0..1f, command 0..7f
    raw 38000:4500-4500,560-1690,560-560:g2fh*2   carrier in Hz; pairs of us of light and of
                      dark; the train: a letter from g on is the pair of this place, a digit four
                      pairs, of which a bit that is not set is the first and one that is the second

`*2` at the end: how often, see train(). Sources: Vishay, Data Formats for IR Remote Control (NEC,
RC5); NEC uPD6121 data sheet (108 ms, repeat code); San Bergmans, sbprojects.net/knowledge/ir (nec,
rc5); Samsung S3F80KB application note (4.5 ms, 4.5 ms).
"""

from micropython import const

_NEC_HZ = const(38000)
_RC5_HZ = const(36000)
# From the start of a frame to that of the next.
_NEC_US = const(108000)
_RC5_US = const(113792)
_UNIT = const(560)
_ONE = const(1690)
_HALF = const(889)
_REPEAT = (9000, 2250, 560, 96190)
# What the hardware can hold in its units, and in memory.
_LONGEST = const(100000)
_MOST = const(1400)
_MOST_TIMES = const(20)


def train(protocol: str, data: str, toggle: int = 0):
    """Return (carrier in Hz, [us of light, us of dark, ...]), the pause behind it included.

    *n holds a key down for n frames: NEC repeats then say so. toggle: 0 or 1, another one at
    each press: RC5 tells a new press from one that lasts. Raises ValueError.
    """
    body, star, times = data.partition("*")
    times = _number(times, 1, _MOST_TIMES, 10) if star else 1
    if protocol == "raw":
        carrier, found = _raw(body)
        if len(found) * times > _MOST:
            raise ValueError("too long")
        return carrier, found * times
    address, command = body.split(":")
    if protocol == "rc5":
        command = _number(command, 0, 127)
        # The second bit is a start bit, and what a seventh bit of the command is not.
        bits = 0x2000 | (~command & 64) << 6 | (toggle & 1) << 11
        return _RC5_HZ, _rc5(bits | _number(address, 0, 31) << 6 | command & 63) * times
    low, high = _half(address), _half(command, 0xFF)
    if protocol == "samsung":
        return _NEC_HZ, _frame(4500, low, high) * times
    if protocol != "nec":
        raise ValueError("no such protocol")
    return _NEC_HZ, _frame(9000, _half(address, 0xFF), high) + list(_REPEAT) * (times - 1)


def _number(text, low, high, base=16):
    for c in text:
        if c not in "0123456789abcdef":
            raise ValueError(text)
    found = int(text, base)
    if not low <= found <= high:
        raise ValueError(text)
    return found


def _half(text, complement=0):
    """Return 16 bits: of two digits the byte, and it again, or what is left of `complement`."""
    found = _number(text, 0, 0xFFFF)
    if len(text) == 2:
        return found | (found ^ complement) << 8
    if len(text) != 4:
        raise ValueError(text)
    return found


def _frame(lead, low, high):
    """Return a frame of 32 bits, the lowest first, each told by the dark behind it."""
    found = [lead, 4500]
    for half in (low, high):
        for _ in range(16):
            found += (_UNIT, _ONE if half & 1 else _UNIT)
            half >>= 1
    found.append(_UNIT)
    found.append(_NEC_US - sum(found))
    return found


def _rc5(bits):
    """Return a frame of 14 bits, the highest first: a 1 is dark, then light, a 0 light, then dark.

    It begins with the light of the first bit, a 1.
    """
    found, lit = [0], 1
    for at in range(1, 28):
        # Which half of which bit: the second one of a 1 is lit, and the first one of a 0.
        now = (bits >> (13 - at // 2) & 1) ^ (1 - at & 1)
        if now != lit:
            found.append(0)
            lit = now
        found[-1] += _HALF
    if lit:
        found.append(0)
    found[-1] += _RC5_US - sum(found)
    return found


def _raw(body):
    carrier, pairs, text = body.split(":")
    table = []
    for pair in pairs.split(","):
        light, dark = pair.split("-")
        table.append([_number(us, 1, _LONGEST, 10) for us in (light, dark)])
    found = []
    for c in text:
        if "g" <= c <= "z":
            picked = (ord(c) - 103,)
        else:
            bits = _number(c, 0, 15)
            picked = [bits >> n & 1 for n in (3, 2, 1, 0)]
        for at in picked:
            if at >= len(table) or len(found) >= _MOST:
                raise ValueError(c)
            found += table[at]
    if not found:
        raise ValueError(body)
    return _number(carrier, 30000, 60000, 10), found
