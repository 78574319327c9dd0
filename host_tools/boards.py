"""Facts about the pins of each board: load them, show them, shrink them for the firmware.

Source: `boards/<board>.json`, described by `boards/schema.json`; every pin names its own sources
there. Letters of a pin, shared with the checks of the firmware: i input, o output, u pull-up, d
pull-down, a an ADC that works with Wi-Fi, p PWM, c caution, v avoid; t r TX and RX of UART0, T R
of UART1, where a UART has pins of its own. A pin without letters must not be used.
"""

import json
import sys
from pathlib import Path

from host_tools.words import language, tr

HELP = ("list the boards, or the pins of one board", "показать платы или выводы одной платы")

BOARDS = Path(__file__).resolve().parent.parent / "boards"

_UARTS = (("t", "TX0"), ("r", "RX0"), ("T", "TX1"), ("R", "RX1"))
_COLOURS = {"safe": "32", "caution": "33", "avoid": "35", "input_only": "36", "forbidden": "31"}
_CLASSES = {
    "safe": ("safe", "годится"),
    "caution": ("caution", "осторожно"),
    "avoid": ("avoid", "лучше нет"),
    "input_only": ("input only", "только вход"),
    "forbidden": ("forbidden", "нельзя"),
}


class NoSuchBoard(Exception):
    """There is no file for a board of this name."""


def add_arguments(parser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("board", nargs="?", help=tr("name of a board", "название платы"))


def run(args) -> int:
    """Print the list of boards, or the table of one."""
    if args.board is None:
        for name in names():
            print(f"{name:10} {load(name)['title']}")
        return 0
    try:
        board = load(args.board)
    except NoSuchBoard as problem:
        print(problem, file=sys.stderr)
        return 2
    print("\n".join(table(board, colour=sys.stdout.isatty())))
    return 0


def names(folder: Path = BOARDS) -> list[str]:
    """Return the names of the known boards, sorted."""
    return sorted(path.stem for path in folder.glob("*.json") if path.stem != "schema")


def load(name: str, folder: Path = BOARDS) -> dict:
    """Return the contents of `boards/<name>.json`. Raises NoSuchBoard naming all."""
    known = names(folder)
    if name not in known:
        listed = ", ".join(known)
        raise NoSuchBoard(
            tr(
                f"board {name!r} is not known; known: {listed}",
                f"плата {name!r} неизвестна; известны: {listed}",
            )
        )
    return json.loads((folder / f"{name}.json").read_text("utf-8"))


def facts(name: str, folder: Path = BOARDS) -> dict[int, str]:
    """Return {gpio: letters} of the pins that may be used on a board. Raises NoSuchBoard."""
    every = {int(gpio): letters(pin) for gpio, pin in load(name, folder)["pins"].items()}
    return {gpio: text for gpio, text in every.items() if text}


def letters(pin: dict) -> str:
    """Return the letters of one pin; empty when it must not be used."""
    if not pin["pin"] or pin["class"] == "forbidden":
        return ""
    claims = (
        ("i", pin["in"]),
        ("o", pin["out"]),
        ("u", "up" in pin["pull"]),
        ("d", "down" in pin["pull"]),
        ("a", pin["adc_wifi"]),
        ("p", pin["pwm"]),
        ("c", pin["class"] == "caution"),
        ("v", pin["class"] == "avoid"),
        *((letter, pin.get("uart") == job) for letter, job in _UARTS),
    )
    return "".join(letter for letter, holds in claims if holds)


def reason(board: dict, gpio: int, analog: bool = True) -> str:
    """Say why a pin has its class, in the reader's language; analog: also about its ADC."""
    pin = board["pins"].get(str(gpio))
    if pin is None:
        return tr("there is no such pin on this board", "такого вывода на этой плате нет")
    keys = [key for key in pin["why"] if analog or not key.startswith("adc")]
    return "; ".join(board["reasons"][key][language()] for key in keys or pin["why"])


def table(board: dict, colour: bool = False) -> list[str]:
    """Return the lines of the table: all pins, pins behind other chips, notes."""
    pwm = board["pwm"]
    text = pwm["why"][language()]
    lines = [
        f"{board['title']} ({board['chip']})",
        tr(
            f"PWM: {pwm['channels']} outputs, {pwm['frequencies']} frequencies; {text}",
            f"ШИМ: выходов {pwm['channels']}, частот {pwm['frequencies']}; {text}",
        ),
        "",
        "GPIO  " + tr("class        can do", "класс        умеет").ljust(41) + tr("why", "почему"),
    ]
    for gpio, pin in board["pins"].items():
        kind = f"{tr(*_CLASSES[pin['class']]):11}"
        if colour:
            kind = f"\033[{_COLOURS[pin['class']]}m{kind}\033[0m"
        lines.append(f"{gpio:>4}  {kind}  {_abilities(pin):26}  {reason(board, int(gpio))}")
    lines += [f"{name}: {pin['why'][language()]}" for name, pin in board["external"].items()]
    return lines + [note[language()] for note in board["notes"]]


def _abilities(pin: dict) -> str:
    present = letters(pin)
    words = [
        ("i", tr("in", "вход")),
        ("o", tr("out", "выход")),
        ("u", "↑"),
        ("d", "↓"),
        ("a", tr("ADC", "АЦП")),
        ("p", tr("PWM", "ШИМ")),
        *_UARTS,
    ]
    return " ".join(word for letter, word in words if letter in present)


def render_pins(folder: Path = BOARDS) -> str:
    """Return the text of `firmware/sbernode/pins.py`."""
    from host_tools.sber_tables import BadSource, version, wrapped

    lines = []
    for name in names(folder):
        board = load(name, folder)
        if board["board"] != name:
            raise BadSource(f"boards/{name}.json: its board is {board['board']!r}")
        lines += wrapped(pin_line(board))
    sources = version(*(folder / f"{name}.json" for name in names(folder)))
    return _PINS_MODULE % (sources, "\n".join(lines))


def pin_line(board: dict) -> str:
    """Return `name:uname|uname:spiram text:button:led:LETTERS=4,6-9 ...`; s: taken with the text.

    led: GPIO or name of the pin, with a w for a WS2812.
    """
    groups: dict[str, list[int]] = {}
    for gpio, pin in board["pins"].items():
        text = letters(pin)
        if text:
            groups.setdefault(text + ("s" if pin.get("spiram") else ""), []).append(int(gpio))
    listed = " ".join(f"{text}={ranges(gpios)}" for text, gpios in sorted(groups.items()))
    button = "" if board["button"] is None else board["button"]
    led = f"{board['led']['pin']}{'w' if board['led']['kind'] == 'ws2812' else ''}"
    spiram = board.get("spiram", "")
    return f"{board['board']}:{'|'.join(board['uname'])}:{spiram}:{button}:{led}:{listed}"


def ranges(gpios: list[int]) -> str:
    """Return numbers as short text: [4, 6, 7, 8] gives `4,6-8`."""
    spans: list[list[int]] = []
    for gpio in sorted(gpios):
        if spans and gpio == spans[-1][1] + 1:
            spans[-1][1] = gpio
        else:
            spans.append([gpio, gpio])
    return ",".join(str(low) if low == high else f"{low}-{high}" for low, high in spans)


_PINS_MODULE = '''\
"""What each pin of this board can do, in short, for the board's own checks. Pure; imports nothing.

Generated by `python -m host_tools generate` from boards/*.json,
version %s. Do not edit: change the source and run the command.
A line: board, parts of os.uname().machine that tell it ($ is the end), the part that tells PSRAM,
the set-up button's GPIO (none: BOOTSEL), the LED's (w: a WS2812), then letters=pins. Letters: i
input, o output, u pull-up, d pull-down, a ADC that works with Wi-Fi, p PWM, c caution, v avoid, t
r TX and RX of UART0, T R of UART1 (none on a board: any pin can be), s taken on boards with PSRAM.
"""

_BOARDS = """
%s
"""


def board(machine: str) -> "str | None":
    """Return the short name of the board that os.uname().machine tells, or None."""
    line = _line(machine)
    return line and line[: line.find(":")]


def facts(machine: str) -> "dict[int, str] | None":
    """Return {gpio: letters} of the pins that may be used; None: the board is not known.

    machine: text of os.uname().machine. Only the line of that board is expanded.
    """
    line = _line(machine)
    if line is None:
        return None
    _, _, psram, _, _, groups = line.split(":")
    taken = psram and psram in machine
    pins = {}
    for group in groups.split(" "):
        letters, gpios = group.split("=")
        if letters[-1] == "s":
            if taken:
                continue
            letters = letters[:-1]
        for span in gpios.split(","):
            low, _, high = span.partition("-")
            for gpio in range(int(low), int(high or low) + 1):
                pins[gpio] = letters
    return pins


def panel(machine: str) -> "tuple | None":
    """Return (GPIO of the set-up button, pin of the LED, whether that is a WS2812).

    None for a button that is no GPIO (BOOTSEL), None for all if the board is not known.
    """
    line = _line(machine)
    if line is None:
        return None
    _, _, _, button, led, _ = line.split(":")
    pixel = led[-1] == "w"
    led = led[:-1] if pixel else led
    return int(button) if button else None, int(led) if led.isdigit() else led, pixel


def _line(machine: str) -> "str | None":
    for line in _BOARDS.split("\\n"):
        if line and any(part in machine + "$" for part in line.split(":")[1].split("|")):
            return line
    return None
'''
