"""What devices behind an infrared diode have in common: a code for each value. Pure.

Key of a code: `function=value`, or `function` alone for a key that switches over. What the device
does then nobody tells, so its state is what was sent last. Nothing is sent at the start.
"""

from sbernode.devices import Device


class Remote(Device):
    """state: {function: value} of what is remembered; made of `state`, as a class has it."""

    state = {}

    def begin(self, ports, saved):
        self.ir = ports[0]
        keys = self.ir.keys() or ()
        # A value that is not of the right type, or has no code any more, is none to remember.
        self.state = dict(self.state)
        self.offer(keys)
        saved = saved if isinstance(saved, dict) else {}
        for name, value in self.state.items():
            limits = (self.allowed or {}).get(name) or (0, 999 if name == "channel_int" else 100)
            old = saved.get(name)
            if type(old) is not type(value):
                continue
            if type(old) is int:
                old = max(limits[0], min(limits[1], old))
            if not isinstance(old, str) or old in limits:
                self.state[name] = old

    def narrow(self, keys, name, values, least=1):
        """Offer a function if `least` of its values have a code; return whether it is offered."""
        found = [value for value in values.split() if name + "=" + value in keys]
        if len(found) < least:
            return False
        self.features += (name,)
        if name in self.state:
            self.allowed = self.allowed or {}
            self.allowed[name] = tuple(found)
            self.state[name] = found[0]
            if found[0] in "+-":
                # Steps alone: nobody knows where they lead.
                del self.state[name]
        return True

    def switch(self, keys, name):
        """Offer a function that is on or off if it can be switched both ways."""
        if name in keys or (name + "=true" in keys and name + "=false" in keys):
            self.features += (name,)

    def turn(self, name, value):
        """Have a function take a value, and remember it."""
        if self.press(name, value, self.state.get(name) == value):
            self.state[name] = value

    def press(self, name, value, is_so=False) -> bool:
        """Send the code of a value, or the key that switches over unless it is so; False: none."""
        text = value if isinstance(value, str) else str(value).lower()
        key = name + "=" + text
        if not self.ir.has(key) and self.ir.has(name):
            return is_so or self.ir.send(name)
        return self.ir.send(key)

    def read(self):
        return [(name, self.state[name]) for name in self.features if name in self.state]

    def save(self):
        return dict(Remote.read(self))
