"""Squeeze the set-up page tighter than gzip can; page/unpack.js is the other side.

Context mixing, after M. Mahoney's lpaq (mattmahoney.net/dc): each bit of a letter is predicted
from the letters before it, by eight models at once: the last 0, 1, 2, 3, 4 and 6 letters, the word
so far, and what came after the same three letters the last time. A model keeps a chance for each
of its contexts; the chances are weighed, and the weights learn which model to believe. What is
predicted well costs a fraction of a bit in the arithmetic coder: a sixth less than Zopfli needs,
for half a second of a browser, and ten of the one who builds.

Both sides must come to the same chances, to the last digit. So they only add, multiply and divide,
in the same order (IEEE 754 makes that the same everywhere), and logarithms come from a table that
is made in that way.
"""

import base64
from array import array
from functools import lru_cache
from math import floor

_ORDERS = (0, 1, 2, 3, 4, 6)
_SLOTS, _ALL = 1 << 22, 0xFFFFFFFF
_LETTER, _CONTEXT, _GROUP = 0x9E3779B1, 0x3D4D51, 0x2545F491
_RATE, _MATCH_RATE, _LIMIT = 0.006, 0.01, 20


@lru_cache(maxsize=4)
def squeeze(text: str) -> tuple[str, int, str]:
    """Return (base64, how many letters, the letters beyond ASCII in the order of their numbers).

    Raises ValueError if there are more different ones than a byte has numbers left.
    """
    letters = "".join(sorted({letter for letter in text if letter > "\x7f"}))
    if len(letters) > 128:
        raise ValueError("too many different letters")
    beyond = {letter: 128 + at for at, letter in enumerate(letters)}
    packed = _code([beyond.get(letter) or ord(letter) for letter in text])
    return base64.b64encode(packed).decode(), len(text), letters


def _code(numbers: list[int]) -> bytes:
    """Return the bytes of the arithmetic coder. One long function: it turns a million times."""
    squash, stretch = _tables()
    chances, seen = array("H", [32768]) * _SLOTS, bytearray(_SLOTS)
    rough = [(0.25,) * 8] * 2048
    fine = [(0.0,) * 8] * 4096
    matches, places = [0.75] * 16, [0] * (1 << 18)
    hashes, groups = [0] * 7, [0] * 7
    low, high, out = 0, _ALL, bytearray()
    before = place = long = 0
    for at, number in enumerate(numbers):
        context = 1
        for left in range(7, -1, -1):
            matching = long and (numbers[place] | 256) >> left + 1 == context
            if not matching:
                long = 0
            if left % 4 == 3:
                groups = [(hashed + context * _CONTEXT) * _GROUP & _ALL for hashed in hashes]
                groups = [(group ^ group >> 15) & _SLOTS - 16 for group in groups]
            within = context if left > 3 else context & (8 >> left) - 1 | 8 >> left
            slots = [group + within for group in groups]
            p0, p1, p2, p3, p4, p5, p6 = [stretch[chances[slot] >> 4] for slot in slots]
            guess, p7 = 0, 0.0
            if matching:
                guess, p7 = numbers[place] >> left & 1, stretch[int(matches[long] * 4096)]
                p7 = p7 if guess else -p7
            at_coarse, at_close = (before >> 5) * 256 + context, long * 256 + before
            a0, a1, a2, a3, a4, a5, a6, a7 = rough[at_coarse]
            b0, b1, b2, b3, b4, b5, b6, b7 = fine[at_close]
            total = (a0 + b0) * p0 + (a1 + b1) * p1 + (a2 + b2) * p2 + (a3 + b3) * p3
            total = total + (a4 + b4) * p4 + (a5 + b5) * p5 + (a6 + b6) * p6 + (a7 + b7) * p7
            said = floor(total * 256) + 2048
            chance = squash[1 if said < 1 else 4095 if said > 4095 else said]
            bit = number >> left & 1
            middle = low + int((high - low) * chance)
            if bit:
                high = middle
            else:
                low = middle + 1
            while not (low ^ high) >> 24:
                out.append(high >> 24)
                low, high = low << 8 & _ALL, high << 8 & _ALL | 255
            wrong = (bit - chance) * _RATE
            p0, p1, p2, p3 = p0 * wrong, p1 * wrong, p2 * wrong, p3 * wrong
            p4, p5, p6, p7 = p4 * wrong, p5 * wrong, p6 * wrong, p7 * wrong
            rough[at_coarse] = (
                a0 + p0,
                a1 + p1,
                a2 + p2,
                a3 + p3,
                a4 + p4,
                a5 + p5,
                a6 + p6,
                a7 + p7,
            )
            fine[at_close] = b0 + p0, b1 + p1, b2 + p2, b3 + p3, b4 + p4, b5 + p5, b6 + p6, b7 + p7
            if matching:
                matches[long] += ((guess == bit) - matches[long]) * _MATCH_RATE
            aim = bit * 65535
            for slot in slots:
                was, count = chances[slot], seen[slot]
                chances[slot] = int(was + (aim - was) / (count + 1.25))
                if count < _LIMIT:
                    seen[slot] = count + 1
            context = context * 2 + bit
        before = number
        inside = number > 127 or 96 < number | 32 < 123
        hashes[6] = (hashes[6] + number) * _LETTER & _ALL if inside else 0
        hashed = 1
        for order in range(7):
            if order in _ORDERS:
                hashes[min(order, 5)] = hashed + order
            hashed = (hashed + (numbers[at - order] if order <= at else 0) + 1) * _LETTER & _ALL
        key = (hashes[3] & _ALL) >> 14
        place = place + 1 if long else places[key]
        long = min(long + 1, 15) if place else 0
        places[key] = at + 1
    return bytes(out) + low.to_bytes(4, "big")


def _tables() -> tuple[list[float], list[float]]:
    """Return chances for logarithms of odds, -8 to 8 by 1/256, and the other way round."""
    squash, odds = [0.0] * 4096, 1.0
    for at in range(2048):
        squash[2048 + at], squash[2048 - at] = odds / (1 + odds), 1 / (1 + odds)
        odds *= 1.00390625
    stretch: list[float] = []
    for at in range(1, 4096):
        while len(stretch) <= squash[at] * 4096:
            stretch.append((at - 2048) / 256)
    return squash, stretch + [8.0] * (4096 - len(stretch))
