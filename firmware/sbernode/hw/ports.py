"""Open the ports of the devices. Loaded at start, then dropped."""


class Ports:
    """Open ports by type; one for each pin, buses shared.

    urgent: see hw.Urgent; were_out: `outs` of before the restart. `outs`: GPIOs of plain outputs,
    ~GPIO where the active level is low. A motor's outputs are none: they never keep a level.
    `taken`: a bit for each GPIO in use.
    """

    def __init__(self, urgent, were_out):
        self._urgent, self._were_out = urgent, were_out
        self.outs = []
        self.taken = 0
        self._buses = {}

    def open(self, port, role, spec, on, options):
        """Return the port for a pin. port: see sbernode.kinds; spec: the pin as defined.

        on: whether an output is on from its first moment; options: of the device.
        """
        if not isinstance(spec, dict):
            spec = {"gpio": spec}
        gpio = spec["gpio"]
        self.taken |= 1 << gpio
        if port == "out":
            from sbernode.hw.outputs import Out

            low = spec.get("active") == "low"
            mark = ~gpio if low else gpio
            if role == "out":
                self.outs.append(mark)
            return Out(self._urgent, gpio, low, on, role == "out" and mark in self._were_out)
        if port == "level":
            from sbernode.hw.outputs import Level

            return Level(gpio, spec.get("active") == "low")
        if port == "in":
            from sbernode.hw.inputs import In

            # A contact pulls its line to ground; a motion detector drives it by itself.
            usual = ("high", "none") if role == "motion" else ("low", "up")
            low = spec.get("active", usual[0]) == "low"
            return In(self._urgent, gpio, low, spec.get("pull", usual[1]))
        if port == "pixels":
            from sbernode.hw.outputs import Pixels

            return Pixels(gpio, options["count"])
        from sbernode.hw import sensors

        if port == "dht22":
            return sensors.Dht22(gpio)
        if gpio not in self._buses:
            self._buses[gpio] = sensors.bus(gpio)
        return sensors.Ds18b20(self._buses[gpio], spec.get("address"))
