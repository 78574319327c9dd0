"""A strip with what the stock driver keeps: the bytes of each pixel, and how to send them."""


class NeoPixel:
    def __init__(self, pin, n, bpp=3):
        self.pin, self.n, self.bpp = pin, n, bpp
        self.buf = bytearray(n * bpp)
        self.timing = (400, 850, 800, 450)

    def fill(self, colour):
        pass

    def write(self):
        pass
