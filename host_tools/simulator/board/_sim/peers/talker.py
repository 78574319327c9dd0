"""What parts on a serial line have in common, their faults too.

`error` of the part: 1 or "silence", "crc" (a damaged byte), "garbage" (noise in place of the
frame), "half" (the frame breaks off); present=0: nothing is connected.
"""

from _sim import parts


class Talker:
    """A part on a pin; one that answers has answer(), one that sends by itself every_ms, frame().

    baud: both sides have to use the same; answer_ms: from the last byte of a request to the first
    of the answer.
    """

    baud = 9600
    answer_ms = 20
    every_ms = None

    def __init__(self, gpio: int):
        self.gpio = gpio

    def get(self, name: str):
        """Return a value of the part."""
        return parts.get(self.gpio, name)

    def hear(self, request: bytes):
        """Return what the part sends upon these bytes, or None."""
        answer = self.answer(request)
        return answer and self._faulty(answer)

    def say(self):
        """Return what a part that sends by itself sends now, or None."""
        return self._faulty(self.frame())

    def answer(self, request: bytes):
        """Return the answer of a sound part, None if it does not feel asked."""

    def _faulty(self, frame: bytes):
        error = self.get("error")
        if not self.get("present") or error == 1 or error == "silence":
            return None
        if error == "crc":
            return frame[:-3] + bytes((frame[-3] ^ 0x10,)) + frame[-2:]
        if error == "garbage":
            return bytes((byte * 73 + 41 + place) & 255 for place, byte in enumerate(frame))
        if error == "half":
            return frame[: len(frame) // 2]
        return frame
