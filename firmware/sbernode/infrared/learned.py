"""Codes out of received pulses: by name where they have one, else as raw text. Pure.

Loaded to learn a code, then dropped. A receiver stretches light at the cost of dark, and remote
controls are no clocks: a length may be a quarter off, and 100 us besides. Sources: see signal.py.
"""

from micropython import const

# What comes between frames; within one, air conditioners have pauses, too, but shorter ones.
_GAP_US = const(15000)
_LAST_US = const(40000)
_HALF = const(889)
_MOST_PAIRS = const(20)
_MOST_TIMES = const(3)
_SHORTEST = const(6)


def code(pulses, carrier: int = 38000):
    """Return (protocol, data) of [us of light, us of dark, ..., us of light]. Raises ValueError.

    What was repeated while the key was down counts once.
    """
    if len(pulses) < _SHORTEST:
        raise ValueError("too short")
    found, begin = None, 0
    for at in range(1, len(pulses) + 1, 2):
        if at == len(pulses) or pulses[at] > _GAP_US:
            name = _name(pulses[begin:at])
            begin = at + 1
            if name == "again" and found:
                continue
            if name is None or name == "again" or found not in (None, name):
                return "raw", raw(pulses, carrier)
            found = name
    return found


def raw(pulses, carrier: int = 38000) -> str:
    """Return the data of the protocol raw. Raises ValueError if there is no pattern in it."""
    pulses = list(pulses)
    if len(pulses) % 2:
        # How long it is dark behind the last light nobody knows: as after the frames before.
        longest = max(pulses[1::2]) if len(pulses) > 1 else 0
        pulses.append(longest if longest > _GAP_US else _LAST_US)
    light, dark = _lengths(pulses[::2]), _lengths(pulses[1::2])
    pairs, counts, seen = [], [], []
    for i in range(0, len(pulses), 2):
        pair = "%d-%d" % (_nearest(light, pulses[i]), min(100000, _nearest(dark, pulses[i + 1])))
        if pair not in pairs:
            if len(pairs) == _MOST_PAIRS:
                raise ValueError("no pattern")
            pairs.append(pair)
            counts.append(0)
        seen.append(pairs.index(pair))
        counts[seen[-1]] += 1
    # The two that come most often make the digits.
    order = sorted(range(len(pairs)), key=lambda at: -counts[at])
    seen, times = _folded([order.index(at) for at in seen])
    text = "%d:%s:%s" % (carrier, ",".join([pairs[at] for at in order]), _text(seen))
    return text + "*%d" % times if times > 1 else text


def _near(got, want):
    return abs(got - want) <= want // 4 + 100


def _name(frame):
    """Return (protocol, data), "again" for NEC's repeat code, None for a strange frame."""
    lead, size = frame[0], len(frame)
    if size == 3 and _near(lead, 9000) and _near(frame[1], 2250) and _near(frame[2], 560):
        return "again"
    nec = _near(lead, 9000)
    if size == 67 and _near(frame[1], 4500) and (nec or _near(lead, 4500)):
        return _bits(frame, nec)
    return _rc5(frame)


def _bits(frame, nec):
    found = [0, 0, 0, 0]
    for at in range(2, 66, 2):
        one = frame[at + 1] > 1125
        if not _near(frame[at], 560) or not _near(frame[at + 1], 1690 if one else 560):
            return None
        if one:
            n = at // 2 - 1
            found[n // 8] |= 1 << n % 8
    low, high, command, other = found
    complement = 0xFF if nec else 0
    address = "%02x" % low if low ^ complement == high else "%02x%02x" % (high, low)
    data = "%02x" % command if command ^ 0xFF == other else "%02x%02x" % (other, command)
    return "nec" if nec else "samsung", address + ":" + data


def _rc5(frame):
    # Of each half bit whether it is lit; the first one, dark, has nothing before it.
    halves = [0]
    for at, us in enumerate(frame):
        if _near(us, _HALF):
            halves.append(~at & 1)
        elif _near(us, 2 * _HALF):
            halves += [~at & 1] * 2
        else:
            return None
    if len(halves) == 27:
        halves.append(0)
    if len(halves) != 28:
        return None
    bits = 0
    for at in range(0, 28, 2):
        if halves[at] == halves[at + 1]:
            return None
        bits = bits << 1 | halves[at + 1]
    return "rc5", "%02x:%02x" % (bits >> 6 & 31, bits & 63 | (~bits >> 6 & 64))


def _lengths(pulses):
    """Return the lengths that these pulses were meant to have: means of those near each other."""
    groups, before = [], 0
    for us in sorted(pulses):
        if not groups or us > before * 9 // 8 + 100 or us > groups[-1][0] * 3 // 2 + 150:
            groups.append([us, 0, 0])
        before = us
        groups[-1][1] += us
        groups[-1][2] += 1
    return [total // count for _, total, count in groups]


def _nearest(lengths, us):
    return min(lengths, key=lambda length: abs(length - us))


def _folded(seen):
    """Return (one of several equal frames, how many there were, three at most)."""
    for size in range(3, len(seen) // 2 + 1):
        if len(seen) % size == 0 and seen == seen[:size] * (len(seen) // size):
            return seen[:size], min(_MOST_TIMES, len(seen) // size)
    return seen, 1


def _text(seen):
    text, at = "", 0
    while at < len(seen):
        four = seen[at : at + 4]
        if len(four) == 4 and max(four) < 2:
            text += "%x" % (four[0] << 3 | four[1] << 2 | four[2] << 1 | four[3])
            at += 4
        else:
            text += chr(103 + seen[at])
            at += 1
    return text
