"""What the named board can do: one byte for each pin, read once from boards/<board>.json.

The file is read line by line (it has one line for each pin) and only flags are kept, because the
whole of it would not fit into a small heap; the words for a refusal are looked up when needed.
"""

import json

import uos
from micropython import const

INPUT = const(1)
OUTPUT = const(2)
PULL_UP = const(4)
PULL_DOWN = const(8)
PWM = const(16)
ADC = const(32)
ADC_WITH_WIFI = const(64)
FORBIDDEN = const(128)

board = port = machine = None
pwm_channels = 16
pwm_frequencies = 8
version = uos.getenv("SIM_MPY") or "1.28.0"  # the firmware that the board claims to run
version_pair = tuple(int(part) for part in version.split(".")[:2])
_path = uos.getenv("SIM_BOARD") or ""
_flags = bytearray(64)


def flags(gpio: int) -> int:
    """Return the flags of a GPIO; 0 if machine.Pin does not know it."""
    return _flags[gpio] if 0 <= gpio < len(_flags) else 0


def name(gpio) -> str:
    """Return how people call the pin."""
    return ("GPIO%d of %s" if isinstance(gpio, int) else "pin %s of %s") % (gpio, board)


def refuse(gpio, why: str):
    """Raise ValueError with the pin, the board and the reason."""
    raise ValueError("%s: %s" % (name(gpio), why))


def why(gpio: int) -> str:
    """Return the board file's words about a pin."""
    keys = ()
    words = []
    with open(_path) as file:
        for line in file:
            if '"why"' in line and line.lstrip().startswith('"%d": {' % gpio):
                keys = _entry(line)[str(gpio)]["why"]
            for key in keys:
                if line.lstrip().startswith('"%s": {"en"' % key):
                    words.append(_entry(line)[key]["en"])
    return "; ".join(words)


def _entry(line: str) -> dict:
    return json.loads("{" + line.strip().rstrip(",") + "}")


def _compact(facts: dict) -> int:
    bits = INPUT if facts["in"] else 0
    bits |= OUTPUT if facts["out"] else 0
    bits |= PULL_UP if "up" in facts["pull"] else 0
    bits |= PULL_DOWN if "down" in facts["pull"] else 0
    bits |= PWM if facts["pwm"] else 0
    bits |= ADC if facts["adc"] else 0
    bits |= ADC_WITH_WIFI if facts["adc_wifi"] else 0
    bits |= FORBIDDEN if facts["class"] == "forbidden" else 0
    return bits if facts["pin"] else 0


def _read() -> None:
    global board, port, machine, pwm_channels, pwm_frequencies
    if not _path:
        raise ValueError("simulator: SIM_BOARD must name a file such as boards/pico_w.json")
    with open(_path) as file:
        for line in file:
            key = line.split('"')[1] if '"' in line else ""
            if key in ("board", "port", "machine", "pwm"):
                value = _entry(line)[key]
                if key == "board":
                    board = value
                elif key == "port":
                    port = value
                elif key == "machine":
                    machine = value
                else:
                    pwm_channels = value["channels"]
                    pwm_frequencies = value["frequencies"]
            elif key.isdigit():
                _flags[int(key)] = _compact(_entry(line)[key])
            elif key == "reasons":
                break
    if not port or not any(_flags):
        raise ValueError("simulator: no board with pins in " + _path)


_read()
