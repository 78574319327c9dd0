"""A strip with what the stock driver keeps: three bytes a pixel, and how to send them."""


class NeoPixel:
    def __init__(self, pin, n):
        self.pin, self.n, self.bpp = pin, n, 3
        self.buf = bytearray(3 * n)
        self.timing = (400, 850, 800, 450)

    def fill(self, colour):
        pass

    def write(self):
        pass
