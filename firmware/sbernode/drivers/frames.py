"""What parts on a serial line have in common: frames of one size that begin alike. Pure."""


class Frames:
    """A part that sends frames by itself, or one for each request.

    bus: as machine.UART, opened at `baud`: any(), read(count), write(bytes); none of them waits.
    A class brings `head` and `size` of its frames, `ask` (None: the part sends by itself),
    `wait_ms` until a frame must have come, and take().
    """

    baud = 9600
    ask = None

    def __init__(self, bus, address, options):
        self._bus = bus

    def start(self) -> int:
        """Drop what came before and ask; return the ms until read() may be called."""
        bus = self._bus
        # Again and again: behind a full buffer the chip holds some more.
        while bus.any():
            bus.read(bus.any())
        if self.ask:
            bus.write(self.ask)
        return self.wait_ms

    def read(self) -> tuple:
        """Return the values of the newest whole frame that came since. Raises OSError.

        Noise, halves of frames and damaged ones are passed over.
        """
        bus = self._bus
        got = bus.read(bus.any()) or b""
        at = len(got)
        while True:
            at = got.rfind(self.head, 0, at)
            if at < 0:
                raise OSError
            frame = got[at : at + self.size]
            values = len(frame) == self.size and self.take(frame)
            if values:
                return values

    def take(self, frame: bytes):
        """Return the values in a frame, None if it is damaged. Raises OSError: they cannot be."""
