"""A strip with the buffer of the stock driver: three bytes a pixel."""


class NeoPixel:
    def __init__(self, pin, n):
        self.buf = bytearray(3 * n)

    def fill(self, colour):
        pass

    def write(self):
        pass
