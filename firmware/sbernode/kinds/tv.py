"""tv: a television, by infrared. Pure.

volume_steps: how many steps its own scale has, 0: volume_int is not offered. It is counted from
the bottom, where the first command goes, and every command for 0.
"""

from micropython import const

from sbernode import since
from sbernode.kinds.remote import Remote

# So long after a command the television may take to show it.
_SETTLES_MS = const(8000)
_SOURCES = const("hdmi1 hdmi2 hdmi3 tv av content screencast + -")
_KEYS = const("confirm back home play pause previous next")


class Tv(Remote):
    """on_off is what a sensing line says, if there is one, else what was sent last."""

    features = ("on_off",)
    state = {"on_off": False, "source": "", "channel_int": 1, "volume_int": 0}
    _steps = _until = None

    def begin(self, ports, saved):
        self._power = ports[1]
        super().begin(ports, saved)
        if isinstance(saved, dict) and isinstance(saved.get("steps"), int):
            self._steps = max(0, min(self.options[0], saved["steps"]))
        self._seen = self._power and self._power.edges

    def offer(self, keys):
        """Offer what there are codes for. The cloud takes no narrowing of it but of source."""
        if self.narrow(keys, "volume", "+ -", 2) and self.options[0]:
            self.features += ("volume_int",)
        self.narrow(keys, "channel", "+ -", 2)
        if self.narrow(keys, "number", "0 1 2 3 4 5 6 7 8 9", 10):
            self.features += ("channel_int",)
        self.switch(keys, "mute")
        self.narrow(keys, "direction", "up down left right", 4)
        self.narrow(keys, "custom_key", _KEYS)
        self.narrow(keys, "source", _SOURCES)

    def apply(self, name, value, now):
        if name not in self.features:
            return False
        state = self.state
        if name == "on_off":
            state[name] = self._is_on()
            self.turn(name, value)
            if self._power:
                self._until = now + _SETTLES_MS
        elif name == "volume_int":
            self._volume(value)
        elif name == "channel_int":
            if all([self.press("number", int(digit)) for digit in str(value)]):
                state[name] = value
        elif self.press(name, value):
            if name == "source":
                if value not in "+-":
                    state[name] = value
            elif name == "volume" and self._steps is not None:
                step = 1 if value == "+" else -1
                self._stepped(max(0, min(self.options[0], self._steps + step)))
            elif name == "channel":
                state["channel_int"] = max(0, min(999, state["channel_int"] + int(value + "1")))
        return True

    def _volume(self, value):
        scale = self.options[0]
        wanted, ir = (value * scale + 50) // 100, self.ir
        if self._steps is None or not wanted:
            if not ir.send("volume=-", scale):
                return
            self._steps = 0
        more = wanted - self._steps
        if not more or ir.send("volume=+" if more > 0 else "volume=-", abs(more)):
            self._stepped(wanted)
            self.state["volume_int"] = value

    def _stepped(self, steps):
        self._steps = steps
        self.state["volume_int"] = steps * 100 // (self.options[0] or 1)

    def _is_on(self):
        return self._power.get() if self._power and self._until is None else self.state["on_off"]

    def read(self):
        self.state["on_off"] = self._is_on()
        return super().read()

    def step(self, now):
        if not self._power:
            return -1
        if self._seen != self._power.edges:
            self._seen = self._power.edges
            self.dirty = True
        if self._until is None:
            return -1
        left = -since(now, self._until)
        if left > 0 and self._power.get() != self.state["on_off"]:
            return left
        self._until = None
        self.dirty = True
        return -1

    def save(self):
        saved = super().save()
        saved["steps"] = self._steps
        return saved
