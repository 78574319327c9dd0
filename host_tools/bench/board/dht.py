"""A DHT22 with the buffer of the stock driver."""


class DHT22:
    def __init__(self, pin):
        self.pin, self.buf = pin, bytearray(5)

    def measure(self):
        pass

    def temperature(self):
        return 21.5

    def humidity(self):
        return 40.0
