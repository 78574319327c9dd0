"""A state machine of an RP2 and the DMA that feeds it, as far as infrared light needs them.

The instructions are those of the RP2040 data sheet, 3.4: each takes one cycle and its delay. A
train is run when DMA is triggered, as fast as the host can; what the pin did is told in us of
light (bursts of the carrier) and of dark. Refused: whatever would send nothing, or garbage.
"""

from array import array

from machine.pin import take

from _sim import beams, clock, facts, lines

_MOST_STEPS = 200000
_CLOCK_HZ = 125000000
# What is longer dark than this is no part of a burst of 30 kHz or more.
_DARK_US = 40
_claimed = set()


class PIOASMError(Exception):
    """The program cannot be assembled."""


class PIO:
    """Constants of asm_pio."""

    IN_LOW, IN_HIGH, OUT_LOW, OUT_HIGH = range(4)
    SHIFT_LEFT, SHIFT_RIGHT = range(2)
    JOIN_NONE, JOIN_TX, JOIN_RX = range(3)


class _Program:
    def __init__(self, how):
        self.how, self.steps, self.labels = how, [], {}

    def __getitem__(self, delay):
        if not 0 <= delay <= 31:
            raise PIOASMError("delay too large")
        self.steps[-1][-1] = delay
        return self

    def add(self, *step):
        if len(self.steps) == 32:
            raise PIOASMError("32 instructions at most")
        self.steps.append(list(step) + [0])
        return self


def asm_pio(**how):
    """Assemble: the function is run with the instructions as globals of its module."""

    def assemble(function):
        made = _Program(how)
        words = {
            "out": lambda to, bits: made.add("out", to, bits),
            "set": lambda to, value: made.add("set", to, value),
            "jmp": lambda when, to=None: made.add("jmp", when, to),
            "nop": lambda: made.add("nop"),
            "label": lambda name: made.labels.update({name: len(made.steps)}),
            "x": "x",
            "pins": "pins",
            "x_dec": "x_dec",
        }
        known = function.__globals__
        before = dict(known)
        known.clear()
        try:
            known.update(words)
            function()
        finally:
            known.clear()
            known.update(before)
        return made

    return assemble


class StateMachine:
    """StateMachine(id, program, freq=, set_base=)."""

    def __init__(self, id, program=None, freq=-1, *, set_base=None):
        if not 0 <= id < 8:
            raise ValueError("invalid StateMachine")
        self.id = id
        self._on, self._over = False, 0
        if program is None:
            return
        hz = _CLOCK_HZ if freq < 0 else freq
        if not _CLOCK_HZ / 65536 <= hz <= _CLOCK_HZ:
            raise ValueError("freq out of range")
        if program.how.get("set_init") != PIO.OUT_LOW or set_base is None:
            raise ValueError("simulator: an infrared diode has to begin dark: set_init, set_base")
        self._program, self._hz = program, hz
        take(set_base, "PIO", facts.OUTPUT)
        self._key = set_base.id
        lines.record(self._key, "ir", 0)

    def active(self, on=None):
        """Start or stop; stopped in the middle of a train the pin stays lit, at the worst."""
        if on is not None:
            clock.sync()
            if self._on and not on:
                lines.line(self._key)[lines.OWNER] = "Pin"
                if clock.now < self._over:
                    lines.record(self._key, "out", 1)
            self._on = bool(on)
        return self._on

    def feed(self, words):
        """Run the program on these words, 16 bits each."""
        how = self._program.how
        if not self._on:
            raise RuntimeError("simulator: the state machine is not active, so nothing is sent")
        if how.get("pull_thresh", 32) != 16 or not how.get("autopull"):
            raise RuntimeError("simulator: half words need autopull at 16 bits")
        pulses, carrier = _light(self._run(words), self._hz)
        beams.sent(self._key, carrier, pulses)
        self._over = clock.now + sum(pulses) // 1000 + 1

    def _run(self, words):
        """Return [(cycle, level)] of the pin, and the cycle at which the words were used up."""
        steps, labels = self._program.steps, self._program.labels
        at = cycle = x = taken = 0
        edges = []
        for _ in range(_MOST_STEPS):
            step = steps[at]
            at = (at + 1) % len(steps)
            if step[0] == "out":
                if step[1] != "x" or step[2] != 16:
                    raise NotImplementedError("simulator: out(x, 16) alone")
                if taken == len(words):
                    return edges + [(cycle, None)]
                x = words[taken]
                taken += 1
            elif step[0] == "set":
                edges.append((cycle, step[2]))
            elif step[0] == "jmp":
                if step[1] != "x_dec":
                    raise NotImplementedError("simulator: jmp(x_dec, label) alone")
                if x:
                    at = labels[step[2]]
                x = (x - 1) & 0xFFFFFFFF
            cycle += 1 + step[-1]
        raise RuntimeError("simulator: the program does not end")


def _light(edges, hz):
    """Return ([us of light, us of dark, ...], carrier in Hz); the first edge begins it."""
    us = [cycle * 1000000 / hz for cycle, _ in edges]
    starts = [us[i] for i, edge in enumerate(edges) if edge[1] == 1]
    if edges[-2][1] != 0:
        raise RuntimeError("simulator: the diode stays lit when the train is over")
    period = starts[1] - starts[0]
    pulses, begin = [], starts[0]
    for i, start in enumerate(starts):
        after = starts[i + 1] if i + 1 < len(starts) else us[-1]
        if after - start > _DARK_US:
            # A burst ends with the dark part of its last period.
            end = start + period
            pulses += [int(end - begin + 0.5), int(after - end + 0.5)]
            begin = after
    return pulses, int(1000000 / period + 0.5)


class DMA:
    """A channel; transfers half words from an array to a state machine."""

    def __init__(self):
        free = [number for number in range(12) if number not in _claimed]
        if not free:
            raise OSError("no free DMA channel")
        self.channel = free[0]
        _claimed.add(free[0])

    def pack_ctrl(self, default=None, **fields):
        """Return the control word, here the fields themselves."""
        return fields

    def config(self, read=None, write=None, count=None, ctrl=None, trigger=False):
        """Set up, and start."""
        self._check()
        if not isinstance(read, array) or not isinstance(write, StateMachine):
            raise NotImplementedError("simulator: from an array to a state machine")
        wanted = {"size": 1, "inc_write": False, "treq_sel": write.id}
        if ctrl != wanted:
            raise ValueError("simulator: %r, not %r" % (ctrl, wanted))
        if len(bytes(read)) != 2 * len(read) or not 0 < count <= len(read):
            raise ValueError("simulator: %r half words" % count)
        if trigger:
            write.feed(read[:count])

    def active(self, on=None):
        """Stop the transfer."""
        self._check()
        return False

    def close(self):
        """Give the channel back."""
        _claimed.discard(self.channel)
        self.channel = None

    def _check(self):
        if self.channel is None:
            raise ValueError("channel closed")
