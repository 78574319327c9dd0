"""valve on a motor for two directions, or any other drive. Pure."""

from sbernode.kinds.curtain import Curtain
from sbernode.kinds.drive import Driven
from sbernode.kinds.offline import guard


class Tap(Driven):
    """Stays where it is; its drive has no speeds to choose from. Options: see valve."""

    _shut = False

    def begin(self, ports, saved):
        Driven.begin(self, ports, saved)
        self.features = Curtain.features

    def read(self):
        return Curtain.read(self)

    def step(self, now):
        return guard(self, now, Driven.step(self, now))
